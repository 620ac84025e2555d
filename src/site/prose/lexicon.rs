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
    /// The words of the attributes of each kind, and of its name.
    own: Vec<HashSet<String>>,
    /// The kind of each product.
    kinds: Vec<usize>,
    /// Every word that says a step of some scale.
    steps: HashSet<String>,
}

/// The words that tell that a sentence is about an attribute, without their endings.
pub struct Cues {
    /// Those of its id, and those of its label that name it and nothing else.
    pub core: HashSet<String>,
    /// Those of its label and its explanation.
    pub near: HashSet<String>,
    /// The forms of the unit, each in lower case and without its ending.
    pub unit: Vec<[String; 2]>,
    /// The steps of a scale.
    pub steps: Vec<Step>,
}

/// A step of a scale, in lower case.
pub struct Step {
    /// The step.
    pub said: String,
    /// Its adverb.
    pub adverb: String,
}

/// Words that say the same as a step that many scales have.
const SAME: [(&str, &str); 9] = [
    ("mild", "low"),
    ("mildly", "low"),
    ("slight", "low"),
    ("slightly", "low"),
    ("minimal", "low"),
    ("middling", "moderate"),
    ("medium", "moderate"),
    ("severe", "high"),
    ("severely", "high"),
];

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
        for (at, product) in products.filter(|(_, product)| product.has_kind(site)) {
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
        let own_of = |(cues, kind): (&Vec<Cues>, &crate::site::Kind)| {
            cues.iter().flat_map(|cues| cues.core.iter().cloned()).chain(stems(&kind.says.name)).collect()
        };
        let own = attributes.iter().zip(&site.kinds).map(own_of).collect();
        let kinds = site.products.iter().map(|product| product.kind).collect();
        let words = attributes.iter().flatten().flat_map(|cues| &cues.steps);
        let steps = words.flat_map(|step| [step.said.clone(), step.adverb.clone()]);
        let steps = steps.chain(SAME.iter().map(|(word, _)| (*word).to_owned())).collect();
        Self { names, attributes, own, kinds, steps }
    }

    /// Whether a word, without its ending, is one of the attributes of a product's kind, or of the kind's name.
    pub fn is_own(&self, product: usize, stem: &str) -> bool {
        let kind = self.kinds.get(product).and_then(|kind| self.own.get(*kind));
        kind.is_some_and(|own| own.contains(stem))
    }

    /// Whether a word, without its ending, is one of the attributes of a product's kind.
    pub fn is_attribute(&self, product: usize, stem: &str) -> bool {
        let cues = self.kinds.get(product).and_then(|kind| self.attributes.get(*kind));
        cues.is_some_and(|cues| cues.iter().any(|cues| cues.core.contains(stem)))
    }

    /// Whether a word may say a step of a scale.
    pub fn is_step(&self, word: &str) -> bool {
        self.steps.contains(word)
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

impl Step {
    fn new(step: &str) -> Self {
        let said = step.to_lowercase();
        let adverb = said.strip_suffix('e').map_or_else(|| format!("{said}ly"), |root| format!("{root}ely"));
        Self { said, adverb }
    }
}

impl Cues {
    /// The step that a word says: itself, its adverb, or a word that says the same. "Lower" and "highest" compare, and say
    /// none.
    pub fn step(&self, word: &str) -> Option<&str> {
        let said = self.steps.iter().find(|step| step.said == word || step.adverb == word);
        let same = || {
            let (_, step) = SAME.iter().find(|(same, _)| *same == word)?;
            self.steps.iter().find(|known| known.said == *step)
        };
        said.or_else(same).map(|step| step.said.as_str())
    }

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
        let unit = attribute.unit.words().map(|form| {
            let form = form.to_lowercase();
            [form.clone(), stem(&form)]
        });
        let steps = match &attribute.form {
            Form::Scale(steps) => steps.iter().map(|step| Step::new(step)).collect(),
            _ => Vec::new(),
        };
        Self { core, near, unit: unit.collect(), steps }
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
