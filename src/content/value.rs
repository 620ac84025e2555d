//! The value of a fact, typed by its attribute: reading, comparing, and saying it in words.
//!
//! With `number.rs` and `measure.rs` the door of the decimals. Must not know: products or pages.

use super::amount;
use super::attribute::{Attribute, Form};
use super::fact::Given;
use super::fields::yes_no;
use super::measure::Factor;
use super::number::Number;
use super::strings::Strings;
use crate::base::{Date, TextRange};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A typed value.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Words, or one of a choice's options.
    Text(String),
    /// A step of a scale, from 0, and its word.
    Step(usize, String),
    /// A number.
    Number(Number),
    /// From one number to another, either of which may be open.
    Range(Option<Number>, Option<Number>),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
    /// Some words.
    List(Vec<String>),
}

/// How a stated amount fits a known one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// They are equal.
    Same,
    /// What is stated is true, and says less.
    Within,
    /// What is stated is not true.
    Beside,
}

/// Why a value could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It is not one of the words that its attribute takes.
    NotAStep {
        /// The value.
        value: String,
        /// Where it stands.
        at: TextRange,
    },
    /// It does not read as its type.
    NotA {
        /// What it should be, with its article: "a number".
        wanted: &'static str,
        /// The value.
        value: String,
        /// Where it stands.
        at: TextRange,
    },
    /// A range that ends below its start.
    Backward {
        /// The value.
        value: String,
        /// Where it stands.
        at: TextRange,
    },
}

/// Currencies with three decimals (ISO 4217).
const IN_THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Value {
    /// Reads a value as `form` writes it.
    ///
    /// # Errors
    /// Says what is wrong and where, so that the caller can name the product and the attribute.
    pub fn read(given: &Given, form: &Form) -> Result<Value, Refusal> {
        let text = match (given, form) {
            (Given::List(items, _), Form::List) if !items.is_empty() => {
                return Ok(Value::List(items.iter().map(|item| item.text.clone()).collect()));
            }
            (Given::Text(text), _) => text,
            (Given::List(_, at), Form::Choice(_) | Form::Scale(_)) => {
                return Err(Refusal::NotAStep { value: "[...]".to_owned(), at: *at });
            }
            (Given::List(_, at), Form::List) => {
                let wanted = "a list with something in it";
                return Err(Refusal::NotA { wanted, value: "[]".to_owned(), at: *at });
            }
            (Given::List(_, at), _) => {
                return Err(Refusal::NotA { wanted: form.noun(), value: "[...]".to_owned(), at: *at });
            }
        };
        let refuse = || Refusal::NotA { wanted: form.noun(), value: text.text.clone(), at: text.range };
        let not_a_step = || Refusal::NotAStep { value: text.text.clone(), at: text.range };
        match form {
            Form::Text => Ok(Value::Text(text.text.clone())),
            Form::Choice(options) if options.contains(&text.text) => Ok(Value::Text(text.text.clone())),
            Form::Choice(_) => Err(not_a_step()),
            Form::Scale(steps) => steps
                .iter()
                .position(|step| *step == text.text)
                .map(|at| Value::Step(at, text.text.clone()))
                .ok_or_else(not_a_step),
            Form::Number => Number::read(text).map(Value::Number).ok_or_else(refuse),
            Form::Range | Form::Money(_) => match range(text).ok_or_else(refuse)? {
                (Some(low), Some(high)) if low.decimal > high.decimal => {
                    Err(Refusal::Backward { value: text.text.clone(), at: text.range })
                }
                (low, high) => Ok(Value::Range(low, high)),
            },
            Form::YesNo => yes_no(text).map(Value::YesNo).ok_or_else(refuse),
            Form::Date => Date::parse(text).map(Value::Date).ok_or_else(refuse),
            Form::List => Ok(Value::List(vec![text.text.clone()])),
        }
    }

    /// This value of a price, unless it has three decimals: what is sold by the piece costs no tenths of a cent, and the point was to
    /// stand between thousands.
    ///
    /// # Errors
    /// It is refused as it would be with a comma.
    pub fn in_cents(self, given: &Given, form: &Form) -> Result<Value, Refusal> {
        let (Value::Range(low, high), Form::Money(currency), Given::Text(text)) = (&self, form, given) else {
            return Ok(self);
        };
        let is_doubtful = low.iter().chain(high).any(Number::may_be_of_thousands);
        if is_doubtful && !IN_THOUSANDTHS.contains(&currency.as_str()) {
            return Err(Refusal::NotA { wanted: form.noun(), value: text.text.clone(), at: text.range });
        }
        Ok(self)
    }

    /// Which of two values is lower. Ranges compare only if both their ends point the same way.
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Step(a, _), Value::Step(b, _)) => Some(a.cmp(b)),
            (Value::Number(a), Value::Number(b)) => Some(a.decimal.cmp(&b.decimal)),
            (Value::YesNo(a), Value::YesNo(b)) => Some(a.cmp(b)),
            (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
            (Value::Range(a_low, a_high), Value::Range(b_low, b_high)) => {
                let low = open_first(a_low).cmp(&open_first(b_low));
                let high = open_last(a_high).cmp(&open_last(b_high));
                match (low, high) {
                    (Ordering::Equal, way) | (way, Ordering::Equal) => Some(way),
                    (low, high) if low == high => Some(low),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Which of two values comes first in a list that starts at the low end (`Less`) or at the high end (`Greater`).
    ///
    /// Agrees with [`Value::order`]. Ranges that do not compare follow their ends nearest to the start of the list.
    pub fn sequence(&self, other: &Value, from: Ordering) -> Ordering {
        let (low, high) = match (self, other) {
            (Value::Range(a_low, a_high), Value::Range(b_low, b_high)) => {
                (open_first(a_low).cmp(&open_first(b_low)), open_last(a_high).cmp(&open_last(b_high)))
            }
            _ => (self.order(other).unwrap_or(Ordering::Equal), Ordering::Equal),
        };
        if from == Ordering::Greater { high.then(low).reverse() } else { low.then(high) }
    }

    /// How an amount that somebody states fits this one; `None` if either is no amount.
    ///
    /// A stated end that is open and `loose` only says that the amount is not beyond the other end.
    pub fn fit(&self, stated: &Value, loose: bool) -> Option<Fit> {
        let (low, high) = self.ends()?;
        let (from, to) = stated.ends()?;
        if low == from && high == to {
            return Some(Fit::Same);
        }
        let inside = |end: Decimal| low.is_none_or(|low| low <= end) && high.is_none_or(|high| end <= high);
        let fits = match (from, to) {
            (Some(from), Some(to)) => inside(from) && inside(to),
            (None, Some(to)) if loose => high.is_some_and(|high| high <= to),
            (Some(from), None) if loose => low.is_some_and(|low| low >= from),
            (None, Some(to)) => high == Some(to),
            (Some(from), None) => low == Some(from),
            (None, None) => true,
        };
        Some(if fits { Fit::Within } else { Fit::Beside })
    }

    fn ends(&self) -> Option<(Option<Decimal>, Option<Decimal>)> {
        let end = |number: &Option<Number>| number.as_ref().map(|number| number.decimal);
        match self {
            Value::Number(number) => Some((Some(number.decimal), Some(number.decimal))),
            Value::Range(low, high) => Some((end(low), end(high))),
            _ => None,
        }
    }

    /// The value as a product's file or a cell says it; of a list the items with `; ` between them.
    pub fn typed(&self) -> String {
        let number = |number: &Option<Number>| number.as_ref().map_or("", Number::typed).to_owned();
        match self {
            Value::Number(one) => one.typed().to_owned(),
            Value::Range(Some(low), Some(high)) if low == high => low.typed().to_owned(),
            Value::Range(low, high) => format!("{}..{}", number(low), number(high)),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::List(items) => items.join("; "),
            other => other.identity(),
        }
    }

    /// A text that two values of one attribute share if and only if they are equal.
    pub fn identity(&self) -> String {
        let number = |number: &Option<Number>| number.as_ref().map(Number::digits).unwrap_or_default();
        match self {
            Value::Text(text) | Value::Step(_, text) => text.clone(),
            Value::Number(one) => one.digits(),
            Value::Range(low, high) => format!("{}..{}", number(low), number(high)),
            Value::YesNo(yes) => yes.to_string(),
            Value::Date(date) => date.to_string(),
            // Quoted, so that no item can run into the next.
            Value::List(items) => format!("{items:?}"),
        }
    }

    /// The same amount in another measure; `None` if that has no end in decimals. What is no amount stays as it is.
    pub fn times(&self, factor: &Factor) -> Option<Value> {
        if factor.is_one() {
            return Some(self.clone());
        }
        let one = |number: &Number| factor.apply(number.decimal).map(Number::of);
        let end = |number: &Option<Number>| match number {
            Some(number) => one(number).map(Some),
            None => Some(None),
        };
        Some(match self {
            Value::Number(number) => Value::Number(one(number)?),
            Value::Range(low, high) => Value::Range(end(low)?, end(high)?),
            other => other.clone(),
        })
    }

    /// The same step or option in the words of another language, which has as many.
    pub fn in_words_of(&self, main: &Form, own: &Form) -> Value {
        match (self, main, own) {
            (Value::Step(at, _), _, Form::Scale(steps)) if *at < steps.len() => {
                Value::Step(*at, steps[*at].clone())
            }
            (Value::Text(text), Form::Choice(options), Form::Choice(own)) => {
                let at = options.iter().position(|option| option == text);
                Value::Text(at.and_then(|at| own.get(at)).unwrap_or(text).clone())
            }
            _ => self.clone(),
        }
    }

    /// The value in words, as a table says it.
    pub fn words(&self, attribute: &Attribute, strings: &Strings) -> String {
        match self {
            Value::Text(text) | Value::Step(_, text) => text.clone(),
            Value::Number(number) => amount::number(number, &attribute.unit, strings),
            Value::Range(low, high) => {
                let currency = attribute.measure().currency;
                amount::range(low.as_ref(), high.as_ref(), currency, &attribute.unit, strings)
            }
            Value::YesNo(yes) => strings.say(if *yes { "value_yes" } else { "value_no" }, &[]),
            Value::Date(date) => strings.date(*date),
            Value::List(items) => items.join(&strings.say("list_between", &[])),
        }
    }

    /// The value in words, as a sentence says it.
    pub fn in_prose(&self, attribute: &Attribute, strings: &Strings) -> String {
        match self {
            Value::YesNo(yes) => {
                strings.say(if *yes { "value_yes_in_prose" } else { "value_no_in_prose" }, &[])
            }
            Value::List(items) => strings.listed(items),
            _ => self.words(attribute, strings),
        }
    }
}

/// Below every number if there is none.
fn open_first(number: &Option<Number>) -> (bool, Decimal) {
    number.as_ref().map_or((false, Decimal::ZERO), |n| (true, n.decimal))
}

/// Above every number if there is none.
fn open_last(number: &Option<Number>) -> (bool, Decimal) {
    number.as_ref().map_or((true, Decimal::ZERO), |n| (false, n.decimal))
}

/// Reads `1..4`, `1..`, `..4` or `3`.
fn range(text: &str) -> Option<(Option<Number>, Option<Number>)> {
    let Some((low, high)) = text.split_once("..").filter(|(_, high)| !high.starts_with('.')) else {
        let number = Number::read(text)?;
        return Some((Some(number.clone()), Some(number)));
    };
    let end = |text: &str| match text.trim() {
        "" => Some(None),
        text => Number::read(text).map(Some),
    };
    match (end(low)?, end(high)?) {
        (None, None) => None,
        ends => Some(ends),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::fields::Text;
    use crate::content::phrases;
    use crate::content::unit::Unit;

    fn attribute(form: Form, unit: &str) -> Attribute {
        Attribute {
            whole: true,
            id: "a".to_owned(),
            range: TextRange::default(),
            label: "A".to_owned(),
            about: String::new(),
            group: String::new(),
            form,
            unit: Unit::word(unit),
            per: String::new(),
            better: None,
            require: Vec::new(),
            fair: String::new(),
            stale_after: None,
        }
    }

    fn read(text: &str, form: &Form) -> Result<Value, Refusal> {
        Value::read(&Given::Text(Text { text: text.to_owned(), range: TextRange::default() }), form)
    }

    fn words(text: &str, form: Form, unit: &str) -> String {
        let attribute = attribute(form, unit);
        let english = Strings::new("en", &[&phrases::english()]);
        read(text, &attribute.form)
            .map_or_else(|e| format!("{e:?}"), |value| value.words(&attribute, &english))
    }

    #[test]
    fn values_are_said_with_their_units() {
        assert_eq!(words("1..4", Form::Range, "week"), "1 to 4\u{a0}weeks");
        assert_eq!(words("1", Form::Range, "week"), "1\u{a0}week");
        assert_eq!(words("2..", Form::Range, "inch"), "at least 2\u{a0}inches");
        assert_eq!(words("..30", Form::Range, "ml"), "up to 30\u{a0}ml");
        assert_eq!(words("12.50", Form::Money("EUR".to_owned()), ""), "\u{20ac}12.50");
        assert_eq!(words("12.5..13", Form::Money("EUR".to_owned()), ""), "\u{20ac}12.50 to \u{20ac}13");
        assert_eq!(words("15..40", Form::Money("CHF".to_owned()), ""), "15\u{a0}CHF to 40\u{a0}CHF");
        assert_eq!(words("-5..3", Form::Money("USD".to_owned()), ""), "-$5 to $3");
        assert_eq!(words("5", Form::Number, "%"), "5%");
        assert_eq!(words("24", Form::Number, "months"), "24\u{a0}months");
    }

    #[test]
    fn numbers_are_printed_as_typed_but_for_noughts_that_are_missing_or_too_many() {
        let typed =
            [("12.50", "12.50"), (".5", "0.5"), ("-.5", "-0.5"), ("1.", "1"), ("+007", "7"), ("0", "0")];
        for (typed, wanted) in typed {
            assert_eq!(words(typed, Form::Number, ""), wanted, "{typed}");
        }
        assert_eq!(words("0.50..1.", Form::Range, "week"), "0.50 to 1\u{a0}weeks");
    }

    #[test]
    fn what_does_not_fit_its_type_is_refused() {
        for (text, form) in [
            ("1-4", Form::Range),
            ("about 5", Form::Number),
            ("1e3", Form::Number),
            ("maybe", Form::YesNo),
            ("..", Form::Range),
        ] {
            assert!(matches!(read(text, &form), Err(Refusal::NotA { .. })), "{text}");
        }
        assert!(matches!(read("4..1", &Form::Range), Err(Refusal::Backward { .. })));
        let scale = Form::Scale(vec!["low".to_owned(), "high".to_owned()]);
        assert!(matches!(read("hgih", &scale), Err(Refusal::NotAStep { .. })));
    }

    #[test]
    fn numbers_compare_by_value_and_ranges_only_where_it_is_clear() {
        let value = |text: &str, form: &Form| read(text, form).expect("a value");
        assert_eq!(value("12.50", &Form::Number), value("12.5", &Form::Number));
        let order = |a: &str, b: &str| value(a, &Form::Range).order(&value(b, &Form::Range));
        assert_eq!(order("1..4", "2..4"), Some(Ordering::Less));
        assert_eq!(order("1..4", "2..3"), None);
        assert_eq!(order("1..", "1..9"), Some(Ordering::Greater));
        assert_eq!(order("..4", "1..4"), Some(Ordering::Less));
    }
}
