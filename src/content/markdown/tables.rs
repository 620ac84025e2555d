//! The part of the pass that meets tables.
//!
//! Must not know: what stands in a cell.

use super::pass::Pass;
use crate::content::body::Phrase;
use pulldown_cmark::Alignment;
use std::ops::Range;

/// Where in a table the pass is.
#[derive(Default)]
pub(super) struct TableState {
    alignments: Vec<Alignment>,
    in_head: bool,
    /// The column of the cell, from 0.
    cell: usize,
    /// How many tables the text has had, this one too.
    count: usize,
}

impl Pass<'_, '_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = TableState { alignments, count: self.table.count + 1, ..TableState::default() };
        self.out.fresh_line();
        self.out.markup("<div class=\"scroll\" role=\"region\" aria-label=\"");
        self.out.say(Phrase::Table, self.table.count);
        self.out.markup("\" tabindex=\"0\"><table>");
    }

    pub(super) fn start_head(&mut self) {
        self.table.in_head = true;
        self.out.markup("<thead><tr>");
    }

    pub(super) fn end_head(&mut self) {
        self.table.in_head = false;
        self.out.markup("</tr></thead><tbody>\n");
    }

    pub(super) fn start_row(&mut self, range: &Range<usize>) {
        self.table.cell = 0;
        self.mark(range);
        self.out.markup("<tr>");
    }

    pub(super) fn start_cell(&mut self) {
        let tag = if self.table.in_head { "<th scope=\"col\"" } else { "<td" };
        self.out.markup(tag);
        self.out.markup(match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
    }

    /// A header cell with nothing in it heads nothing, so it becomes a plain cell.
    pub(super) fn end_cell(&mut self) {
        self.table.cell += 1;
        let tags = [
            "<th scope=\"col\">",
            "<th scope=\"col\" class=\"left\">",
            "<th scope=\"col\" class=\"center\">",
            "<th scope=\"col\" class=\"right\">",
        ];
        if self.table.in_head && tags.iter().any(|tag| self.out.strip_suffix(tag)) {
            self.out.markup("<td></td>");
        } else {
            self.out.markup(if self.table.in_head { "</th>" } else { "</td>" });
        }
    }
}
