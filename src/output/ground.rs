//! `Ground`: the folders of the output folder as they stand, each looked at once.
//!
//! Looks and never changes anything. Must not know: what is planned.

use super::error::OutputError;
use super::path::{folder, folders};
use super::stands::{self, Stands};
use std::collections::HashMap;
use std::path::Path;

/// How far the folders go that lead to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way<'a> {
    /// All of them are folders.
    Open,
    /// All are folders, to the point where nothing is.
    Ends,
    /// This path among them is something else, such as a link.
    Blocked(&'a str, Stands),
}

/// An output folder as it stands before anything is changed.
pub(super) struct Ground<'a> {
    out: &'a Path,
    ways: HashMap<&'a str, Way<'a>>,
}

impl<'a> Ground<'a> {
    /// The ground of the output folder `out`.
    pub(super) fn new(out: &'a Path) -> Self {
        Self { out, ways: HashMap::new() }
    }

    /// The output folder.
    pub(super) fn out(&self) -> &'a Path {
        self.out
    }

    /// What stands at `path`; whether that lies behind a link is for [`Ground::way_to`] to say.
    ///
    /// # Errors
    /// The system refuses to look.
    pub(super) fn look(&self, path: &str) -> Result<Stands, OutputError> {
        let path = self.out.join(path);
        stands::look(&path).map_err(|cause| OutputError::failed("look at", &path, &cause))
    }

    /// How far the folders go in which `path` lies.
    ///
    /// # Errors
    /// The system refuses to look at one of them.
    pub(super) fn way_to(&mut self, path: &'a str) -> Result<Way<'a>, OutputError> {
        folder(path).map_or(Ok(Way::Open), |folder| self.way_into(folder))
    }

    /// The outermost of the folders in which `path` lies that is not there, or is something else.
    ///
    /// # Errors
    /// The system refuses to look at one of them.
    pub(super) fn end_of_way(&mut self, path: &'a str) -> Result<Option<&'a str>, OutputError> {
        if self.way_to(path)? == Way::Open {
            return Ok(None);
        }
        Ok(folders(path).find(|folder| self.ways.get(folder) != Some(&Way::Open)))
    }

    /// How far the folders go that end with `folder` itself.
    ///
    /// # Errors
    /// The system refuses to look at one of them.
    pub(super) fn way_into(&mut self, folder: &'a str) -> Result<Way<'a>, OutputError> {
        if let Some(known) = self.ways.get(folder) {
            return Ok(*known);
        }
        let mut way = Way::Open;
        for step in folders(folder).chain([folder]) {
            way = match (self.ways.get(step), way) {
                (Some(known), _) => *known,
                (None, Way::Open) => match self.look(step)? {
                    Stands::Folder => Way::Open,
                    Stands::Nothing => Way::Ends,
                    other => Way::Blocked(step, other),
                },
                (None, way) => way,
            };
            self.ways.insert(step, way);
        }
        Ok(way)
    }
}
