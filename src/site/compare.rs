//! Facts of several products against one another: which attributes they have, which values differ, which are better.
//!
//! A row of a table, a reason and a check all judge here, so that none can contradict another. Must not know: how a table
//! is drawn.

use super::{Fact, Product, Site};
use crate::content::attribute::{Attribute, Better};
use crate::content::value::Value;
use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;

/// An attribute and where it is declared. Kinds may share an attribute by its id; the first declares it for a row.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'s> {
    /// The attribute.
    pub attribute: &'s Attribute,
    /// The kind that declares it.
    pub kind: usize,
    /// Its index there.
    pub at: usize,
}

impl<'s> Declared<'s> {
    /// The index of the attribute in a product's kind; `None` if that kind has none of this id.
    pub fn place(self, site: &Site, product: &Product) -> Option<usize> {
        if product.kind == self.kind {
            return Some(self.at);
        }
        site.kinds[product.kind].says.attributes.iter().position(|other| other.id == self.attribute.id)
    }

    /// The fact of a product; `None` if its kind has no such attribute.
    pub fn fact(self, site: &'s Site, product: usize) -> Option<&'s Fact> {
        let product = &site.products[product];
        Some(&product.facts[self.place(site, product)?])
    }

    /// The known value of a product, counted in this attribute's measure.
    pub fn value(self, site: &'s Site, product: usize) -> Option<Cow<'s, Value>> {
        let value = self.fact(site, product)?.value()?;
        match self.own(site, product) {
            Some(own) => in_terms_of(value, own, self.attribute).map(Cow::Owned),
            None => Some(Cow::Borrowed(value)),
        }
    }

    /// The attribute as a product's own kind declares it, if that is another kind than the row's.
    pub fn own(self, site: &'s Site, product: usize) -> Option<&'s Attribute> {
        let product = &site.products[product];
        let at = self.place(site, product)?;
        (product.kind != self.kind).then(|| &site.kinds[product.kind].says.attributes[at])
    }
}

/// A value of one kind's attribute as another kind's attribute of the same id would say it; `None` if the two cannot stand
/// in one row.
pub fn in_terms_of(value: &Value, own: &Attribute, row: &Attribute) -> Option<Value> {
    if std::mem::discriminant(&own.form) != std::mem::discriminant(&row.form) {
        return None;
    }
    let is_amount = matches!(value, Value::Number(_) | Value::Range(..));
    if is_amount {
        return value.times(&own.measure().factor(&row.measure())?);
    }
    // Steps of two scales compare only if the scales are the same.
    (own.form == row.form || !matches!(value, Value::Step(..))).then(|| value.clone())
}

/// The attributes of some products, each id once: those of the first product's kind first. Attributes of one group come
/// together, in the order in which the groups first occur. With `wanted` ids: these, in that order.
pub fn attributes<'s>(site: &'s Site, products: &[usize], wanted: &[&str]) -> Vec<Declared<'s>> {
    let mut all: Vec<Declared<'s>> = Vec::new();
    let mut kinds: Vec<usize> = Vec::new();
    for at in products {
        let kind = site.products[*at].kind;
        if kinds.contains(&kind) {
            continue;
        }
        kinds.push(kind);
        let first = kinds.len() == 1;
        all.reserve(site.kinds[kind].says.attributes.len());
        for (at, attribute) in site.kinds[kind].says.attributes.iter().enumerate() {
            if first || !all.iter().any(|known| known.attribute.id == attribute.id) {
                all.push(Declared { attribute, kind, at });
            }
        }
    }
    if !wanted.is_empty() {
        return wanted.iter().filter_map(|id| all.iter().find(|a| a.attribute.id == *id).copied()).collect();
    }
    let mut groups: Vec<&Attribute> = Vec::new();
    for Declared { attribute, .. } in &all {
        if !groups.iter().any(|first| first.shares_group(attribute)) {
            groups.push(attribute);
        }
    }
    if groups.len() > 1 {
        all.sort_by_cached_key(|declared| {
            groups.iter().position(|first| first.shares_group(declared.attribute))
        });
    }
    all
}

/// Whether the values of one attribute differ. What is not known is never a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Agreement {
    /// At least two are known and two known ones differ.
    Differs,
    /// All are known and equal.
    Same,
    /// Nothing can be said: too few are known.
    Open,
}

/// Whether known values differ. What is not known is never a difference, and never agreement.
pub fn agreement(values: &[Option<impl Borrow<Value>>]) -> Agreement {
    let known = || values.iter().flatten().map(Borrow::borrow);
    if known().zip(known().skip(1)).any(|(one, next)| one != next) {
        Agreement::Differs
    } else if values.len() > 1 && values.iter().all(Option::is_some) {
        Agreement::Same
    } else {
        Agreement::Open
    }
}

/// Which values are better: as good as every other known one, and better than at least one.
pub fn better<V: Borrow<Value>>(
    values: &[Option<V>],
    way: Option<Better>,
) -> impl Iterator<Item = bool> + use<'_, V> {
    // If one is as good as all others, no other takes its place once it has been met.
    let known = || values.iter().flatten().map(Borrow::borrow);
    let best = way.map(Better::ordering).and_then(|way| {
        let best = known().reduce(|best, value| if value.order(best) == Some(way) { value } else { best });
        best.filter(|best| leads(best, known(), way) == Lead::Leads)
    });
    let is_best = move |value: &Value| best.is_some_and(|best| value.order(best) == Some(Ordering::Equal));
    values.iter().map(move |value| value.as_ref().is_some_and(|value| is_best(value.borrow())))
}

/// The places of some values in a list that starts with the lowest (`Less`) or the highest (`Greater`). What is not known
/// comes last. Equal values, and what is not known, keep the sequence that `places` come in.
pub fn sorted(values: &[Option<&Value>], from: Ordering, mut places: Vec<usize>) -> Vec<usize> {
    places.sort_by(|one, other| match (values[*one], values[*other]) {
        (Some(one), Some(other)) => one.sequence(other, from),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    places
}

/// How a value stands to others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lead {
    /// It is further in the asked direction than at least one, and than none less far.
    Leads,
    /// It equals all others.
    Equal,
    /// Another is further in the asked direction, or cannot be compared with it.
    Trails,
}

/// How a value stands to others in one direction: lower or higher.
pub fn leads<'v>(value: &Value, others: impl Iterator<Item = &'v Value>, way: Ordering) -> Lead {
    let mut lead = Lead::Equal;
    for other in others {
        match value.order(other) {
            Some(Ordering::Equal) => {}
            Some(order) if order == way => lead = Lead::Leads,
            _ => return Lead::Trails,
        }
    }
    lead
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::TextRange;
    use crate::content::attribute::Form;
    use crate::content::fact::Given;
    use crate::content::fields::Text;

    fn value(text: &str, form: &Form) -> Value {
        let given = Given::Text(Text { text: text.to_owned(), range: TextRange::default() });
        Value::read(&given, form).expect("a value")
    }

    #[test]
    fn what_is_not_known_is_no_difference() {
        let (yes, no) = (Value::YesNo(true), Value::YesNo(false));
        assert_eq!(agreement(&[Some(&yes), None]), Agreement::Open);
        assert_eq!(agreement(&[Some(&yes), Some(&yes)]), Agreement::Same);
        assert_eq!(agreement(&[Some(&yes), None, Some(&no)]), Agreement::Differs);
        assert_eq!(agreement(&[Some(&yes), Some(&yes), None]), Agreement::Open);
        let marks = |values: &[Option<&Value>]| better(values, Some(Better::Higher)).collect::<Vec<_>>();
        assert_eq!(marks(&[Some(&yes), None]), [false, false]);
        assert_eq!(marks(&[Some(&yes), None, Some(&no)]), [true, false, false]);
        assert_eq!(marks(&[Some(&yes), Some(&yes), Some(&no)]), [true, true, false]);
    }
    #[test]
    fn one_value_is_better_only_if_it_compares_with_all() {
        let form = Form::Range;
        let values = ["1..4", "2..3", "1..3", "9..9"].map(|text| value(text, &form));
        let marks = |values: &[Option<&Value>], way| better(values, Some(way)).collect::<Vec<_>>();
        // Neither of 1..4 and 2..3 is the lower one; 1..3 is as low as both.
        assert_eq!(marks(&[Some(&values[0]), Some(&values[1])], Better::Lower), [false, false]);
        let three = [Some(&values[0]), Some(&values[1]), Some(&values[2])];
        assert_eq!(marks(&three, Better::Lower), [false, false, true]);
        assert_eq!(marks(&three, Better::Higher), [false; 3]);
        let all = values.each_ref().map(Some);
        assert_eq!(marks(&all, Better::Higher), [false, false, false, true]);
        assert_eq!(marks(&[None, None], Better::Lower), [false, false]);
    }

    #[test]
    fn a_list_starts_at_either_end_and_what_is_not_known_comes_last() {
        let values = ["3", "1..4", "..2", "1..3", "5.."].map(|text| value(text, &Form::Range));
        let mut row: Vec<Option<&Value>> = values.iter().map(Some).collect();
        row.insert(2, None);
        row.push(None);
        row.push(Some(&values[0]));
        // The places come by name: what is equal or not known keeps that sequence.
        let names = vec![7, 6, 5, 4, 3, 2, 1, 0];
        let from = |way| sorted(&row, way, names.clone());
        // 3, 1..4, -, ..2, 1..3, 5.., -, 3
        assert_eq!(from(Ordering::Less), [3, 4, 1, 7, 0, 5, 6, 2]);
        assert_eq!(from(Ordering::Greater), [5, 1, 7, 0, 4, 3, 6, 2]);
        for (one, other) in values.iter().flat_map(|one| values.iter().map(move |other| (one, other))) {
            let Some(order) = one.order(other) else { continue };
            assert_eq!(one.sequence(other, Ordering::Less), order);
            assert_eq!(one.sequence(other, Ordering::Greater), order.reverse());
        }
    }
}
