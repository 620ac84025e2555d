//! All guides by the first letter of their titles.
//!
//! Letters of any script: Korean syllables by their first consonant, all that is no letter under one mark.

use super::Site;
use crate::base::Address;
use crate::base::address::{slug, without_marks};
use std::collections::BTreeMap;

/// Where all guides are listed.
pub const ALL: &str = "/all/";
/// Up to so many guides stand on one page; more get a page a letter.
pub const ON_ONE_PAGE: usize = 300;
/// What titles that start with no letter are filed under.
const OTHER: &str = "0-9";

/// The first consonants of Korean syllables, in their order (Unicode 17, section 3.12).
const CONSONANTS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];

/// The guides whose titles start with one letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// The letter as readers see it.
    pub label: String,
    /// Where it is published, if letters have pages of their own.
    pub address: Address,
    /// The guides, by title.
    pub guides: Vec<usize>,
}

/// All guides by letter, those without a letter first.
pub fn letters(site: &Site) -> Vec<Letter> {
    let mut by_letter: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (at, guide) in site.guides.iter().enumerate() {
        let title = guide.says.title.to_lowercase();
        by_letter.entry(letter(&title)).or_default().push((title, at));
    }
    let letter = |(label, mut guides): (String, Vec<(String, usize)>)| {
        guides.sort();
        let step = if label == OTHER { OTHER.to_owned() } else { slug(&label) };
        Letter {
            address: site.edition.at(&format!("{ALL}{step}/")),
            guides: guides.into_iter().map(|(_, at)| at).collect(),
            label,
        }
    };
    by_letter.into_iter().map(letter).collect()
}

/// The letter that a title is filed under: "É" under "E".
fn letter(title: &str) -> String {
    let Some(first) = title.chars().find(|c| c.is_alphanumeric()) else { return OTHER.to_owned() };
    if let Some(syllable) = (first as u32).checked_sub(0xac00).filter(|at| *at < 11_172) {
        return CONSONANTS[syllable as usize / 588].to_string();
    }
    let bare = without_marks(first);
    if bare.is_alphabetic() { bare.to_uppercase().collect() } else { OTHER.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn titles_are_filed_where_people_look() {
        assert_eq!(letter("ampoule vs serum"), "A");
        assert_eq!(letter("\"étude\""), "E");
        assert_eq!(letter("10 steps"), "0-9");
        assert_eq!(letter("앰플"), "ㅇ");
        assert_eq!(letter("세럼"), "ㅅ");
        assert_eq!(letter("?"), "0-9");
    }
}
