//! As much XML as the gold files of places need: elements by name, their text, character references.

/// The inner text of each element `name` in `xml`, in order, nested ones of the same name not looked for.
pub(super) fn elements<'x>(xml: &'x str, name: &'x str) -> impl Iterator<Item = &'x str> {
    let close = format!("</{name}>");
    let mut rest = xml;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find(&format!("<{name}"))?;
            let after = &rest[at + name.len() + 1..];
            let end_of_tag = after.find('>')?;
            let whole = after.starts_with(['>', ' ', '\n', '\t', '\r', '/']);
            if !whole || after[..end_of_tag].ends_with('/') {
                rest = &after[if whole { end_of_tag + 1 } else { 0 }..];
                continue;
            }
            let inner = &after[end_of_tag + 1..];
            let end = inner.find(&close)?;
            rest = &inner[end + close.len()..];
            return Some(&inner[..end]);
        }
    })
}

/// The text of the first element `name`, references resolved; empty where there is none.
pub(super) fn text(xml: &str, name: &str) -> String {
    elements(xml, name).next().map(unescape).unwrap_or_default()
}

fn unescape(raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n");
    if let Some(verbatim) = raw.trim().strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")) {
        return verbatim.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw.as_str();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let reference = rest[at + 1..].split(';').next().unwrap_or_default();
        match character(reference) {
            Some(c) => {
                out.push(c);
                rest = &rest[at + reference.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_told_from_longer_names() {
        let xml = "<texts/><text a=\"1\">a &lt; b &#233;</text><text><![CDATA[x & y]]></text>";
        let found: Vec<String> = elements(xml, "text").map(unescape).collect();
        assert_eq!(found, ["a < b é", "x & y"]);
    }
}
