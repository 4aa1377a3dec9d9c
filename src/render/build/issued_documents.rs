//! The documents that an agency issued, as its annex lists them, made one at a time.

use std::fmt;
use std::sync::Arc;

use super::row_parts::RowParts;
use crate::consolidate::IssuedDocument;
use crate::render::lazy_list::{MadeList, Make};
use crate::render::text::clean;
use crate::render::view::CitedText;
use crate::text::date;

/// The documents of one agency.
pub(super) struct IssuedDocuments {
    documents: Vec<IssuedDocument>,
    shared: Arc<RowParts>,
}

impl fmt::Debug for IssuedDocuments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedDocuments")
            .field("len", &self.documents.len())
            .finish_non_exhaustive()
    }
}

impl IssuedDocuments {
    pub(super) fn list(
        documents: Vec<IssuedDocument>,
        shared: Arc<RowParts>,
    ) -> MadeList<CitedText> {
        MadeList::new(Self { documents, shared })
    }
}

impl Make<CitedText> for IssuedDocuments {
    fn len(&self) -> usize {
        self.documents.len()
    }

    fn get(&self, at: usize) -> Option<CitedText> {
        let document = self.documents.get(at)?;
        let mut text = clean(&document.number);
        if let Some(day) = document.date {
            text += " ngày ";
            text += &date::short(day);
        }
        if let Some(other) = document.counted_at {
            text += &format!(" (đã đếm ở {})", self.shared.name(other));
        }
        Some(CitedText { text, cite: self.shared.cite(&document.cite) })
    }
}
