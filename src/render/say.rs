//! The filter `say`: `{{ "page_of" | say(number=2, count=7) }}` is a phrase of the page's language with its gaps filled.
//!
//! Words are escaped where they are printed; a gap may be filled with finished HTML, which stays. Must not know: pages.

use crate::base::html::escape_into;
use crate::base::suggest::nearest;
use crate::content::strings::Strings;
use std::borrow::Cow;
use std::sync::Arc;
use tera::{Error, Kwargs, TeraResult, Value};

/// What the templates say in one language.
#[derive(Clone, Default)]
pub struct Voice {
    /// The phrases.
    pub words: Arc<Strings>,
    /// What addresses in this language start with; empty for the main language.
    pub prefix: String,
}

impl PartialEq for Voice {
    fn eq(&self, other: &Self) -> bool {
        self.prefix == other.prefix && *self.words == *other.words
    }
}

/// The phrase `key` with its gaps filled; markup if what fills one of them is.
///
/// # Errors
/// There is no such phrase.
pub fn say(strings: &Strings, key: &str, gaps: &Kwargs) -> TeraResult<Value> {
    let wanted = strings.gaps(key).into_iter();
    let filled: Vec<(&str, &Value)> =
        wanted.filter_map(|name| Some((name, gaps.get::<&Value>(name).ok()??))).collect();
    let is_markup = filled.iter().any(|(_, value)| value.is_safe());
    let write = if is_markup { escape_into } else { String::push_str };
    let said = strings.fill(key, write, |name| {
        let (_, value) = filled.iter().find(|(gap, _)| *gap == name)?;
        let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
        Some(if is_markup && !value.is_safe() { Cow::Owned(escaped(&text)) } else { text })
    });
    match said {
        Ok(said) if is_markup => Ok(Value::safe_string(&said)),
        Ok(said) => Ok(Value::from(said)),
        Err(_) => Err(no_phrase(strings, key)),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

fn no_phrase(strings: &Strings, key: &str) -> Error {
    let near =
        nearest(key, strings.keys()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Error::message(format!("there is no phrase `{key}`{near}"))
}
