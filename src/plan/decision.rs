//! The decision itself: identity and body, verbatim but for the recorded errata.

use chrono::NaiveDate;

use super::task::Party;

/// The decision's identity and body.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its number; the source is unreadable, so `None`.
    pub number: Option<String>,
    /// The number as the source prints it.
    pub number_as_printed: Option<String>,
    /// Its date.
    pub date: NaiveDate,
    /// Who issued it.
    pub issuer: String,
    /// `Kế hoạch`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The documents it rests on.
    pub grounds: Vec<Ground>,
    /// The paragraph before section I.
    pub opening: String,
    /// Section I.
    pub purposes: Section,
    /// Number and title of section II.
    pub solutions_heading: (String, String),
    /// Section II, the seven solutions.
    pub solutions: Vec<Solution>,
    /// Section III.
    pub funding: Funding,
    /// Number and title of section IV.
    pub organisation_heading: (String, String),
    /// Section IV, the duties.
    pub duties: Vec<Duty>,
    /// The closing paragraph.
    pub closing: String,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Title of the appendix.
    pub appendix_title: String,
    /// To which plan the appendix belongs, as printed.
    pub appendix_attached_to: String,
    /// How the clusters and paragraphs of the recommendations are to be read.
    pub crc_note: Option<String>,
}

/// A document the plan rests on.
#[derive(Debug, Clone)]
pub struct Ground {
    /// `Quyết định`.
    pub kind: String,
    /// `27/QĐ-TTg`.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// Who issued it.
    pub issuer: String,
    /// What it is about, where the source says so.
    pub subject: Option<String>,
}

/// A section with numbered parts.
#[derive(Debug, Clone)]
pub struct Section {
    /// `I`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A numbered part with its items.
#[derive(Debug, Clone)]
pub struct Part {
    /// `1`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its dashes.
    pub items: Vec<String>,
}

/// One of the seven solutions.
#[derive(Debug, Clone)]
pub struct Solution {
    /// `KH.1`.
    pub id: String,
    /// Its wording.
    pub text: String,
}

/// Section III.
#[derive(Debug, Clone)]
pub struct Funding {
    /// `III`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub items: Vec<String>,
}

/// A duty of section IV.
#[derive(Debug, Clone)]
pub struct Duty {
    /// `TC.2c`.
    pub id: String,
    /// Its printed heading.
    pub heading: String,
    /// Who holds it.
    pub holders: Vec<Party>,
    /// Its wording.
    pub text: String,
    /// Whether it is a request to a body outside the People's Committee.
    pub request: bool,
}
