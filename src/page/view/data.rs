//! The views of files that hold facts for programs: JSON and CSV. No template sees them, but where they are.

use super::State;
use crate::base::{Address, Date};
use serde::{Serialize, Serializer};

/// The version of the form of [`DataView`]; grows when a program that reads the old form could misread the new one.
pub const DATA_VERSION: u32 = 1;

/// The facts of a guide, or of all products of a kind.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DataView {
    /// What the file is, and [`DATA_VERSION`].
    pub format: &'static str,
    /// [`DATA_VERSION`]
    pub version: u32,
    /// The title of the page that shows the same.
    pub title: String,
    /// The absolute address of that page.
    pub page: String,
    /// The language of all words, in BCP 47.
    pub language: String,
    /// The day the guide changed, or the newest check of a fact of the kind.
    pub changed: Option<Date>,
    /// What is said of products.
    pub attributes: Vec<AttributeData>,
    /// The products.
    pub products: Vec<ProductData>,
    /// The sources that facts name.
    pub sources: Vec<SourceData>,
}

/// An attribute of a kind.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct AttributeData {
    /// The id, which facts name.
    pub id: String,
    /// The kind it belongs to.
    pub kind: String,
    /// What readers see.
    pub label: String,
    /// The type: `scale`, `money`, ...
    #[serde(rename = "type")]
    pub form: &'static str,
    /// The unit of numbers; absent if there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What an amount is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub per: String,
    /// The currency of amounts of money.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// The words it takes; those of a scale from low to high.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// `lower` or `higher`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub better: Option<&'static str>,
}

/// A product with its facts.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ProductData {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The absolute address of its page.
    pub page: String,
    /// Its facts, in the order of the attributes.
    pub facts: Vec<FactData>,
}

/// A fact.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FactData {
    /// The id of the attribute.
    pub attribute: String,
    /// `known`, `unknown`, `not_applicable` or `not_researched`
    pub state: State,
    /// The value by the attribute's type; nothing if it is not known.
    pub value: Option<Datum>,
    /// The value or state as the table says it.
    pub words: String,
    /// The id of its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day it was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<Date>,
    /// The remark on it, without markup.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A typed value.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum Datum {
    /// Words, a step of a scale, or a day.
    Text(String),
    /// A number.
    Number(Decimal),
    /// From one number to another, either of which may be open.
    Range {
        /// The lower end.
        from: Option<Decimal>,
        /// The upper end.
        to: Option<Decimal>,
    },
    /// Yes or no.
    YesNo(bool),
    /// Some words.
    List(Vec<String>),
}

/// A decimal number by its digits.
///
/// In JSON a number if what reads it as a double gets these digits back, and else a text: nothing is rounded.
#[derive(Clone, PartialEq, Debug)]
pub struct Decimal(pub String);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<f64>() {
            Ok(number) if number.to_string() == self.0 => match self.0.parse::<i64>() {
                Ok(whole) => serializer.serialize_i64(whole),
                Err(_) => serializer.serialize_f64(number),
            },
            _ => serializer.serialize_str(&self.0),
        }
    }
}

/// A source.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SourceData {
    /// The id, which facts name.
    pub id: String,
    /// The title.
    pub title: String,
    /// Who published it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Date>,
}

/// A sheet: the names of the columns, and rows of as many cells.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SheetView {
    /// The first row.
    pub columns: Vec<String>,
    /// The other rows.
    pub rows: Vec<Vec<String>>,
}

/// Where the data set of a kind is.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DataLinks {
    /// As JSON.
    pub json: Address,
    /// As CSV.
    pub csv: Address,
}
