//! The months, quarters and years that a free text names, and which of them it names as its own
//! time: “Trong quý III, mở 3 lớp”, “Tháng 7/2025: …”, “Năm 2024, …”.
//!
//! A comparison, a plan, the number of a document, the look back of a summary name a time too, but
//! not that of the text: [`Named::claim`] is `None` there. Knows no period of a report.

mod claim;
mod named;
mod reader;
mod suspect;
mod words;

pub use named::{Claim, Named, Times, Unit};
pub use suspect::may_claim;

/// The times that a text names.
pub fn times(text: &str) -> Times {
    let words = words::words(text);
    let mentions = reader::mentions(text, &words);
    let mut named = Vec::new();
    for mention in mentions {
        let claim = mention.claimable.then(|| claim::of(text, &words, &mention)).flatten();
        let place = words[mention.first].at..words[mention.end - 1].end();
        named.extend(mention.spans.iter().map(|(months, year)| Named {
            unit: mention.unit,
            months: *months,
            year: *year,
            days: mention.days,
            claim,
            place: place.clone(),
        }));
    }
    Times { named, says_now: claim::says_now(text) }
}

#[cfg(test)]
mod tests;
