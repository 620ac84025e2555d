//! What a reader may leave out of a table: which of the controls are worth their place.

use super::view::{Agreement, Controls, Differences, Heading, RowGroup};
use crate::base::Shared;
use crate::site::compare;

/// A table of so many attributes or fewer is read at a glance.
const AT_A_GLANCE: usize = 6;
/// From so many columns on a reader may want fewer.
const FEWER_FROM: usize = 4;
/// How many columns the stylesheet can hide one by one.
const MOST_COLUMNS: usize = 20;

/// For a table whose columns are products.
pub fn side_by_side(columns: &[Shared<Heading>], groups: &[RowGroup]) -> Controls {
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let count = |agreement: Agreement| rows().filter(|row| row.agreement == agreement).count();
    let differences = differences(rows().count(), count(Agreement::Same), count(Agreement::Differs));
    Controls { differences, columns: can_hide_columns(columns.len()), rows: false }
}

/// For a table whose rows are products, and whose columns agree or not.
pub fn one_below_the_other(columns: &[compare::Agreement]) -> Controls {
    let is = |wanted: compare::Agreement| move |(_, found): &(usize, &compare::Agreement)| **found == wanted;
    let same: Vec<usize> =
        columns.iter().enumerate().filter(is(compare::Agreement::Same)).map(|(at, _)| at + 1).collect();
    let differ = columns.iter().enumerate().filter(is(compare::Agreement::Differs)).count();
    let differences =
        differences(columns.len(), same.len(), differ).filter(|_| columns.len() <= MOST_COLUMNS);
    Controls {
        differences: differences.map(|found| Differences { columns: same, ..found }),
        columns: can_hide_columns(columns.len()),
        rows: true,
    }
}

fn can_hide_columns(columns: usize) -> bool {
    (FEWER_FROM..=MOST_COLUMNS).contains(&columns)
}

fn differences(all: usize, same: usize, differ: usize) -> Option<Differences> {
    (all > AT_A_GLANCE && same > 0 && differ > 0).then(|| Differences { same, all, columns: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use compare::Agreement::{Differs, Open, Same};

    #[test]
    fn only_long_tables_with_both_can_be_cut_to_differences() {
        let of = |columns: &[compare::Agreement]| one_below_the_other(columns).differences;
        assert_eq!(of(&[Same, Differs, Same, Differs, Differs, Differs]), None);
        assert_eq!(of(&[Same; 9]), None);
        assert_eq!(of(&[Differs; 9]), None);
        // What cannot be compared is neither: it stays, and does not make a table worth cutting.
        assert_eq!(of(&[Same, Same, Same, Open, Open, Open, Open]), None);
        let found = of(&[Same, Differs, Open, Open, Same, Open, Differs]);
        assert_eq!(found, Some(Differences { same: 2, all: 7, columns: vec![1, 5] }));
        let mut wide = vec![Differs; MOST_COLUMNS];
        wide.push(Same);
        assert_eq!(of(&wide), None);
    }

    #[test]
    fn columns_can_be_hidden_where_the_stylesheet_has_a_rule_for_each() {
        let columns = |count: usize| one_below_the_other(&vec![Differs; count]).columns;
        assert_eq!([3, 4, 20, 21].map(columns), [false, true, true, false]);
    }
}
