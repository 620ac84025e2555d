//! Small changes to words that stand inside a sentence.
//!
//! Must not know: what the sentence is about. English alone; other languages get their own words with their own theme.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_stay_as_they_are() {
        assert_eq!(lower_first("Risk of irritation"), "risk of irritation");
        assert_eq!(lower_first("SPF on the label"), "SPF on the label");
        assert_eq!(lower_first(""), "");
    }
}
