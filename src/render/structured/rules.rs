//! What search engines ask of structured data, with the day on which their pages were read.
//!
//! Google's structured data gallery (developers.google.com/search/docs/appearance/structured-data), as documented on 24
//! November 2026; what it does not list stands under the rules of the vocabulary alone. A type that asks for what a site
//! without offers and reviews cannot say, such as `Product`, is not used and has no rule.

/// What one type needs.
pub struct Rule {
    /// The type.
    pub class: &'static str,
    /// The properties without which it is not shown; of names with `|` between them one is enough.
    pub required: &'static [&'static str],
}

/// The rules, in no order.
pub const RULES: [Rule; 8] = [
    Rule { class: "Article", required: &["headline", "author", "datePublished"] },
    Rule { class: "BreadcrumbList", required: &["itemListElement"] },
    Rule { class: "ItemList", required: &["itemListElement"] },
    Rule { class: "ListItem", required: &["position", "name", "item|url"] },
    Rule { class: "Organization", required: &["name"] },
    Rule { class: "Person", required: &["name"] },
    Rule { class: "WebPage", required: &["name"] },
    Rule { class: "WebSite", required: &["name", "url"] },
];
