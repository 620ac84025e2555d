//! The list of one guide: what is shown, why, and what comes next.
//!
//! Must not know: how guides are ranked.

use super::super::columns;
use super::super::report::{Json, json};
use crate::page::guide::reason;
use crate::pipeline::Front;
use crate::site::Site;
use crate::site::related::reading::Origin;
use crate::site::related::{Entry, Reason, Scratch, Signal};

/// How many guides that are not shown are listed.
const NEXT: usize = 5;
/// How many guides are ranked, to find those that a list shows.
const RANKED: usize = 200;

/// The list of one guide.
pub struct List {
    guide: usize,
    shown: Vec<Line>,
    next: Vec<Line>,
}

/// One guide of a list.
struct Line {
    guide: usize,
    /// Why it stands there; of one that is not shown, nothing.
    origin: Option<Origin>,
    /// What a reader is told; of one picked by hand, what a reader would be told.
    reason: Reason,
    /// Its rank from 1, if it is among the best.
    rank: Option<usize>,
    /// What each signal adds.
    parts: [f32; Signal::ALL.len()],
    /// Whether the text links to it.
    linked: bool,
}

impl Line {
    fn score(&self) -> f32 {
        self.parts.iter().sum()
    }
}

/// Looks up what is shown at the end of a guide, and what would come next.
pub fn look(front: &Front, edition: usize, guide: usize) -> List {
    let ranking = front.ranking(edition);
    let mut scratch = Scratch::default();
    let best = ranking.best(guide, RANKED, &mut scratch);
    let rank = |other: usize| best.iter().position(|entry| entry.to as usize == other).map(|at| at + 1);
    let read_next = &front.read_next(edition)[guide];
    let is_shown = |entry: &&Entry| read_next.iter().any(|shown| shown.document == entry.to as usize);
    let shown = read_next.iter().map(|shown| Entry { to: shown.document as u32, weight: 0.0 });
    let asked: Vec<Entry> =
        shown.chain(best.iter().filter(|entry| !is_shown(entry)).take(NEXT).copied()).collect();
    let parts = ranking.by_signal(guide, &asked, &mut scratch);
    let mut shown: Vec<Line> = asked
        .iter()
        .zip(parts)
        .enumerate()
        .map(|(place, (entry, parts))| {
            let other = entry.to as usize;
            let shown = read_next.get(place);
            let told = shown.map(|shown| shown.reason).filter(|reason| *reason != Reason::Picked);
            Line {
                guide: other,
                origin: shown.map(|shown| shown.origin),
                reason: told.unwrap_or_else(|| ranking.reason(guide, other)),
                rank: rank(other),
                parts,
                linked: ranking.links(guide, other),
            }
        })
        .collect();
    let next = shown.split_off(read_next.len());
    List { guide, shown, next }
}

/// The name of an origin in JSON.
fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Picked => "picked",
        Origin::Ranked => "ranked",
        Origin::Placed => "placed",
    }
}

/// The list for programs; the manual describes it.
pub fn json(site: &Site, list: &List) -> Json {
    let lines = |lines: &[Line]| -> Vec<Json> {
        lines
            .iter()
            .map(|line| {
                let mut object = guide(site, line.guide);
                let signals: Vec<(&str, f32)> =
                    Signal::ALL.iter().map(|s| s.name()).zip(line.parts).collect();
                let signals = signals.iter().filter(|(_, part)| *part > 0.0);
                let signals: Vec<(String, Json)> =
                    signals.map(|(name, part)| ((*name).to_owned(), json!(rounded(*part)))).collect();
                object["origin"] = json!(line.origin.map(origin_name));
                object["reason"] = json!(reason(site, line.reason));
                object["rank"] = json!(line.rank);
                object["score"] = json!(rounded(line.score()));
                object["signals"] = Json::Object(signals.into_iter().collect());
                object["linked"] = json!(line.linked);
                object
            })
            .collect()
    };
    let mut object = guide(site, list.guide);
    object["language"] = json!(site.edition.language);
    object["shown"] = json!(lines(&list.shown));
    object["next"] = json!(lines(&list.next));
    object
}

/// What identifies a guide in JSON.
pub fn guide(site: &Site, at: usize) -> Json {
    let guide = &site.guides[at];
    json!({
        "id": guide.id, "file": guide.path.as_str(), "address": guide.address.as_str(), "title": guide.says.title,
    })
}

/// To three digits behind the point.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

/// The list for people.
pub fn lines(site: &Site, list: &List) -> Vec<String> {
    let guide = &site.guides[list.guide];
    let mut lines =
        vec![columns::cut(&guide.says.title, columns::WIDTH), guide.path.to_string(), String::new()];
    lines.push("Shown at its end:".to_owned());
    if list.shown.is_empty() {
        lines.push("  nothing: the site has no other guide".to_owned());
    }
    for (place, line) in list.shown.iter().enumerate() {
        described(site, place + 1, line, &mut lines);
    }
    if !list.next.is_empty() {
        lines.extend([String::new(), "Next, not shown:".to_owned()]);
        for (at, line) in list.next.iter().enumerate() {
            described(site, list.shown.len() + at + 1, line, &mut lines);
        }
    }
    lines
}

fn described(site: &Site, number: usize, line: &Line, lines: &mut Vec<String>) {
    let title = columns::fitted(&site.guides[line.guide].says.title, columns::WIDTH - 12);
    lines.push(format!("{number:3}  {title} {:6.3}", line.score()));
    let rank = line.rank.map_or_else(|| "not ranked".to_owned(), |rank| format!("rank {rank}"));
    let why = match line.origin {
        Some(Origin::Picked) => format!("picked by hand ({rank})"),
        Some(Origin::Ranked) => rank,
        Some(Origin::Placed) => format!("placed here because no list had it ({rank})"),
        None if line.linked && site.config.related.skip_linked => {
            format!("{rank}, left out as the text links to it")
        }
        None => rank,
    };
    let why = [why, site.guides[line.guide].id.clone()].join("; ");
    lines.push(columns::cut(&format!("     {why}"), columns::WIDTH));
    lines.push(columns::cut(&format!("     because: {}", reason(site, line.reason)), columns::WIDTH));
    let mut parts: Vec<(&str, f32)> =
        Signal::ALL.iter().map(|signal| signal.name()).zip(line.parts).collect();
    parts.retain(|(_, part)| *part >= 0.0005);
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let parts: Vec<String> = parts.iter().map(|(name, part)| format!("{name} {part:.3}")).collect();
    lines.extend(columns::listed(&parts, 7));
}
