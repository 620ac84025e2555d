//! Sentences and clauses: which product each is about, and whether it states something at all.
//!
//! English. Must not know: attributes or facts.

use super::lexer::{Token, What};
use super::lexicon::Lexicon;
use std::ops::Range;

/// A sentence: its tokens, its clauses, and the products it names.
#[derive(Debug)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The clauses, in order.
    pub clauses: Vec<Range<usize>>,
    /// The products, in order, each with its tokens.
    pub mentions: Vec<(Range<usize>, usize)>,
    /// The product that "it" means, or that the heading above is about.
    carried: Option<usize>,
    /// The one product that the sentence before is about.
    pub before: Option<usize>,
}

/// Words that start a clause with a subject of its own.
const BREAKS: [&str; 8] = ["while", "whereas", "but", "although", "though", "because", "since", "unlike"];
/// Words that take up the subject of the sentence before.
const PRONOUNS: [&str; 9] = ["it", "its", "it's", "they", "their", "they're", "this", "these", "that"];
/// Words that deny, wherever they stand in a clause.
const DENIALS: [&str; 8] = ["not", "never", "no", "nor", "neither", "without", "hardly", "wrong"];
/// Words before a statement that make it a guess, or what somebody else says.
const HEDGES: &[&str] = &[
    "instead", "than", "unlike", "would", "could", "might", "suppose", "imagine", "claim", "claims",
    "claimed", "claiming", "promise", "promises", "promised", "say", "says", "said", "myth", "some",
    "someone", "somebody", "others", "anyone", "friend", "study", "studies", "trial", "i", "my", "we", "our",
    "used", "if", "unless", "rarely",
];

/// The sentences of a run. `above` is the product that its heading is about, `last` the one that the run before ended with.
pub fn sentences(
    tokens: &[Token],
    lexicon: &Lexicon,
    above: Option<usize>,
    last: Option<usize>,
) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut start = 0;
    for end in (0..=tokens.len())
        .filter(|at| tokens.get(*at).is_none_or(|token| token.what == What::End || token.is(';')))
    {
        if end > start {
            let before = sentences.last().map_or(last, Sentence::only);
            let sentence = sentence(tokens, start..end, lexicon, before, above);
            sentences.push(sentence);
        }
        start = end + 1;
    }
    sentences
}

fn sentence(
    tokens: &[Token],
    range: Range<usize>,
    lexicon: &Lexicon,
    before: Option<usize>,
    above: Option<usize>,
) -> Sentence {
    let mut mentions = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match lexicon.product_at(&tokens[at..range.end]) {
            Some((product, length)) => {
                mentions.push((at..at + length, product));
                at += length;
            }
            None => at += 1,
        }
    }
    let starts_with_pronoun =
        tokens[range.clone()].iter().take(3).any(|token| PRONOUNS.contains(&token.word()));
    let carried = if starts_with_pronoun { before.or(above) } else { above };
    Sentence { clauses: clauses(tokens, &range), tokens: range, mentions, carried, before }
}

/// Clauses end at a comma before a word that starts another, and at a comma before "and" or alone.
fn clauses(tokens: &[Token], sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone() {
        let breaks = BREAKS.contains(&tokens[at].word()) && at > start;
        if breaks || tokens[at].is(',') || tokens[at].is('(') || tokens[at].is(')') {
            clauses.push(start..at);
            start = at;
        }
    }
    clauses.push(start..sentence.end);
    clauses
}

impl Sentence {
    /// The one product that the sentence is about.
    pub fn only(&self) -> Option<usize> {
        match &self.mentions[..] {
            [] => self.carried,
            [(_, first), rest @ ..] => rest.iter().all(|(_, other)| other == first).then_some(*first),
        }
    }

    /// The clause that a token stands in.
    pub fn clause(&self, at: usize) -> Range<usize> {
        self.clauses
            .iter()
            .find(|clause| clause.contains(&at))
            .cloned()
            .unwrap_or_else(|| self.tokens.clone())
    }

    /// The product that what is said at some tokens is about.
    pub fn subject(&self, tokens: &[Token], at: &Range<usize>) -> Option<usize> {
        let clause = self.clause(at.start);
        if let Some(product) = self.named_behind(tokens, at) {
            return Some(product);
        }
        let within = |range: &Range<usize>| {
            let in_it: Vec<&(Range<usize>, usize)> =
                self.mentions.iter().filter(|(m, _)| range.contains(&m.start)).collect();
            let before = in_it.iter().rev().find(|(m, _)| m.end <= at.start);
            before.or_else(|| in_it.iter().find(|(m, _)| m.start >= at.end)).map(|(_, product)| *product)
        };
        let distinct =
            |products: &[(Range<usize>, usize)]| products.windows(2).all(|pair| pair[0].1 == pair[1].1);
        within(&clause)
            .or_else(|| {
                let sentence_before = self.mentions.iter().rev().find(|(m, _)| m.end <= at.start);
                sentence_before.map(|(_, product)| *product)
            })
            .or_else(|| if distinct(&self.mentions) { within(&self.tokens) } else { None })
            .or(if self.mentions.is_empty() { self.carried } else { None })
    }

    /// "$20 for an ampoule": the product right behind.
    fn named_behind(&self, tokens: &[Token], at: &Range<usize>) -> Option<usize> {
        let word = |at: usize| tokens.get(at).map_or("", Token::word);
        if !matches!(word(at.end), "for" | "of" | "with" | "from") {
            return None;
        }
        let start = at.end + 1 + usize::from(matches!(word(at.end + 1), "a" | "an" | "the"));
        self.mentions.iter().find(|(mention, _)| mention.start == start).map(|(_, product)| *product)
    }

    /// Whether what is said at some tokens is stated, and not denied, supposed, wished or told of somebody else.
    pub fn is_stated(&self, tokens: &[Token], at: &Range<usize>) -> bool {
        let question =
            tokens.get(self.tokens.end).is_some_and(|end| end.what == What::End && end.range.len() == 1)
                && self.is_question(tokens);
        let clause = self.clause(at.start);
        let here = at.start;
        let hedged = |at: usize| {
            let word = tokens[at].word();
            let denied = DENIALS.contains(&word) || word.ends_with("n't");
            (denied || here > at && HEDGES.contains(&word)) && !is_bound(tokens, at)
        };
        // "If" and "suppose" govern the whole sentence.
        let supposed =
            self.tokens.clone().take(2).any(|at| matches!(tokens[at].word(), "if" | "suppose" | "imagine"));
        !question && !supposed && !clause.clone().any(hedged)
    }

    fn is_question(&self, tokens: &[Token]) -> bool {
        matches!(
            tokens[self.tokens.start].word(),
            "is" | "are"
                | "does"
                | "do"
                | "can"
                | "should"
                | "how"
                | "what"
                | "which"
                | "why"
                | "would"
                | "will"
        )
    }
}

/// "no more than", "more than", "less than": a bound, and no denial.
fn is_bound(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    match word(at) {
        "no" => matches!(word(at + 1), "more" | "less" | "longer") && word(at + 2) == "than",
        "than" => at > 0 && matches!(word(at - 1), "more" | "less"),
        "used" => word(at + 1) != "to",
        _ => false,
    }
}
