//! A decision tree as nested questions, and the same tree drawn: boxes and lines in CSS pixels.

use super::cards::link;
use super::citations::Citations;
use super::drawing::{Look, add_box, text_width};
use super::fill::Filler;
use super::reasons;
use super::view::{Answer, DecideView, Drawing, DrawnLine, DrawnText, Outcome, Question};
use crate::content::blocks::{self, Decide, Leads};
use crate::site::Item;
use crate::site::reasons::Weighed;

/// A box of a tree with up to three outcomes, and of a wider one.
const BOX_WIDTHS: [u32; 2] = [194, 142];
const GAP: u32 = 14;
/// Between a question and what follows, with room for the answer.
const DROP: u32 = 62;
const MARGIN: u32 = 4;

/// The view of a tree.
pub fn view(
    id: String,
    decide: &Decide,
    among: &[usize],
    filler: &Filler<'_>,
    citations: &mut Citations,
) -> DecideView {
    let root = question(&decide.root, among, filler, citations);
    let drawing = draw(&root);
    DecideView { id, title: decide.title.clone(), root, drawing }
}

fn question(
    question: &blocks::Question,
    among: &[usize],
    filler: &Filler<'_>,
    citations: &mut Citations,
) -> Question {
    let answers = question.answers.iter().map(|written| answer(written, among, filler, citations)).collect();
    Question { ask: question.ask.text.clone(), answers }
}

fn answer(
    answer: &blocks::Answer,
    among: &[usize],
    filler: &Filler<'_>,
    citations: &mut Citations,
) -> Answer {
    let (next, outcome) = match &answer.leads {
        Leads::Question(next) => (Some(question(next, among, filler, citations)), None),
        Leads::Choose(id, reason) => (
            None,
            filler.site.names.products.get(&id.text).map(|at| {
                let product = link(filler.site, Item::Product(*at));
                let weighed = Weighed { target: *at, against: false, among };
                let because = reasons::line(filler, reason, weighed, citations);
                Outcome { say: product.label.clone(), product: Some(product), because }
            }),
        ),
        Leads::Say(say, because) => {
            let because = filler.line(because, citations);
            (None, Some(Outcome { product: None, say: say.clone(), because }))
        }
    };
    Answer { answer: answer.answer.text.clone(), next, outcome }
}

/// Draws a tree from the top down; children stand side by side, each parent above their middle.
fn draw(root: &Question) -> Drawing {
    let box_width = if outcomes(root) <= 3 { BOX_WIDTHS[0] } else { BOX_WIDTHS[1] };
    let mut drawing = Drawing {
        width: width(root, box_width) + 2 * MARGIN,
        height: 0,
        description: describe(root).join(" "),
        boxes: Vec::new(),
        lines: Vec::new(),
    };
    place(root, box_width, MARGIN, MARGIN, &mut drawing);
    drawing.height += MARGIN;
    drawing
}

/// How many ways through a tree there are.
fn outcomes(question: &Question) -> usize {
    question.answers.iter().map(|answer| answer.next.as_ref().map_or(1, outcomes)).sum()
}

/// The width of a question with all that is below it.
fn width(question: &Question, box_width: u32) -> u32 {
    let below: u32 = question
        .answers
        .iter()
        .map(|answer| answer.next.as_ref().map_or(box_width, |next| width(next, box_width)))
        .sum();
    let gaps = GAP * (question.answers.len() as u32).saturating_sub(1);
    (below + gaps).max(box_width)
}

/// Places a question and all below it; returns the middle of its box.
fn place(question: &Question, box_width: u32, left: u32, top: u32, drawing: &mut Drawing) -> u32 {
    let middle = left + width(question, box_width) / 2;
    let bottom = add_box(&question.ask, box_width, middle, top, Look::default(), drawing);
    let mut left = left;
    for answer in &question.answers {
        let child_top = bottom + DROP;
        let (child_width, child) = match (&answer.next, &answer.outcome) {
            (Some(next), _) => (width(next, box_width), place(next, box_width, left, child_top, drawing)),
            (None, outcome) => {
                let say = outcome.as_ref().map_or("", |outcome| outcome.say.as_str());
                let child = left + box_width / 2;
                add_box(say, box_width, child, child_top, Look { outcome: true, ..Look::default() }, drawing);
                (box_width, child)
            }
        };
        let turn = bottom + DROP / 3;
        drawing.lines.push(DrawnLine {
            path: format!("M{middle} {bottom}V{turn}H{child}V{child_top}"),
            label: Some(DrawnText { x: child, y: turn + DROP / 2 - 4, text: answer.answer.clone() }),
            label_width: text_width(&answer.answer) + 12,
        });
        left += child_width + GAP;
    }
    middle
}

/// Every way through the tree, in words.
fn describe(question: &Question) -> Vec<String> {
    let mut ways = Vec::new();
    for answer in &question.answers {
        let start = format!("{} {}", question.ask, answer.answer);
        match (&answer.next, &answer.outcome) {
            (Some(next), _) => ways.extend(describe(next).into_iter().map(|way| format!("{start}: {way}"))),
            (None, Some(outcome)) => ways.push(format!("{start}: {}.", outcome.say.trim_end_matches('.'))),
            (None, None) => {}
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Html;

    fn outcome(answer: &str, say: &str) -> Answer {
        let outcome = Outcome { product: None, say: say.to_owned(), because: Html::default() };
        Answer { answer: answer.to_owned(), next: None, outcome: Some(outcome) }
    }

    #[test]
    fn boxes_do_not_overlap_and_stay_inside() {
        let inner = Question {
            ask: "Is it a short question?".to_owned(),
            answers: vec![outcome("Yes", "A"), outcome("No", "B")],
        };
        let nested = Answer { answer: "Yes".to_owned(), next: Some(inner), outcome: None };
        let root = Question {
            ask: "Do you already use one every single day?".to_owned(),
            answers: vec![nested, outcome("No", "C")],
        };
        let drawing = draw(&root);
        assert_eq!((drawing.boxes.len(), drawing.lines.len()), (5, 4));
        for (at, a) in drawing.boxes.iter().enumerate() {
            assert!(a.x + a.width <= drawing.width && a.y + a.height <= drawing.height);
            for b in &drawing.boxes[at + 1..] {
                let apart = a.x + a.width <= b.x
                    || b.x + b.width <= a.x
                    || a.y + a.height <= b.y
                    || b.y + b.height <= a.y;
                assert!(apart, "{a:?} {b:?}");
            }
        }
        assert_eq!(
            drawing.description,
            "Do you already use one every single day? Yes: Is it a short question? Yes: A. \
             Do you already use one every single day? Yes: Is it a short question? No: B. \
             Do you already use one every single day? No: C."
        );
    }
}
