//! Amounts in a sentence that are about a fact of the product it speaks of.

use super::currency::may_mean;
use super::evidence::{is_aside, is_relative, score, spelt};
use super::lexer::Token;
use super::lexicon::{Cues, Lexicon};
use super::quantity::{Quantity, quantities};
use super::sentence::Sentence;
use super::{FactAt, Finding, Site};
use crate::base::TextRange;
use crate::content::attribute::{Attribute, Form};
use crate::content::fact::Given;
use crate::content::fields::Text;
use crate::content::measure::Measure;
use crate::content::value::{Fit, Value};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// How many words away the words of an attribute may stand.
const NEAR: usize = 24;

/// How near behind a product's name an amount stands that needs no verb: "an SLR camera at 1.1 kg".
const CLOSE: usize = 5;

/// Whether a word only links a product with an amount: "an ultrabook sets you back $900".
fn is_link(token: &Token) -> bool {
    matches!(
        token.word(),
        "is" | "are"
            | "at"
            | "for"
            | "comes"
            | "come"
            | "to"
            | "sets"
            | "you"
            | "back"
            | "goes"
            | "go"
            | "around"
            | "about"
            | "in"
            | "can"
            | "be"
            | "had"
            | "will"
            | "roughly"
            | "nearly"
            | "between"
            | "from"
            | "up"
            | "as"
            | "little"
            | "much"
            | "yours"
    ) || token.is(':')
        || token.is('*')
}

/// Verbs of a thing that an article introduces.
const OWN_VERBS: [&str; 12] =
    ["weighs", "costs", "takes", "lasts", "holds", "has", "needs", "comes", "runs", "adds", "measures", "is"];

/// What the amounts of a sentence say of facts.
pub fn findings(site: &Site, lexicon: &Lexicon, tokens: &[Token], sentence: &Sentence) -> Vec<Finding> {
    let range = sentence.tokens.clone();
    let offset = range.start;
    let reader = Reader { site, lexicon, tokens, sentence };
    let claims: Vec<Claim> = quantities(&tokens[range])
        .into_iter()
        .map(|mut quantity| {
            quantity.tokens = quantity.tokens.start + offset..quantity.tokens.end + offset;
            quantity
        })
        .scan(None, |last: &mut Option<String>, mut quantity| {
            // "15 inches on one, 17 on the other"
            if !quantity.unit.is_empty() || !quantity.currency.is_empty() {
                *last = Some(quantity.unit.clone());
            } else if sentence.is_beside_name(tokens, &quantity.tokens) {
                quantity.unit = last.clone().unwrap_or_default();
            }
            Some(quantity)
        })
        .filter_map(|quantity| reader.claim(quantity))
        .collect();
    let mut found = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let best = claim.candidates.first();
        let Some(best) = best.filter(|_| sentence.is_stated(tokens, &claim.quantity.tokens)) else {
            continue;
        };
        let finding =
            |at: FactAt, contradicts| Finding { tokens: claim.quantity.tokens.clone(), at, contradicts };
        let rivals = claim
            .candidates
            .iter()
            .filter(|other| (other.score, other.distance) == (best.score, best.distance));
        if let Some(same) = rivals.clone().find(|other| other.fit == Fit::Same) {
            found.extend(claim.is_telling(same).then(|| finding(same.at, false)));
            continue;
        }
        let strong = best.score > 0 || is_parallel(site, &claims[..number], best);
        let taken =
            claims.iter().enumerate().any(|(other, rival)| other != number && rival.takes(claim.named, best));
        if best.fit == Fit::Beside && strong && rivals.count() == 1 && !taken {
            found.push(finding(best.at, true));
        }
    }
    found
}

/// An amount with the facts that it may be about, the likeliest first.
struct Claim {
    quantity: Quantity,
    candidates: Vec<Candidate>,
    /// Where the sentence names the product, if it is not by a pronoun or a heading.
    named: Option<usize>,
}

/// An attribute that an amount may be about.
struct Candidate {
    at: FactAt,
    fit: Fit,
    /// How strongly the sentence speaks of the attribute.
    score: usize,
    /// How many tokens away the nearest word of the attribute stands.
    distance: usize,
    /// Whether the amount comes in the attribute's own unit.
    own_unit: bool,
}

impl Claim {
    /// Whether an amount that equals a fact repeats it: one number alone may be equal by chance, but a range, a price, a
    /// unit that nothing else has, or the attribute's own words are no chance.
    fn is_telling(&self, same: &Candidate) -> bool {
        let in_unit = self.candidates.iter().filter(|candidate| candidate.own_unit).count();
        let alone = same.own_unit && in_unit == 1 && !self.quantity.is_vague;
        let long = self.quantity.low.as_ref().is_some_and(|low| low.len() > 2);
        let range = self.quantity.low != self.quantity.high && !self.quantity.is_vague;
        same.score > 0 || range || alone && (self.named.is_some() || long)
    }

    /// Whether this amount, and not another of the sentence, is the one that is said of a fact.
    fn takes(&self, named: Option<usize>, other: &Candidate) -> bool {
        self.candidates.first().filter(|_| self.named == named).is_some_and(|own| {
            own.at == other.at && (own.fit != Fit::Beside || own.distance < other.distance)
        })
    }
}

/// "One weighs 520 g, the other 1.1 kg": the amounts before it are about the same attribute of another product.
fn is_parallel(site: &Site, before: &[Claim], best: &Candidate) -> bool {
    let kind = |at: FactAt| site.products[at.product].kind;
    before.iter().filter_map(|claim| claim.candidates.first()).any(|other| {
        let same = (other.at.attribute, kind(other.at)) == (best.at.attribute, kind(best.at));
        same && other.at.product != best.at.product && (other.score > 0 || other.fit == Fit::Same)
    })
}

struct Reader<'r> {
    site: &'r Site,
    lexicon: &'r Lexicon,
    tokens: &'r [Token],
    sentence: &'r Sentence,
}

impl Reader<'_> {
    fn claim(&self, quantity: Quantity) -> Option<Claim> {
        let (site, tokens, sentence) = (self.site, self.tokens, self.sentence);
        let named = sentence.mention(tokens, &quantity.tokens).map(|(mention, _)| mention);
        if self.has_own_thing(&quantity, named) {
            return None;
        }
        let product = sentence
            .subject(tokens, &quantity.tokens)
            .or_else(|| implied(site, self.lexicon, tokens, sentence))?;
        let attributes = &site.kinds.get(site.products[product].kind)?.says.attributes;
        let around = self.around(&quantity, named);
        let mut candidates: Vec<Candidate> = (0..attributes.len())
            .filter_map(|attribute| self.candidate(FactAt { product, attribute }, &quantity, &around))
            .collect();
        candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.distance));
        Some(Claim { quantity, candidates, named: named.map(|mention| mention.start) })
    }

    /// How an amount fits a fact and how strongly the sentence speaks of it; `None` if it can not be about it.
    fn candidate(&self, at: FactAt, quantity: &Quantity, around: &Around<'_>) -> Option<Candidate> {
        let kind = self.site.products[at.product].kind;
        let attribute = at.attribute(self.site);
        let cues = self.lexicon.cues(kind, at.attribute);
        let is_core = |token: &&Token| cues.core.contains(token.stem());
        let titled = self.sentence.title(self.tokens).iter().any(|token| is_core(&token));
        let (fit, own_unit) = fit(quantity, attribute, cues, at.fact(self.site).value()?, titled)?;
        let is_own = |stem: &str| self.lexicon.is_attribute(at.product, stem);
        if is_relative(self.tokens, quantity, attribute)
            || is_aside(self.tokens, &around.told, &quantity.tokens, attribute, cues, is_own)
        {
            return None;
        }
        let mut score = score(&around.words, cues, attribute, quantity);
        if let (0, Some(context)) = (score, &around.context) {
            score = 2 * self.tokens[context.clone()].iter().filter(is_core).count();
        }
        let is_money = |attribute: &Attribute| matches!(attribute.form, Form::Money(_));
        if score == 0 && around.linked && is_money(attribute) {
            let prices = self.site.kinds[kind].says.attributes.iter().filter(|other| is_money(other));
            score = usize::from(prices.count() == 1);
        }
        let distances =
            around.words.iter().filter(|(stem, _)| cues.core.contains(**stem)).map(|(_, far)| *far);
        let distance = distances.min().unwrap_or(NEAR);
        // A verb alone says too little of an amount in another unit.
        let weak = score < 2 && !own_unit;
        let score = if score > 0 && !weak { score * 2 + usize::from(own_unit) } else { 0 };
        let says = score > 0 || own_unit || fit != Fit::Within;
        says.then_some(Candidate { at, fit, score, distance, own_unit })
    }

    /// "and a bag that weighs 3 kg": the amount is that of a thing that is no product and no word of an attribute.
    fn has_own_thing(&self, quantity: &Quantity, named: Option<&Range<usize>>) -> bool {
        let start = self.sentence.clause(quantity.tokens.start).start;
        let start =
            named.filter(|named| named.end <= quantity.tokens.start).map_or(start, |n| start.max(n.end));
        let words = &self.tokens[start.min(quantity.tokens.start)..quantity.tokens.start];
        let article = words.iter().rposition(|t| matches!(t.word(), "a" | "an" | "another" | "one"));
        let Some(thing) = article.map(|at| &words[at + 1..]) else { return false };
        let verb = |token: &Token| OWN_VERBS.contains(&token.word());
        // A noun with an adjective at most, and then nothing but the verb.
        let measured = |token: &Token| {
            token.word() == "and" || Measure { unit: token.word(), ..Measure::default() }.quantity() != ""
        };
        let verb_at = thing.iter().position(verb).filter(|at| !thing[..*at].iter().any(measured));
        verb_at.is_some_and(|at| (1..=3).contains(&at) && thing.len() - at <= 2)
            && named.is_none_or(|named| !(start..quantity.tokens.start).contains(&named.start))
    }

    fn around(&self, quantity: &Quantity, named: Option<&Range<usize>>) -> Around<'_> {
        let at = &quantity.tokens;
        let start = self.sentence.tokens.start.max(at.start.saturating_sub(NEAR));
        let end = self.sentence.tokens.end.min(at.end + NEAR).max(at.end);
        let before = (start..at.start).map(|place| (place, at.start - place));
        let behind = (at.end..end).map(|place| (place, place - at.end + 1));
        let mut words: HashMap<&str, usize> = HashMap::new();
        for (place, far) in before.chain(behind) {
            let stem = self.tokens[place].stem();
            if !stem.is_empty() {
                let known = words.entry(stem).or_insert(far);
                *known = far.min(*known);
            }
        }
        let close = named.is_some_and(|named| {
            (named.end..named.end + CLOSE).contains(&at.start)
                || (at.end..at.end + CLOSE).contains(&named.start)
        });
        let linked = named.is_some_and(|named| {
            named.end <= at.start && self.tokens[named.end..at.start].iter().all(is_link)
        });
        let told = self.sentence.told(self.tokens, at, named);
        Around { words, context: self.sentence.previous.clone().filter(|_| close), linked, told }
    }
}

/// What stands around an amount.
struct Around<'t> {
    /// The words near it without their endings, and how far away each is; not its unit and the numbers.
    words: HashMap<&'t str, usize>,
    /// The sentence before, if the product's name stands close to the amount.
    context: Option<Range<usize>>,
    /// Whether nothing but small words links the product's name with it.
    linked: bool,
    /// The tokens that tell what is said to come to it.
    told: Vec<usize>,
}

/// "The bottle holds 30 ml", "Charging takes an hour", "You pay $30": the product of the sentence before, if this one starts
/// with a word for what its facts measure, or with the reader.
pub fn implied(site: &Site, lexicon: &Lexicon, tokens: &[Token], sentence: &Sentence) -> Option<usize> {
    let product = sentence.before.filter(|_| sentence.mentions.is_empty() && !sentence.is_foreign)?;
    let start = sentence.tokens.start;
    let kind = site.products[product].kind;
    let names = |stem: &str| {
        (0..site.kinds[kind].says.attributes.len()).any(|at| lexicon.cues(kind, at).core.contains(stem))
    };
    let reader = matches!(tokens[start].word(), "you" | "expect" | "you'll") && sentence.previous.is_some();
    let opens = tokens[start..sentence.tokens.end].iter().take(3).any(|t| names(t.stem()));
    (opens || reader).then_some(product)
}

/// Whether something is measured in days or in months.
fn is_time(measure: &Measure<'_>) -> bool {
    matches!(measure.quantity(), "time" | "calendar")
}

/// How an amount fits a fact, if it could be about its attribute at all.
///
/// `titled` says whether the sentence starts with the attribute's words and a colon.
fn fit(
    quantity: &Quantity,
    attribute: &Attribute,
    cues: &Cues,
    value: &Value,
    titled: bool,
) -> Option<(Fit, bool)> {
    let end = |end: &Option<String>| end.clone().unwrap_or_default();
    let stated = Given::Text(Text {
        text: format!("{}..{}", end(&quantity.low), end(&quantity.high)),
        range: TextRange::default(),
    });
    let stated = Value::read(&stated, &Form::Range).ok()?;
    let own = attribute.measure();
    let mut own_unit = true;
    let mut value = Cow::Borrowed(value);
    let stated = match &attribute.form {
        Form::Money(currency) => may_mean(quantity.currency, currency).then_some(stated)?,
        Form::Number | Form::Range if !quantity.currency.is_empty() => return None,
        Form::Number | Form::Range if attribute.unit.name.is_empty() => {
            let counted = quantity.counted.iter().any(|word| cues.core.contains(word));
            (counted || cues.core.contains(&quantity.before) || titled).then_some(stated)?
        }
        Form::Number | Form::Range => {
            let unit = spelt(&quantity.unit);
            let lower = unit.to_lowercase();
            let same =
                cues.unit.iter().any(|[form, stem]| *form == lower || quantity.counted.first() == Some(stem));
            own_unit = same;
            let unit = if same { own.unit } else { unit };
            let stated_in = Measure { unit, ..own };
            // "A course lasts a month": of an attribute in weeks, with which months cannot be compared.
            if is_time(&own) && is_time(&stated_in) && stated_in.factor(&own).is_none() {
                return Some((Fit::Within, false));
            }
            let [of_stated, of_fact] = stated_in.factor(&own)?.sides();
            value = Cow::Owned(value.times(&of_fact)?);
            stated.times(&of_stated)?
        }
        _ => return None,
    };
    Some((value.fit(&stated, quantity.loose)?, own_unit))
}
