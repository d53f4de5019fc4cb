//! A meeting's life: which status it has, of all that reports said of it.

/// The statuses in the order of a life's progress; a later one is not taken back by an earlier one.
const PROGRESS: [&str; 6] = ["proposed", "scheduled", "refused", "cancelled", "ongoing", "held"];

/// Where a life stands after statuses that came to be known in this order: with the report `held`, it was held, whatever
/// was announced before or is told again later; what was refused or cancelled may be scheduled anew on a later day.
pub fn status<'s>(known: impl IntoIterator<Item = (&'s str, &'s str)>) -> &'s str {
    let mut now = ("proposed", "");
    let mut any = false;
    for (status, day) in known {
        let anew = matches!(now.0, "refused" | "cancelled") && status == "scheduled" && day > now.1;
        if !any || rank(status) >= rank(now.0) || anew {
            now = (status, day);
        }
        any = true;
    }
    now.0
}

fn rank(status: &str) -> usize {
    PROGRESS.iter().position(|other| *other == status).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_held_stays_held() {
        assert_eq!(status([("proposed", "2022-01-01"), ("scheduled", "2022-01-03"), ("held", "2022-01-10")]), "held");
        assert_eq!(status([("held", "2022-01-10"), ("scheduled", "2022-01-11")]), "held");
    }

    #[test]
    fn what_was_cancelled_can_be_scheduled_anew() {
        assert_eq!(status([("scheduled", "2022-01-03"), ("cancelled", "2022-01-05")]), "cancelled");
        assert_eq!(status([("cancelled", "2022-01-05"), ("scheduled", "2022-01-09")]), "scheduled");
        assert_eq!(status([("cancelled", "2022-01-05"), ("scheduled", "2022-01-05")]), "cancelled");
    }
}
