//! The decision: identity and body, verbatim except for the recorded errata.

use chrono::NaiveDate;

use super::task::Party;

/// The decision's identity and body.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its number; `None` because it is illegible in the source.
    pub number: Option<String>,
    /// The number as printed in the source.
    pub number_as_printed: Option<String>,
    /// Its date.
    pub date: NaiveDate,
    /// Its issuer.
    pub issuer: String,
    /// `Kế hoạch`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its legal grounds.
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
    /// The plan to which the appendix is attached, as printed.
    pub appendix_attached_to: String,
    /// How to read the clusters and paragraphs of the recommendations.
    pub crc_note: Option<String>,
}

/// A legal ground of the plan.
#[derive(Debug, Clone)]
pub struct Ground {
    /// `Quyết định`.
    pub kind: String,
    /// `27/QĐ-TTg`.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its issuer.
    pub issuer: String,
    /// Its subject, if the source states it.
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
    /// Its list items.
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
    /// The agencies and groups that hold it.
    pub holders: Vec<Party>,
    /// Its wording.
    pub text: String,
    /// Whether it is a request to a body outside the People's Committee.
    pub request: bool,
}
