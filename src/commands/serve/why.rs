//! Why a page was rendered: the fields in which its view differs from the one before, as templates name them.
//!
//! Must not know: how pages are made or shown.

use crate::commands::report::{Json, json};
use crate::pipeline::Rendering;

/// More fields than this are counted.
const NAMED: usize = 6;

/// "guide.related[2].title, body"; of a page that was not there before, "new".
pub fn why(rendering: &Rendering) -> String {
    let Some(before) = &rendering.before else { return "new".to_owned() };
    let (old, new) = (&before.page, &rendering.page.page);
    let name = new.view.template().map_or("view", |(_, variable)| variable);
    let mut fields = Vec::new();
    differ("site", &json!(old.site), &json!(new.site), &mut fields);
    differ("page", &json!(old.head), &json!(new.head), &mut fields);
    differ(name, &json!(old.view), &json!(new.view), &mut fields);
    if old.view.body() != new.view.body() {
        fields.push("body".to_owned());
    }
    match fields.len() {
        // Texts inside a list, such as those of a feed, are no fields.
        0 if old.view != new.view => format!("a text in {name}"),
        0 => "its template".to_owned(),
        count if count <= NAMED => fields.join(", "),
        count => format!("{} and {} more", fields[..NAMED].join(", "), count - NAMED),
    }
}

/// Adds the paths at which two values differ, none that is below another.
fn differ(path: &str, old: &Json, new: &Json, found: &mut Vec<String>) {
    match (old, new) {
        (Json::Object(olds), Json::Object(news)) => {
            let added = news.keys().filter(|key| !olds.contains_key(*key));
            for key in olds.keys().chain(added) {
                let of = |fields: &'_ Json| fields.get(key).cloned().unwrap_or_default();
                differ(&format!("{path}.{key}"), &of(old), &of(new), found);
            }
        }
        (Json::Array(olds), Json::Array(news)) if olds.len() == news.len() => {
            for (at, (old, new)) in olds.iter().zip(news).enumerate() {
                differ(&format!("{path}[{at}]"), old, new, found);
            }
        }
        _ if old != new => found.push(path.to_owned()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_by_their_paths() {
        let mut found = Vec::new();
        let old = json!({"title": "a", "links": [{"label": "x"}, {"label": "y"}], "gone": 1});
        let new = json!({"title": "b", "links": [{"label": "x"}, {"label": "z"}], "new": 2});
        differ("guide", &old, &new, &mut found);
        found.sort();
        assert_eq!(found, ["guide.gone", "guide.links[1].label", "guide.new", "guide.title"]);
    }
}
