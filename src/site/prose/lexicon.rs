//! What the words of a text may name: products, attributes, steps of scales. Made once for a site.
//!
//! Must not know: any text.

use super::lexer::{Token, stem, tokens};
use crate::content::attribute::{Attribute, Form};
use crate::site::Site;
use std::collections::{HashMap, HashSet};

/// The words of a site.
pub struct Lexicon {
    /// The names of products, by the first word of each, longest first: its words and the product.
    names: HashMap<String, Vec<(Vec<String>, usize)>>,
    /// The words of attributes, by kind and then by attribute.
    attributes: Vec<Vec<Cues>>,
    /// The words of all attributes and the names of kinds.
    own: HashSet<String>,
}

/// The words that tell that a sentence is about an attribute, without their endings.
pub struct Cues {
    /// Those of its id, and those of its label that name it and nothing else.
    pub core: HashSet<String>,
    /// Those of its label and its explanation.
    pub near: HashSet<String>,
    /// The unit in the singular, and without its ending.
    pub unit: [String; 2],
    /// The steps of a scale.
    pub steps: Vec<String>,
}

/// Words that stand in any label or sentence.
const COMMON: &[&str] = &[
    "a",
    "about",
    "after",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "before",
    "between",
    "but",
    "by",
    "can",
    "do",
    "does",
    "each",
    "for",
    "from",
    "has",
    "have",
    "how",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "less",
    "more",
    "most",
    "much",
    "many",
    "no",
    "not",
    "of",
    "off",
    "on",
    "one",
    "only",
    "or",
    "other",
    "out",
    "over",
    "per",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "time",
    "times",
    "to",
    "two",
    "under",
    "until",
    "up",
    "very",
    "was",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
    "without",
    "you",
    "your",
    "usually",
    "usual",
    "typical",
    "typically",
    "average",
    "common",
    "first",
    "last",
    "long",
    "often",
    "rough",
    "guidance",
    "it's",
    "differs",
    "others",
];

/// Words of labels that say what sort of thing an attribute is, and not which.
const GENERIC: &[&str] = &[
    "risk",
    "level",
    "length",
    "amount",
    "number",
    "rate",
    "type",
    "kind",
    "degree",
    "place",
    "range",
    "total",
    "maximum",
    "minimum",
    "estimated",
    "suit",
    "suits",
    "visible",
    "extra",
    "quality",
];

impl Lexicon {
    /// Gathers the words of a site.
    pub fn new(site: &Site) -> Self {
        let mut names: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
        let mut add = |words: Vec<String>, product: usize| {
            if let Some(first) = words.first().cloned() {
                let known = names.entry(first).or_default();
                if !known.iter().any(|(known, _)| *known == words) {
                    known.push((words, product));
                }
            }
        };
        let last_words = short_names(site);
        // Nothing can be said of a product whose kind could not be read.
        let products = site.products.iter().enumerate();
        for (at, product) in products.filter(|(_, product)| product.kind < site.kinds.len()) {
            add(stems(&product.says.name), at);
            add(stems(&product.id.replace('-', " ")), at);
            if let Some((head, _)) = product.says.name.split_once(" with ") {
                add(stems(head), at);
            }
            if let Some(short) = last_words.get(&at) {
                add(vec![short.clone()], at);
            }
        }
        names.values_mut().for_each(|known| known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        let kind_cues = |kind: &crate::site::Kind| kind.says.attributes.iter().map(Cues::new).collect();
        let attributes: Vec<Vec<Cues>> = site.kinds.iter().map(kind_cues).collect();
        let own = attributes.iter().flatten().flat_map(|cues| cues.core.iter().cloned());
        let own = own.chain(site.kinds.iter().flat_map(|kind| stems(&kind.says.name))).collect();
        Self { names, attributes, own }
    }

    /// Whether a word, without its ending, is one of an attribute or the name of a kind.
    pub fn is_own(&self, stem: &str) -> bool {
        self.own.contains(stem)
    }

    /// The product that some tokens name, and how many tokens the name has.
    pub fn product_at(&self, tokens: &[Token]) -> Option<(usize, usize)> {
        let known = self.names.get(tokens.first()?.stem())?;
        known.iter().find_map(|(words, product)| Some((*product, length_of(words, tokens)?)))
    }

    /// The words of an attribute.
    pub fn cues(&self, kind: usize, attribute: usize) -> &Cues {
        &self.attributes[kind][attribute]
    }
}

/// How many tokens a name takes up at the start of some tokens, hyphens between its words included.
fn length_of(words: &[String], tokens: &[Token]) -> Option<usize> {
    let mut at = 0;
    for (number, word) in words.iter().enumerate() {
        at += usize::from(number > 0 && tokens.get(at).is_some_and(|token| token.is('-')));
        if tokens.get(at).map(word_of)? != *word {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The one word by which a product with a longer name is called too, where no other product could be meant: the last one.
fn short_names(site: &Site) -> HashMap<usize, String> {
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let kinds: HashSet<String> = site.kinds.iter().flat_map(|kind| stems(&kind.says.name)).collect();
    for (at, product) in site.products.iter().enumerate() {
        let words = stems(&product.says.name);
        if let (true, Some(last)) = (words.len() > 1, words.last()) {
            by_word.entry(last.clone()).or_default().push(at);
        }
        words
            .iter()
            .take(words.len().saturating_sub(1))
            .for_each(|word| by_word.entry(word.clone()).or_default().push(at));
    }
    let alone = |(word, products): (String, Vec<usize>)| match products[..] {
        [only] if word.len() > 3 && !kinds.contains(&word) && !COMMON.contains(&word.as_str()) => {
            (stems(&site.products[only].says.name).last() == Some(&word)).then_some((only, word))
        }
        _ => None,
    };
    by_word.into_iter().filter_map(alone).collect()
}

impl Cues {
    fn new(attribute: &Attribute) -> Self {
        let content = |text: &str| -> Vec<String> {
            let tokens = tokens(text);
            let words = tokens.iter().filter(|t| !t.stem().is_empty() && !COMMON.contains(&t.word()));
            words.map(|token| token.stem().to_owned()).collect()
        };
        let generic: HashSet<String> = GENERIC.iter().map(|word| stem(word)).collect();
        let mut core: HashSet<String> =
            content(&attribute.label).into_iter().filter(|w| !generic.contains(w)).collect();
        core.extend(content(&attribute.id.replace('_', " ")));
        let mut near: HashSet<String> = content(&attribute.label).into_iter().collect();
        near.extend(content(&attribute.about));
        let unit = stem(&attribute.unit.to_lowercase());
        let steps = match &attribute.form {
            Form::Scale(steps) => steps.iter().map(|step| step.to_lowercase()).collect(),
            _ => Vec::new(),
        };
        Self { core, near, unit: [attribute.unit.to_lowercase(), unit], steps }
    }
}

/// The words of a name without their endings; numbers as they are.
fn stems(name: &str) -> Vec<String> {
    tokens(name).iter().map(word_of).filter(|word| !word.is_empty()).collect()
}

fn word_of(token: &Token) -> String {
    match &token.what {
        super::lexer::What::Word { stem, .. } => stem.clone(),
        super::lexer::What::Number(digits) => digits.clone(),
        _ => String::new(),
    }
}
