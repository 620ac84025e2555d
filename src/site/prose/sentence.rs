//! Sentences and clauses: which product each is about, and whether it states something at all.
//!
//! English. Must not know: attributes or facts.

use super::lexer::{Token, What, number_word};
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
    /// The product that the sentence before leaves the reader with.
    pub before: Option<usize>,
    /// The sentence before it in the same run.
    pub previous: Option<Range<usize>>,
    /// Whether it ends with a question mark.
    asks: bool,
    /// Whether it starts with a thing of its own: "a spare battery weighs 20 g".
    pub is_foreign: bool,
}

/// Words that start a clause with a subject of its own.
const BREAKS: [&str; 8] = ["while", "whereas", "but", "although", "though", "because", "since", "unlike"];
/// Words that take up the subject of the sentence before.
const PRONOUNS: [&str; 11] =
    ["it", "its", "it's", "they", "their", "they're", "this", "these", "that", "theirs", "them"];
/// Words that deny what stands behind them in a clause.
const DENIALS: [&str; 9] = ["not", "never", "no", "nor", "neither", "without", "hardly", "wrong", "nobody"];
/// Words that deny wherever they stand in a clause.
const FLAT_DENIALS: [&str; 3] = ["not", "never", "nobody's"];
/// Words before a statement that make it a guess, or what somebody else says.
const HEDGES: &[&str] = &[
    "instead", "than", "unlike", "would", "could", "might", "suppose", "imagine", "claim", "claims",
    "claimed", "claiming", "promise", "promises", "promised", "say", "says", "said", "myth", "some",
    "someone", "somebody", "others", "anyone", "friend", "study", "studies", "trial", "i", "my", "we", "our",
    "used", "if", "unless", "rarely", "advert", "adverts", "perhaps", "maybe",
];
/// Words before an amount that make it a difference of two.
const DIFFERENCES: [&str; 2] = ["difference", "gap"];
/// Words before a product's name that make it one particular thing, of which the facts say nothing.
const PARTICULAR: [&str; 14] = [
    "my", "his", "her", "their", "our", "some", "many", "another", "used", "other", "certain", "whose",
    "old", "cheap",
];
/// Words for several of a thing that are sold as one.
const PACKS: [&str; 14] = [
    "box", "boxes", "pack", "packs", "set", "sets", "case", "cases", "bundle", "bundles", "pair", "pairs",
    "kit", "kits",
];
/// How many words behind an amount may tell what it is for: "$14 for a refill".
const NEXT: usize = 4;
/// Words that start a sentence about a thing that is no product of the site.
const FOREIGN: [&str; 14] = [
    "a", "an", "some", "two", "another", "used", "most", "every", "any", "other", "both", "many", "several",
    "few",
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
    let is_end = |token: &Token| matches!(token.what, What::End { .. }) || token.is(';');
    for end in (0..=tokens.len()).filter(|at| tokens.get(*at).is_none_or(is_end)) {
        if end > start {
            let before = sentences.last().map_or(last, Sentence::topic);
            let mut sentence = sentence(tokens, start..end, lexicon, before, above);
            // What a semicolon joins is one thought.
            sentence.previous = sentences.last().map(|previous| match &previous.previous {
                Some(first) if tokens[previous.tokens.end].is(';') || tokens[first.end].is(';') => {
                    first.start..previous.tokens.end
                }
                _ => previous.tokens.clone(),
            });
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
    // "At night its noise is low": the pronoun may stand behind a word or two, if no thing of its own comes before.
    let is_own = |token: &Token| before.or(above).is_some_and(|about| lexicon.is_own(about, token.stem()));
    let is_thing =
        FOREIGN.contains(&tokens[range.start].word()) && !tokens[range.clone()].iter().take(4).any(is_own);
    let starts_with_pronoun = !is_thing
        && tokens[range.clone()].iter().take(6).enumerate().any(|(at, token)| {
            PRONOUNS.contains(&token.word()) && at < 3 || matches!(token.word(), "it" | "its" | "it's")
        });
    let is_foreign = mentions.is_empty() && is_thing;
    let carried = match (starts_with_pronoun, is_foreign) {
        (true, _) => before.or(above),
        (false, true) => None,
        (false, false) => above,
    };
    let asks = tokens.get(range.end).is_some_and(|end| end.what == What::End { asks: true });
    Sentence {
        clauses: clauses(tokens, &range),
        tokens: range,
        mentions,
        carried,
        before,
        previous: None,
        asks,
        is_foreign,
    }
}

/// Clauses end at a comma, a bracket, a colon with a sentence behind it, and before a word that starts another.
fn clauses(tokens: &[Token], sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone() {
        let breaks = BREAKS.contains(&tokens[at].word()) && at > start;
        let colon = tokens[at].is(':') && sentence.end - at > 4 || tokens[at].is('\u{2014}');
        if breaks || colon || tokens[at].is(',') || tokens[at].is('(') || tokens[at].is(')') {
            clauses.push(start..at);
            start = at;
        }
    }
    clauses.push(start..sentence.end);
    clauses
}

impl Sentence {
    /// The product that the sentence leaves the reader with: the one it is about, or the one it starts with.
    pub fn topic(&self) -> Option<usize> {
        match &self.mentions[..] {
            [] if self.is_foreign => None,
            [] => self.carried.or(self.before),
            [(at, first), rest @ ..] => {
                let leads = at.start <= self.tokens.start + 2;
                (leads || rest.iter().all(|(_, other)| other == first)).then_some(*first)
            }
        }
    }

    /// The words before a colon near the start: "Ports: two on the one, three on the other".
    pub fn title<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        let start = &tokens[self.tokens.start..self.tokens.end.min(self.tokens.start + 4)];
        start.iter().position(|token| token.is(':')).map_or(&[], |colon| &start[..colon])
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
        match self.mention(tokens, at) {
            Some((mention, product)) => self.is_general(tokens, mention).then_some(*product),
            None if self.mentions.is_empty() => self.carried,
            None => None,
        }
    }

    /// The name that says which product some tokens are about.
    pub fn mention(&self, tokens: &[Token], at: &Range<usize>) -> Option<&(Range<usize>, usize)> {
        let clause = self.clause(at.start);
        let within = |range: &Range<usize>| {
            let in_it: Vec<&(Range<usize>, usize)> =
                self.mentions.iter().filter(|(m, _)| range.contains(&m.start)).collect();
            let before = in_it.iter().rev().find(|(m, _)| m.end <= at.start).copied();
            before.or_else(|| in_it.into_iter().find(|(m, _)| m.start >= at.end))
        };
        let all_one = self.mentions.windows(2).all(|pair| pair[0].1 == pair[1].1);
        self.named_behind(tokens, at)
            .or_else(|| within(&clause))
            .or_else(|| self.mentions.iter().rev().find(|(m, _)| m.end <= at.start))
            .or_else(|| if all_one { within(&self.tokens) } else { None })
    }

    /// Whether a product's name stands right before some tokens, or right behind them.
    pub fn is_beside_name(&self, tokens: &[Token], at: &Range<usize>) -> bool {
        self.named_behind(tokens, at).is_some()
            || self.mentions.iter().any(|(mention, _)| mention.end == at.start)
    }

    /// Whether a name means the product as such, and not somebody's own, or a brand's.
    fn is_general(&self, tokens: &[Token], mention: &Range<usize>) -> bool {
        let Some(before) = mention.start.checked_sub(1).filter(|at| *at >= self.tokens.start) else {
            return true;
        };
        let token = &tokens[before];
        let is_name = token.capital && before > self.tokens.start && token.word().len() > 1;
        !is_name && !PARTICULAR.contains(&token.word()) && !self.are_several(tokens, before)
    }

    /// "Two serums", "a box of ampoules": what they cost or hold together is no fact of one. `at` is the word before the name.
    fn are_several(&self, tokens: &[Token], at: usize) -> bool {
        let counted = match &tokens[at].what {
            What::Number(digits) => digits != "1",
            _ => number_word(tokens[at].word()).is_some_and(|number| number != "1"),
        };
        let packed =
            at > self.tokens.start && tokens[at].word() == "of" && PACKS.contains(&tokens[at - 1].word());
        counted || packed
    }

    /// "$20 for an ampoule", "a 30 ml serum": the product right behind.
    fn named_behind(&self, tokens: &[Token], at: &Range<usize>) -> Option<&(Range<usize>, usize)> {
        let word = |at: usize| tokens.get(at).map_or("", Token::word);
        if let Some(touching) = self.mentions.iter().find(|(mention, _)| mention.start == at.end) {
            return Some(touching);
        }
        if !matches!(word(at.end), "for" | "of" | "with" | "from" | "in" | "on") {
            return None;
        }
        let start = at.end + 1 + usize::from(matches!(word(at.end + 1), "a" | "an" | "the"));
        self.mentions.iter().find(|(mention, _)| mention.start == start)
    }

    /// The tokens that tell what it is that comes to an amount, besides the product: the clauses from the product's name on, what
    /// introduces the sentence, and the next words. "On sale, a serum is $19"; but "shipping is free, and a serum is $19".
    pub fn told(&self, tokens: &[Token], at: &Range<usize>, named: Option<&Range<usize>>) -> Vec<usize> {
        let start = named.map_or(self.tokens.start, |named| self.clause(named.start).start).min(at.start);
        let is_named = |range: Range<usize>| self.mentions.iter().any(|(m, _)| range.contains(&m.start));
        let other = |place: &usize| tokens[*place].word() == "and" && is_named(place + 1..place + 3);
        let start = (start..at.start).rev().find(other).unwrap_or(start);
        let opening = self.clauses[0].start..self.clauses[0].end.min(start);
        let opening = if is_named(opening.clone()) { 0..0 } else { opening };
        let behind = at.end..(at.end + NEXT).min(self.clause(at.start).end).max(at.end);
        let joined = |at: &usize| !matches!(tokens[*at].word(), "and" | "or" | "but" | "then" | "plus");
        opening.chain(start..at.start).chain(behind.take_while(joined)).collect()
    }

    /// Whether what stands right behind some tokens denies them: "serum → toner is no routine".
    pub fn is_denied(&self, tokens: &[Token], at: &Range<usize>) -> bool {
        let word = |at: usize| tokens.get(at).map_or("", Token::word);
        matches!(word(at.end), "is" | "are" | "was") && DENIALS.contains(&word(at.end + 1))
    }

    /// Whether what is said at some tokens is stated, and not denied, supposed, wished or told of somebody else.
    pub fn is_stated(&self, tokens: &[Token], at: &Range<usize>) -> bool {
        let clause = self.clause(at.start);
        let hedged = |place: usize| {
            let word = tokens[place].word();
            let denied = DENIALS.contains(&word) || word.ends_with("n't");
            let before = place < at.end && (denied || HEDGES.contains(&word) || DIFFERENCES.contains(&word));
            (before || FLAT_DENIALS.contains(&word)) && !is_bound(tokens, place)
        };
        // "If" and "suppose" govern the whole sentence.
        let supposed =
            self.tokens.clone().take(2).any(|at| matches!(tokens[at].word(), "if" | "suppose" | "imagine"));
        !self.asks && !supposed && !clause.clone().any(hedged)
    }
}

/// "no more than", "more than", "less than": a bound, and no denial; "you would pay" states a price.
fn is_bound(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    match word(at) {
        "no" => matches!(word(at + 1), "more" | "less" | "longer") && word(at + 2) == "than",
        "than" => at > 0 && matches!(word(at - 1), "more" | "less"),
        "used" => word(at + 1) != "to",
        "would" => matches!(word(at + 1), "pay" | "expect"),
        _ => false,
    }
}
