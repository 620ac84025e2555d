//! The report on a whole site: who is reached by what, how far the ranking agrees with editors, and what is wanted.
//!
//! Must not know: how guides are ranked.

use super::super::columns::{self, WIDTH};
use super::super::report::{Json, counted, json};
use super::page::guide;
use crate::pipeline::Front;
use crate::site::pairs::sorted;
use crate::site::reach::{Reach, Spread};
use crate::site::related::agreement::{Agreement, agreements};
use crate::site::related::reading::SHOWN;
use crate::site::wanted::{Wanted, wanted};
use crate::site::{Site, picked};
use std::cmp::Reverse;

/// How many of each sort are listed, unless all are wanted.
pub const FEW: usize = 10;
/// How far down the ranking a guide that was picked by hand is looked for.
const DEEP: usize = 20;

/// What there is to tell of a site.
pub struct Found<'s> {
    reach: Reach,
    spread: Spread,
    /// How many links all lists have.
    links: usize,
    agreements: Vec<Agreement>,
    wanted: Vec<Wanted<'s>>,
}

/// Looks at all lists and texts of an edition.
pub fn look(front: &Front, edition: usize) -> Found<'_> {
    let site = &front.sites()[edition];
    let lists = front.read_next(edition);
    let reach = Reach::new(site, lists);
    Found {
        spread: Spread::of(&reach.lists),
        reach,
        links: lists.iter().map(Vec::len).sum(),
        agreements: agreements(&picked(site), &front.ranked(edition, DEEP)),
        wanted: wanted(site),
    }
}

/// The sums of the agreements.
struct Sums {
    picked: usize,
    shown: usize,
    deep: usize,
    ndcg: f64,
    /// The share of `shown` that lists drawn by lot would have.
    by_lot: f64,
}

impl Found<'_> {
    fn sums(&self) -> Sums {
        let all = &self.agreements;
        let guides = self.reach.lists.len();
        Sums {
            picked: all.iter().map(|one| one.picked.len()).sum(),
            shown: all.iter().map(|one| one.within(SHOWN)).sum(),
            deep: all.iter().map(|one| one.within(DEEP)).sum(),
            ndcg: all.iter().map(|one| one.ndcg).sum::<f64>() / all.len().max(1) as f64,
            by_lot: if guides < 2 { 0.0 } else { SHOWN.min(guides - 1) as f64 / (guides - 1) as f64 },
        }
    }

    fn orphans(&self, is_orphan: impl Fn(usize, usize) -> bool) -> Vec<usize> {
        let both = self.reach.lists.iter().zip(&self.reach.texts).enumerate();
        both.filter(|(_, (lists, texts))| is_orphan(**lists, **texts)).map(|(at, _)| at).collect()
    }

    /// The guides that most lists have, of equal ones the newest first.
    fn most_linked(&self) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.reach.lists.len()).collect();
        all.sort_by_key(|at| Reverse(self.reach.lists[*at]));
        all.truncate(FEW);
        all
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// The report for programs; the manual describes it.
pub fn json(site: &Site, found: &Found<'_>) -> Json {
    let ids =
        |guides: &[usize]| -> Vec<&str> { guides.iter().map(|at| site.guides[*at].id.as_str()).collect() };
    let [least, quarter, median, three_quarters, most] = found.spread.steps;
    let most_linked: Vec<Json> = found
        .most_linked()
        .into_iter()
        .map(|at| {
            let mut object = guide(site, at);
            object["lists"] = json!(found.reach.lists[at]);
            object["texts"] = json!(found.reach.texts[at]);
            object
        })
        .collect();
    let sums = found.sums();
    let agreements: Vec<Json> = found
        .agreements
        .iter()
        .map(|one| {
            let picked = one.picked.iter();
            let picked: Vec<Json> =
                picked.map(|(at, rank)| json!({"id": site.guides[*at].id, "rank": rank})).collect();
            json!({"id": site.guides[one.document].id, "picked": picked, "ndcg_at_5": rounded(one.ndcg)})
        })
        .collect();
    let wanted: Vec<Json> = found
        .wanted
        .iter()
        .map(|one| {
            let products = one.products.map(|two| two.map(|at| site.products[at].id.as_str()));
            json!({
                "title": one.title, "products": products, "asked_by": ids(&one.asked_by),
                "named_together_in": ids(&one.together_in),
                "held_back": one.held_back.map(|held| json!({"file": held.path.as_str(), "why": held.why.words()})),
                "page": pair_page(site, one),
            })
        })
        .collect();
    json!({
        "language": site.edition.language,
        "guides": site.guides.len(),
        "links": found.links,
        "reached": found.spread.reached,
        "links_in": {
            "least": least, "quarter": quarter, "median": median, "three_quarters": three_quarters, "most": most,
            "gini": rounded(found.spread.gini), "most_linked": most_linked,
        },
        "orphans": {
            "in_no_list": ids(&found.orphans(|lists, _| lists == 0)),
            "in_no_text": ids(&found.orphans(|_, texts| texts == 0)),
            "in_neither": ids(&found.orphans(|lists, texts| lists + texts == 0)),
        },
        "agreement": {
            "picked": sums.picked, "in_top_5": sums.shown, "in_top_20": sums.deep, "ndcg_at_5": rounded(sums.ndcg),
            "by_lot": rounded(sums.by_lot), "guides": agreements,
        },
        "wanted": wanted,
    })
}

/// The address of the page on two products that is made from the data.
fn pair_page<'s>(site: &'s Site, wanted: &Wanted<'_>) -> Option<&'s str> {
    let products = sorted(wanted.products?);
    let pair = site.pairs.iter().find(|pair| sorted(pair.products) == products)?;
    Some(pair.address.as_str())
}

/// The report for people, with at most `few` of each sort.
pub fn lines(site: &Site, found: &Found<'_>, few: usize) -> Vec<String> {
    let count = site.guides.len();
    let mut lines = vec![columns::cut(
        &format!("{} ({}): {}", site.config.title, site.edition.language, counted(count, "guide")),
        WIDTH,
    )];
    spread_lines(site, found, &mut lines);
    orphan_lines(site, found, few, &mut lines);
    agreement_lines(site, found, few, &mut lines);
    wanted_lines(site, found, few, &mut lines);
    lines
}

fn percent(part: usize, whole: usize) -> String {
    let share = (part * 100).checked_div(whole).unwrap_or(0);
    format!("{part} of {whole} ({share}%)")
}

/// "  reached         6 of 6 (100%)"
fn row(name: &str, value: &str) -> String {
    format!("  {name:<17}{value}")
}

fn spread_lines(site: &Site, found: &Found<'_>, lines: &mut Vec<String>) {
    let [least, quarter, median, three_quarters, most] = found.spread.steps;
    lines.extend([
        String::new(),
        format!("Links in, from lists of related guides ({}):", counted(found.links, "link")),
        row("guides reached", &percent(found.spread.reached, site.guides.len())),
        row(
            "links to one",
            &format!("least {least}, quartiles {quarter}, {median} and {three_quarters}, most {most}"),
        ),
        row(
            "Gini coefficient",
            &format!("{:.2} (0: all alike, 1: one guide has all links)", found.spread.gini),
        ),
    ]);
    for (place, at) in found.most_linked().into_iter().enumerate() {
        let name = if place == 0 { "most linked" } else { "" };
        let (lists, title) = (found.reach.lists[at], &site.guides[at].says.title);
        lines.push(row(name, &columns::cut(&format!("{lists:4}  {title}"), WIDTH - 19)));
    }
}

fn orphan_lines(site: &Site, found: &Found<'_>, few: usize, lines: &mut Vec<String>) {
    lines.extend([String::new(), "Guides that nothing links to, lists of all guides aside:".to_owned()]);
    let sorts = [
        ("no related list", found.orphans(|lists, _| lists == 0)),
        ("no text", found.orphans(|_, texts| texts == 0)),
        ("neither", found.orphans(|lists, texts| lists + texts == 0)),
    ];
    for (name, guides) in sorts {
        let number = if guides.is_empty() { "none".to_owned() } else { guides.len().to_string() };
        lines.push(row(name, &number));
        let ids: Vec<String> = guides.iter().take(few).map(|at| site.guides[*at].id.clone()).collect();
        lines.extend(columns::listed(&ids, 6));
        lines.extend(more(guides.len(), few));
    }
}

/// "... and 3 more; --all lists them"
fn more(count: usize, few: usize) -> Option<String> {
    (count > few).then(|| format!("      ... and {} more; --all lists them", count - few))
}

fn agreement_lines(site: &Site, found: &Found<'_>, few: usize, lines: &mut Vec<String>) {
    lines.extend([
        String::new(),
        "Agreement with what was picked by hand, which the ranking does not see:".to_owned(),
    ]);
    let sums = found.sums();
    if sums.picked == 0 {
        lines.push("  nothing was picked by hand".to_owned());
        return;
    }
    let by_lot = format!("by lot {:.0}%", sums.by_lot * 100.0);
    lines.extend([
        row("picked", &format!("{} by {}", sums.picked, counted(found.agreements.len(), "guide"))),
        row("in the best 5", &format!("{}; {by_lot}", percent(sums.shown, sums.picked))),
        row("in the best 20", &percent(sums.deep, sums.picked)),
        row("nDCG@5", &format!("{:.3}", sums.ndcg)),
    ]);
    let missed: Vec<&Agreement> =
        found.agreements.iter().filter(|one| one.within(SHOWN) < one.picked.len()).collect();
    for (place, one) in missed.iter().take(few).enumerate() {
        if place == 0 {
            lines.push("  missed by the best 5:".to_owned());
        }
        lines.push(format!("    {}:", site.guides[one.document].id));
        let picked = one.picked.iter().filter(|(_, rank)| rank.is_none_or(|rank| rank > SHOWN));
        let picked: Vec<String> = picked
            .map(|(at, rank)| match rank {
                Some(rank) => format!("{} (rank {rank})", site.guides[*at].id),
                None => format!("{} (not in the best {DEEP})", site.guides[*at].id),
            })
            .collect();
        lines.extend(columns::listed(&picked, 6));
    }
    lines.extend(more(missed.len(), few));
}

fn wanted_lines(site: &Site, found: &Found<'_>, few: usize, lines: &mut Vec<String>) {
    lines.extend([String::new(), "Wanted, guides that others ask for and nobody has written:".to_owned()]);
    if found.wanted.is_empty() {
        lines.push("  none".to_owned());
    }
    for (place, one) in found.wanted.iter().take(few).enumerate() {
        lines.push(columns::cut(&format!("{:3}  {}", place + 1, one.title), WIDTH));
        if let Some(held) = one.held_back {
            lines.push(columns::cut(&format!("       {}: {}", held.why.words(), held.path), WIDTH));
        }
        for (what, guides) in [("asked for by", &one.asked_by), ("both products are in", &one.together_in)] {
            if !guides.is_empty() {
                let ids = guides.iter().take(few).map(|at| site.guides[*at].id.clone());
                let mut said: Vec<String> = ids.collect();
                said[0] = format!("{what} {}: {}", counted(guides.len(), "guide"), said[0]);
                if guides.len() > few {
                    said.push("...".to_owned());
                }
                lines.extend(columns::listed(&said, 7));
            }
        }
        if let Some(page) = pair_page(site, one) {
            lines.push(columns::cut(&format!("       the data make a page on the two: {page}"), WIDTH));
        }
    }
    lines.extend(more(found.wanted.len(), few));
}
