//! The steps of an order drawn from the top down: one box a thing, those of one step side by side.

use super::drawing::{Look, add_box};
use super::view::{Drawing, DrawnLine, StepItem, StepView};
use crate::content::strings::Strings;

const WIDTH: u32 = 176;
const GAP: u32 = 14;
/// Between two steps.
const DROP: u32 = 26;
const MARGIN: u32 = 4;

/// Draws steps. Things of which one is used, and things used in any order, stand side by side.
pub fn draw(steps: &[StepView], strings: &Strings) -> Drawing {
    let most = steps.iter().map(|step| step.items.len()).max().unwrap_or(0).max(1) as u32;
    let mut drawing = Drawing {
        width: most * WIDTH + (most - 1) * GAP + 2 * MARGIN,
        height: 0,
        description: describe(steps, strings),
        boxes: Vec::new(),
        lines: Vec::new(),
    };
    let mut above: Vec<(u32, u32)> = Vec::new();
    let mut top = MARGIN;
    for step in steps {
        let count = step.items.len() as u32;
        let left = (drawing.width - count * WIDTH - count.saturating_sub(1) * GAP) / 2;
        let middles: Vec<u32> = (0..count).map(|at| left + at * (WIDTH + GAP) + WIDTH / 2).collect();
        let bottoms: Vec<u32> = step
            .items
            .iter()
            .zip(&middles)
            .map(|(item, middle)| {
                add_box(&words(item, step, strings), WIDTH, *middle, top, look(item, step), &mut drawing)
            })
            .collect();
        for (from, bottom) in &above {
            for to in &middles {
                let turn = top - DROP / 2;
                let path = format!("M{from} {bottom}V{turn}H{to}V{top}");
                drawing.lines.push(DrawnLine { path, label: None, label_width: 0 });
            }
        }
        top = bottoms.iter().copied().max().unwrap_or(top) + DROP;
        above = middles.into_iter().zip(bottoms).collect();
    }
    drawing.height += MARGIN;
    drawing
}

fn words(item: &StepItem, step: &StepView, strings: &Strings) -> String {
    if step.optional { strings.say("optional_step", &[("step", &item.label)]) } else { item.label.clone() }
}

fn look(item: &StepItem, step: &StepView) -> Look {
    Look { outcome: false, marked: item.marked, optional: step.optional }
}

/// "1 Cleanser. 2 Serum or Ampoule, optional."
fn describe(steps: &[StepView], strings: &Strings) -> String {
    let step = |step: &StepView| {
        let names: Vec<&str> = step.items.iter().map(|item| item.label.as_str()).collect();
        let between = strings.say(if step.parallel { "step_and" } else { "step_or" }, &[]);
        let (things, number) = (names.join(&format!(" {between} ")), step.number.to_string());
        let key = if step.optional { "drawn_optional_step" } else { "drawn_step" };
        strings.say(key, &[("number", &number), ("things", &things)])
    };
    steps.iter().map(step).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Html;
    use crate::content::phrases;

    fn step(number: usize, labels: &[&str], parallel: bool, optional: bool) -> StepView {
        let item = |label: &&str| StepItem {
            label: (*label).to_owned(),
            link: None,
            marked: *label == "Serum",
            image: None,
        };
        let items = labels.iter().map(item).collect();
        StepView { number, items, parallel, optional, note: Html::default() }
    }

    #[test]
    fn steps_stand_below_one_another_and_alternatives_side_by_side() {
        let steps = [
            step(1, &["Cleanser"], false, false),
            step(2, &["Serum", "Ampoule"], false, true),
            step(3, &["Oil", "Cream"], true, false),
        ];
        let drawing = draw(&steps, &Strings::new("en", &[&phrases::english()]));
        assert_eq!((drawing.boxes.len(), drawing.lines.len()), (5, 2 + 4));
        assert_eq!(drawing.description, "1 Cleanser. 2 Serum or Ampoule, optional. 3 Oil and Cream.");
        let looks: Vec<(bool, bool)> = drawing.boxes.iter().map(|b| (b.marked, b.optional)).collect();
        assert_eq!(looks[..3], [(false, false), (true, true), (false, true)]);
        for (at, a) in drawing.boxes.iter().enumerate() {
            assert!(a.x + a.width <= drawing.width && a.y + a.height <= drawing.height);
            for b in &drawing.boxes[at + 1..] {
                assert!(a.x + a.width <= b.x || a.y + a.height <= b.y, "{a:?} {b:?}");
            }
        }
    }
}
