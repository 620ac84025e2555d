//! Small changes to words that stand inside a sentence.
//!
//! Must not know: what the sentence is about. English alone: what pages say goes through `content/strings.rs`.

/// "Risk of irritation" -> "risk of irritation"; "SPF" stays.
pub fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), second) if second.is_none_or(|c| !c.is_uppercase()) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => words.to_owned(),
    }
}

/// "a", "a and b", "a, b and c"
pub fn listed<S: AsRef<str>>(words: &[S]) -> String {
    let joined = |words: &[S]| words.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    match words {
        [most @ .., last] if !most.is_empty() => format!("{} and {}", joined(most), last.as_ref()),
        _ => joined(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_with_and() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b"]), "a and b");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn abbreviations_stay_as_they_are() {
        assert_eq!(lower_first("Risk of irritation"), "risk of irritation");
        assert_eq!(lower_first("SPF on the label"), "SPF on the label");
        assert_eq!(lower_first(""), "");
    }
}
