//! The views of blocks: what `templates/blocks/<name>.html` sees, as `block`.

use super::{Link, Picture, Table};
use crate::base::{Html, Shared};
use serde::Serialize;

/// A block with its data; which one decides the template.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// `compare`
    Compare(Table),
    /// `choose`
    Choose(ChooseView),
    /// `decide`
    Decide(DecideView),
    /// `order`
    Order(OrderView),
    /// `mistake`
    Mistake(MistakeView),
    /// `verdict`
    Verdict(VerdictView),
    /// `figure`
    Figure(FigureView),
    /// `gallery`
    Gallery(GalleryView),
    /// A site's own block: the template's name and the block's YAML.
    Own(String, OwnValue),
}

/// "Choose X if ..." lists.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ChooseView {
    /// The title; may be empty.
    pub title: String,
    /// One list a product.
    pub lists: Vec<Shared<ChooseList>>,
}

/// The reasons for and against one product.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ChooseList {
    /// The product.
    pub product: Link,
    /// Choose it if ...
    pub choose: Vec<Html>,
    /// Avoid it if ...
    pub avoid: Vec<Html>,
}

/// A decision tree: nested questions, and the same as a drawing.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DecideView {
    /// A stem for anchors, unique on the page: `decide-1`.
    pub id: String,
    /// The title.
    pub title: String,
    /// The first question.
    pub root: Question,
    /// The drawing.
    pub drawing: Drawing,
}

/// A question with its answers.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// Its answers, at least two.
    pub answers: Vec<Answer>,
}

/// An answer and what follows from it: another question or an outcome.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Answer {
    /// The answer.
    pub answer: String,
    /// The next question; absent if this is an outcome.
    pub next: Option<Question>,
    /// The outcome; absent if there is a next question.
    pub outcome: Option<Outcome>,
}

/// What a reader is told at the end.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Outcome {
    /// The product to choose, if it is one.
    pub product: Option<Link>,
    /// What to do, in words: the product's name, or the block's own words.
    pub say: String,
    /// Why; may be empty.
    pub because: Html,
}

/// A drawn tree: boxes and lines in CSS pixels, top to bottom, the origin at the top left.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Drawing {
    /// The width of the whole.
    pub width: u32,
    /// The height of the whole.
    pub height: u32,
    /// The tree in one sentence a path, for those who cannot see it.
    pub description: String,
    /// The boxes.
    pub boxes: Vec<DrawnBox>,
    /// The lines between them.
    pub lines: Vec<DrawnLine>,
}

/// A box of a drawing.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DrawnBox {
    /// The left edge.
    pub x: u32,
    /// The top edge.
    pub y: u32,
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
    /// Whether it is an outcome of a decision, not a question or step.
    pub outcome: bool,
    /// Whether it is what the guide is about.
    pub marked: bool,
    /// Whether it can be left out.
    pub optional: bool,
    /// The lines of its text, each with the baseline's place; `x` is the middle.
    pub text: Vec<DrawnText>,
}

/// A line of text in a drawing, centred on `x`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DrawnText {
    /// The middle.
    pub x: u32,
    /// The baseline.
    pub y: u32,
    /// The words.
    pub text: String,
}

/// A line from a question or step to what follows.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DrawnLine {
    /// The path, as the `d` of an SVG path.
    pub path: String,
    /// What stands on it, such as the answer, with its place.
    pub label: Option<DrawnText>,
    /// The width of the label's background.
    pub label_width: u32,
}

/// Steps in their order.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct OrderView {
    /// A stem for anchors, unique on the page: `order-1`.
    pub id: String,
    /// The order's name.
    pub name: String,
    /// What it shows; may be empty.
    pub caption: Html,
    /// The steps.
    pub steps: Vec<StepView>,
    /// Products that may not both be used: their names.
    pub apart: Vec<[Html; 2]>,
    /// The drawing.
    pub drawing: Drawing,
}

/// One step of an order.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct StepView {
    /// Its number, from 1.
    pub number: usize,
    /// What is used: one thing, or several of which one is used.
    pub items: Vec<StepItem>,
    /// Whether all the things are used, in any order, and not one of them.
    pub parallel: bool,
    /// Whether it can be left out.
    pub optional: bool,
    /// A remark; may be empty.
    pub note: Html,
}

/// A thing used in a step.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct StepItem {
    /// Its name.
    pub label: String,
    /// Its page, if it is a product of the site.
    pub link: Option<Link>,
    /// Whether the guide is about it.
    pub marked: bool,
    /// Its picture, if it is a product that has one.
    pub image: Option<Picture>,
}

/// A common mistake.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MistakeView {
    /// The title.
    pub title: String,
    /// What people do.
    pub wrong: Html,
    /// Why that goes wrong.
    pub why: Html,
    /// What to do.
    pub instead: Html,
}

/// The verdict.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct VerdictView {
    /// The title.
    pub title: String,
    /// The verdict.
    pub text: Html,
    /// One line a product.
    pub picks: Vec<Pick>,
}

/// The verdict on one product.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Pick {
    /// The product.
    pub product: Link,
    /// The line.
    pub text: Html,
    /// Whether it is the one for most people.
    pub winner: bool,
}

/// A picture with a caption.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FigureView {
    /// The picture.
    pub picture: Picture,
    /// The caption; may be empty.
    pub caption: Html,
    /// Who made it; may be empty.
    pub credit: Html,
    /// What others may do with it; may be empty.
    pub licence: Html,
    /// Whether it is the first picture of its page, which is not left for later.
    pub first: bool,
}

/// Pictures side by side.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GalleryView {
    /// A caption for all of them; may be empty.
    pub caption: Html,
    /// The pictures.
    pub figures: Vec<FigureView>,
}

/// A value of a site's own block, as its YAML says it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum OwnValue {
    /// Text, as typed.
    Text(String),
    /// A list.
    List(Vec<OwnValue>),
    /// A map.
    Map(std::collections::BTreeMap<String, OwnValue>),
}
