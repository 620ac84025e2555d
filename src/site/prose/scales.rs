//! Steps of scales in a sentence: "low irritation", "the risk of irritation is high", "highly irritating".

use super::claims::implied;
use super::lexer::Token;
use super::lexicon::{Cues, Lexicon};
use super::sentence::Sentence;
use super::{FactAt, Finding, Site};
use crate::content::value::Value;
use std::ops::Range;

/// How far a step may stand before the attribute's word: "low risk of irritation".
const BEFORE: usize = 4;
/// How far behind it: "irritation with it is usually low".
const BEHIND: usize = 7;

/// What the steps of scales in a sentence say of facts.
pub fn findings(site: &Site, lexicon: &Lexicon, tokens: &[Token], sentence: &Sentence) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for at in sentence.tokens.clone().filter(|at| lexicon.is_step(tokens[*at].word())) {
        let named = sentence.subject(tokens, &(at..at + 1));
        let Some(product) = named.or_else(|| implied(site, lexicon, tokens, sentence)) else { continue };
        let Some(kind) = site.kinds.get(site.products[product].kind) else { continue };
        for attribute in 0..kind.says.attributes.len() {
            let cues = lexicon.cues(site.products[product].kind, attribute);
            let Some(step) = cues.step(tokens[at].word()) else { continue };
            let Some(range) = phrase(tokens, sentence, at, cues) else { continue };
            let fact = FactAt { product, attribute };
            let Some(Value::Step(_, known)) = fact.fact(site).value() else { continue };
            if sentence.is_stated(tokens, &range)
                && !found.iter().any(|f| f.tokens.start < range.end && range.start < f.tokens.end)
            {
                found.push(Finding {
                    tokens: at..at + 1,
                    at: fact,
                    contradicts: known.to_lowercase() != step,
                });
            }
        }
    }
    found
}

/// The words from a step to the word of its attribute, if the two belong together.
fn phrase(tokens: &[Token], sentence: &Sentence, at: usize, cues: &Cues) -> Option<Range<usize>> {
    let clause = sentence.clause(at);
    let is_cue = |at: &usize| cues.core.contains(tokens[*at].stem());
    // "low irritation", "low risk of irritation", "highly irritating"
    let ahead = (at + 1..clause.end.min(at + 1 + BEFORE)).find(is_cue);
    if let Some(end) = ahead.filter(|end| between_is_plain(tokens, at + 1..*end)) {
        return Some(at..end + 1);
    }
    let ends = tokens.get(at + 1).is_none_or(|next| {
        at + 1 >= clause.end
            || next.word().is_empty()
            || matches!(next.word(), "and" | "for" | "with" | "in" | "on" | "at" | "as")
    });
    let verb = |range: Range<usize>| range.into_iter().any(|at| is_copula(&tokens[at]));
    // "irritation is low", "its irritation stays low"
    let start = clause.start.max(at.saturating_sub(BEHIND));
    if let Some(behind) = (start..at).rev().find(is_cue).filter(|cue| *cue + 1 < at) {
        return (ends && verb(behind + 1..at)).then_some(behind..at + 1);
    }
    // "it grows slowly"
    if at > clause.start && is_cue(&(at - 1)) && tokens[at].word().ends_with("ly") {
        return Some(at - 1..at + 1);
    }
    // "The risk of irritation is low with one. That of the other is high."
    let behind = (sentence.tokens.start..sentence.tokens.end).rev().find(is_cue);
    if let (None, Some(previous), true) =
        (behind, &sentence.previous, ends && at > clause.start && is_copula(&tokens[at - 1]))
    {
        return previous.clone().any(|at| is_cue(&at)).then_some(at..at + 1);
    }
    // "irritation is low with a serum and high with an ampoule"
    let start = sentence.tokens.start;
    let behind = (start..at).rev().find(is_cue)?;
    // "Growth: the one's is steady, the other's fast"
    if sentence.title(tokens).iter().any(|token| cues.core.contains(token.stem())) {
        return ends.then_some(at..at + 1);
    }
    let other = (behind + 1..at).rev().find(|other| cues.step(tokens[*other].word()).is_some());
    if other.is_some_and(|other| verb(behind + 1..other)) {
        return ends.then_some(at..at + 1);
    }
    None
}

/// Whether a word says that something is so.
fn is_copula(token: &Token) -> bool {
    let word = token.word();
    matches!(word, "is" | "are" | "stays" | "remains" | "runs" | "ranks" | "be" | "stay" | "tends")
        || token.is(':')
}

/// Only words that may stand between a step and what it qualifies.
fn between_is_plain(tokens: &[Token], mut range: Range<usize>) -> bool {
    range.all(|at| {
        matches!(
            tokens[at].word(),
            "risk"
                | "of"
                | "level"
                | "levels"
                | "degree"
                | "in"
                | "the"
                | "amount"
                | "concentration"
                | "skin"
                | "overall"
                | "rate"
        )
    })
}
