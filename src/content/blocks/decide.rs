//! `decide`: a decision tree.

use super::{Reader, Reason};
use crate::base::TextRange;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::body::Body;
use crate::content::fields::{Fields, Text};
use crate::content::yaml::{Entry, Node, Value};
use crate::diagnostics::catalogue::blocks;

/// How many questions may follow one another.
const DEEPEST: usize = 6;

/// A decision tree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decide {
    /// The title.
    pub title: String,
    /// The first question.
    pub root: Question,
    /// Where it says that a product may win nowhere, if it does.
    pub never: Option<TextRange>,
}

/// A question with its answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub ask: Text,
    /// Its answers, at least two.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Its words.
    pub answer: Text,
    /// What follows.
    pub leads: Leads,
}

/// What follows from an answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Leads {
    /// Another question.
    Question(Question),
    /// A product to choose, and why.
    Choose(Text, Reason),
    /// Something else to do, and why.
    Say(String, Body),
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Decide> {
    let mut fields = Fields::of(node, "a `decide` block", reader.log)?;
    let title = fields.required_words("title", reader.log);
    let never = fields.node("never").map(|node| node.range);
    let never = never.filter(|_| fields.flag("never", reader.log));
    let root = question(&mut fields, reader, 1);
    fields.finish(reader.log);
    Some(Decide { title: title?.text, root: root?, never })
}

/// Reads `ask` and `answers` of a map that may have other keys.
fn question(fields: &mut Fields<'_>, reader: &mut Reader<'_>, depth: usize) -> Option<Question> {
    let ask = fields.required_words("ask", reader.log);
    let has_answers = fields.required("answers", reader.log).is_some();
    let items = fields.items("answers");
    if depth > DEEPEST {
        reader.log.push(blocks::too_deep(reader.log.span(fields.range()), DEEPEST));
        return None;
    }
    let count = items.len();
    // Also of a question that cannot be read, so that what is wrong with its answers is told with it.
    let answers: Vec<Answer> = items.into_iter().filter_map(|item| answer(item, reader, depth)).collect();
    let ask = ask?;
    if answers.len() < count {
        return None;
    }
    if count < 2 && has_answers && !reader.log.is_cut() {
        reader.log.push(blocks::too_few_answers(reader.log.span(ask.range)));
    }
    (count >= 2).then_some(Question { ask, answers })
}

/// The products that the answers of a tree choose, also of one that cannot be read.
pub(super) fn chosen(node: &Node) -> Vec<Text> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    let of_entry = |entry: &Entry| match (entry.key.as_str(), &entry.node.value) {
        ("choose", Value::Scalar { text, .. }) if !entry.node.says_nothing() => {
            vec![Text { text: text.clone(), range: entry.node.range }]
        }
        ("answers", Value::List(answers)) => answers.iter().flat_map(chosen).collect(),
        _ => Vec::new(),
    };
    entries.iter().flat_map(of_entry).collect()
}

fn answer(node: &Node, reader: &mut Reader<'_>, depth: usize) -> Option<Answer> {
    let mut fields = Fields::of(node, "an answer", reader.log)?;
    let answer = fields.required_words("answer", reader.log);
    let is_list = fields.node("choose").is_some_and(|node| node.scalar().is_none());
    let choose = fields.text("choose", reader.log);
    let say = fields.words("say", reader.log);
    let because = fields.text("because", reader.log);
    let asks = fields.node("ask").is_some() || fields.node("answers").is_some();
    let leads_to = usize::from(choose.is_some()) + usize::from(say.is_some()) + usize::from(asks);
    let next = if asks && leads_to == 1 { question(&mut fields, reader, depth + 1) } else { None };
    let why = if say.is_none() && !asks { fields.node("why") } else { None };
    let is_all_known = fields.finish(reader.log);
    // What it leads to may stand behind a key that is reported.
    if leads_to == 0 && (is_list || !is_all_known || reader.log.is_cut()) {
        return None;
    }
    if leads_to != 1 {
        reader.log.push(blocks::answer_leads(reader.log.span(node.range), leads_to == 0));
        return None;
    }
    let because = reader.rich(because);
    let why = reader.why(why);
    let leads = match (choose, say) {
        (Some(product), _) => Leads::Choose(product, Reason { text: because, why }),
        (None, Some(say)) => Leads::Say(say.text, because),
        (None, None) => Leads::Question(next?),
    };
    Some(Answer { answer: answer?, leads })
}
