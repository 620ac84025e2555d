//! Prose held against facts: what `check --facts` looks for in the texts of guides.
//!
//! Finds literals that repeat a fact, literals that contradict one, and arrow lists that contradict an order. It would
//! rather miss a claim than blame a sentence that is about something else. English.
//! Must not know: how a text is published.

mod arrows;
mod claims;
mod currency;
mod evidence;
mod lexer;
mod lexicon;
mod quantity;
mod scales;
mod sentence;

pub use lexicon::Lexicon;

use super::fresh::FactAt;
use super::{Guide, Site};
use crate::base::{SitePath, TextRange};
use crate::content::markdown::runs::{Passage, Run, Sort, Table};
use crate::content::texts::{self, Prose};
use crate::diagnostics::catalogue::prose as problem;
use crate::diagnostics::{Diagnostic, Span};
use lexer::{Token, tokens};
use sentence::Sentence;
use std::ops::Range;

/// What a text says of a fact.
struct Finding {
    /// The tokens that say it.
    tokens: Range<usize>,
    /// The fact.
    at: FactAt,
    /// Whether the text says something else than the fact.
    contradicts: bool,
}

/// Checks the texts of a guide; `file` is the guide's whole file.
pub fn check(site: &Site, lexicon: &Lexicon, guide: &Guide, file: &str) -> Vec<Diagnostic> {
    let mut checker = Checker { site, lexicon, guide, path: &guide.path, last: None, problems: Vec::new() };
    let mut above: Vec<(u8, Option<usize>)> = Vec::new();
    for Prose { passage, about } in texts::of_guide(file) {
        let heading = match &about {
            Some(id) => site.names.products.get(id).copied().filter(|at| site.products[*at].has_kind(site)),
            None => above.iter().rev().find_map(|(_, product)| *product),
        };
        match &passage {
            Passage::Table(table) => checker.table(table, heading),
            Passage::Run(run) => {
                if let Sort::Heading(level) = run.sort {
                    above.retain(|(other, _)| *other < level);
                    above.push((level, checker.only_product(run)));
                }
                checker.run(run, heading);
            }
        }
    }
    checker.problems
}

struct Checker<'c> {
    site: &'c Site,
    lexicon: &'c Lexicon,
    guide: &'c Guide,
    path: &'c SitePath,
    /// The product that the run before ended with.
    last: Option<usize>,
    problems: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// A table that an editor has typed. A cell is about the product at the head of its column or its row, and the other head says
    /// which of its facts; a cell with neither is read as it stands.
    fn table(&mut self, table: &Table, heading: Option<usize>) {
        let found = self.problems.len();
        let products: Vec<Option<usize>> =
            table.rows.first().into_iter().flatten().map(|cell| self.only_product(cell)).collect();
        for (number, row) in table.rows.iter().enumerate() {
            let product = row.first().and_then(|cell| self.only_product(cell));
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty()) {
                let head = || table.rows[0].get(column).map_or("", |head| &head.text);
                let of_column = products.get(column).copied().flatten();
                let (about, label) = match (of_column, product) {
                    _ if number == 0 || column == 0 => (heading, ""),
                    (Some(about), None) => (Some(about), row[0].text.as_str()),
                    (None, Some(about)) => (Some(about), head()),
                    (None, None) if heading.is_some() => (heading, row[0].text.as_str()),
                    _ => (heading, ""),
                };
                self.last = None;
                match label {
                    "" => self.run(cell, about),
                    label => self.run(&cell.labelled(label), about),
                }
            }
        }
        self.last = None;
        self.explain(table.comment, found);
    }

    /// The product that a heading is about, if it is one.
    fn only_product(&self, run: &Run) -> Option<usize> {
        let tokens = tokens(&run.text);
        let mut named: Vec<usize> = sentence::sentences(&tokens, self.lexicon, None, None)
            .into_iter()
            .flat_map(|s| s.mentions)
            .map(|m| m.1)
            .collect();
        named.dedup();
        if let [only] = named[..] { Some(only) } else { None }
    }

    fn run(&mut self, run: &Run, heading: Option<usize>) {
        let before = self.problems.len();
        if run.sort != Sort::Quote {
            let text = without_quotations(&run.text);
            let tokens = tokens(&text);
            let only = match self.guide.compares[..] {
                [only] => Some(only),
                _ => None,
            };
            let sentences = sentence::sentences(&tokens, self.lexicon, heading.or(only), self.last);
            for sentence in &sentences {
                self.sentence(run, &tokens, sentence);
                self.arrows(run, &tokens, &text, sentence);
            }
            // "It" in the next paragraph is what this one is about, if that is one product.
            let mut named =
                sentences.iter().flat_map(|sentence| &sentence.mentions).map(|(_, product)| *product);
            let first = named.next();
            self.last = match first {
                Some(first) => named.all(|other| other == first).then_some(first),
                None => sentences.last().and_then(Sentence::topic),
            };
        }
        self.explain(run.comment, before);
    }

    /// Drops the problems behind the first `before`, which a comment explains; without any it explains nothing.
    fn explain(&mut self, comment: Option<TextRange>, before: usize) {
        match comment {
            Some(at) if self.problems.len() == before => {
                self.problems.push(problem::unused_comment(Span::new(self.path, at)));
            }
            Some(_) => self.problems.truncate(before),
            None => {}
        }
    }

    fn arrows(&mut self, run: &Run, tokens: &[Token], text: &str, sentence: &Sentence) {
        let Some((range, clash)) = arrows::clash(self.site, self.lexicon, tokens, &sentence.tokens, text)
        else {
            return;
        };
        if sentence.is_stated(tokens, &range) && !sentence.is_denied(tokens, &range) {
            let at = self.span(run, tokens, &range);
            self.problems.push(problem::order_contradicted(at, &clash.words, &clash.order, clash.there));
        }
    }

    fn sentence(&mut self, run: &Run, tokens: &[Token], sentence: &Sentence) {
        let amounts = claims::findings(self.site, self.lexicon, tokens, sentence);
        let steps = scales::findings(self.site, self.lexicon, tokens, sentence);
        for finding in amounts.into_iter().chain(steps) {
            let attribute = finding.at.attribute(self.site);
            let said = with_basis(&run.text, bytes(tokens, &finding.tokens), &attribute.per);
            if !self.guide.compares.contains(&finding.at.product) || said.start < run.label {
                continue;
            }
            let at = Span::new(self.path, run.place(said.clone()));
            let id = finding.at.id(self.site);
            let said = run.text[said].to_owned();
            let value = finding
                .at
                .fact(self.site)
                .value()
                .map(|value| value.in_prose(attribute, &self.site.words))
                .unwrap_or_default();
            self.problems.push(if finding.contradicts {
                problem::fact_contradicted(at, &said, &id, &value, finding.at.span(self.site))
            } else {
                problem::fact_repeated(at, &said, &id)
            });
        }
    }

    fn span(&self, run: &Run, tokens: &[Token], range: &Range<usize>) -> Span {
        Span::new(self.path, run.place(bytes(tokens, range)))
    }
}

/// The bytes of an amount with the basis that it is for: `$25 per 30 ml`, which a reference prints too.
fn with_basis(text: &str, amount: Range<usize>, per: &str) -> Range<usize> {
    let behind = text[amount.end..].strip_prefix(" per ").filter(|_| !per.is_empty());
    let is_basis = behind.is_some_and(|behind| behind.starts_with(per));
    amount.start..amount.end + if is_basis { " per ".len() + per.len() } else { 0 }
}

fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    tokens[range.start].range.start..tokens[range.end - 1].range.end
}

/// The text with what stands in quotation marks blanked out: those are somebody's words, or a name.
fn without_quotations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut closing: Option<char> = None;
    for (at, c) in text.char_indices() {
        if closing.is_none() {
            let close = match c {
                '"' => Some('"'),
                '\u{201c}' => Some('\u{201d}'),
                '\u{ab}' => Some('\u{bb}'),
                _ => None,
            };
            closing = close.filter(|close| text[at + c.len_utf8()..].contains(*close));
            out.push(c);
            continue;
        }
        if closing == Some(c) {
            closing = None;
            out.push(c);
        } else if c.is_whitespace() {
            out.push(c);
        } else {
            // As many bytes as before, so that places stay.
            out.extend(std::iter::repeat_n('_', c.len_utf8()));
        }
    }
    out
}
