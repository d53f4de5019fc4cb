//! A series of figures: low, best, high.

/// A figure as it is weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// The number, or the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// The text that says it; copies count once.
    pub text: i64,
}

/// The least, the most said (of as many, the last), and the most; none without figures.
pub fn bounds(figures: &[Weighed]) -> Option<(f64, f64, f64)> {
    let low = figures.iter().map(|figure| figure.value).reduce(f64::min)?;
    let high = figures.iter().map(|figure| figure.high.unwrap_or(figure.value)).reduce(f64::max)?;
    let mut votes: Vec<(f64, Vec<i64>)> = Vec::new();
    for figure in figures {
        match votes.iter_mut().find(|(value, _)| *value == figure.value) {
            Some((_, texts)) if texts.contains(&figure.text) => {}
            Some((_, texts)) => texts.push(figure.text),
            None => votes.push((figure.value, vec![figure.text])),
        }
    }
    // The last of the greatest wins.
    let best = votes.into_iter().max_by_key(|(_, texts)| texts.len()).map(|(value, _)| value)?;
    Some((low, best, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_texts_say_is_best() {
        let figure = |value, text| Weighed { value, high: None, text };
        assert_eq!(bounds(&[figure(12.0, 1), figure(15.0, 2), figure(12.0, 3)]), Some((12.0, 12.0, 15.0)));
        assert_eq!(bounds(&[figure(12.0, 1), figure(12.0, 1), figure(15.0, 2)]), Some((12.0, 15.0, 15.0)));
        let range = Weighed { value: 10.0, high: Some(20.0), text: 1 };
        assert_eq!(bounds(&[range]), Some((10.0, 10.0, 20.0)));
        assert_eq!(bounds(&[]), None);
    }
}
