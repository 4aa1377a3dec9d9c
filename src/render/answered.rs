//! In words: how many agencies are behind a total, of those asked. Said in full in the tasks by
//! recommendation, briefly in the body of a report, for a cell in its annex and in the status.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use crate::consolidate::Answers;

/// How many agencies answered.
#[derive(Debug, Default)]
pub(super) struct Answered<'a> {
    /// Of those asked, agencies with a value; and agencies asked.
    pub(super) agencies: (usize, usize),
    /// The same of pairs of an agency and a quarter, where they are not the same numbers.
    pub(super) parts: Option<(usize, usize)>,
    /// Agencies with a value that owe no report.
    pub(super) others: usize,
    /// Excused agencies without a value.
    pub(super) excused: usize,
    /// Agencies whose last value is of an earlier quarter.
    pub(super) older: usize,
    /// The agency, if only one was asked.
    pub(super) only: Option<&'a str>,
    /// Whether that one leads the task.
    pub(super) is_lead: bool,
}

impl From<&Answers> for Answered<'_> {
    fn from(answers: &Answers) -> Self {
        Self {
            agencies: (answers.given, answers.asked),
            parts: answers.parts(),
            others: answers.others,
            excused: answers.excused,
            older: answers.older,
            ..Self::default()
        }
    }
}

impl Answered<'_> {
    /// `67/89 cơ quan có số liệu; 2 nơi được miễn`.
    pub(super) fn in_full(&self) -> String {
        self.of_agencies(true)
            + &counted([
                ("; ", self.others, " nơi theo đề nghị, ngoài số được hỏi"),
                ("; ", self.older, " nơi là số quý trước"),
                ("; ", self.excused, " nơi được miễn"),
            ])
    }

    /// `67/89 cơ quan`, `67/89 cơ quan có số liệu` where it `says_what` they have; `theo Sở Y tế`.
    fn in_sentence(&self, says_what: bool) -> String {
        let mut text = match (self.only, self.parts) {
            (None, _) => self.of_agencies(says_what),
            (Some(only), parts) => {
                let of = if self.is_lead { "cơ quan chủ trì" } else { only };
                let quarters = parts.map(|parts| format!(", {} quý", share(parts)));
                format!("theo {of}{}", quarters.unwrap_or_default())
            }
        };
        text += &counted([(", thêm ", self.others, " nơi theo đề nghị")]);
        text
    }

    /// `67/89 và 2 theo đề nghị; 1 nơi được miễn`.
    fn in_annex(&self) -> String {
        let only = self.only.map(|only| format!(" ({only})")).unwrap_or_default();
        let mut text = share(self.agencies) + &only;
        text += &counted([(" và ", self.others, " theo đề nghị")]);
        if let Some(parts) = self.parts {
            text += &format!("; {} {PARTS}", share(parts));
        }
        text += &counted([
            ("; ", self.older, " nơi là số quý trước"),
            ("; ", self.excused, " nơi được miễn"),
        ]);
        text
    }

    /// `67/89, thêm 2 ngoài diện`.
    pub(super) fn in_status(&self) -> String {
        let parts = self.parts.map(|parts| format!("{} lượt theo quý", share(parts)));
        parts.unwrap_or_else(|| share(self.agencies))
            + &counted([
                (", thêm ", self.others, " ngoài diện"),
                (", ", self.excused, " được miễn"),
                (", ", self.older, " của quý trước"),
            ])
    }

    fn of_agencies(&self, says_what: bool) -> String {
        match self.parts {
            Some(parts) => format!("số của {} {PARTS}", share(parts)),
            None if says_what => format!("{} cơ quan có số liệu", share(self.agencies)),
            None => format!("{} cơ quan", share(self.agencies)),
        }
    }
}

/// What is counted where an agency is asked in several quarters.
const PARTS: &str = "lượt cơ quan – quý";

fn share((given, asked): (usize, usize)) -> String {
    format!("{given}/{asked}")
}

/// Numbers with the words before and after them; none of nothing.
fn counted<const N: usize>(all: [(&str, usize, &str); N]) -> String {
    let told = all.into_iter().filter(|(_, count, _)| *count > 0);
    told.map(|(before, count, after)| format!("{before}{count}{after}")).collect()
}

/// Template filter: a `SumCoverage` in a sentence.
pub(super) fn sentence_filter(coverage: &Value, says_what: &Value) -> Result<String, Error> {
    of_view(coverage, |answered| answered.in_sentence(says_what.is_true()))
}

/// Template filter: a `SumCoverage` in a cell of the annex.
pub(super) fn annex_filter(coverage: &Value) -> Result<String, Error> {
    of_view(coverage, |answered| answered.in_annex())
}

fn of_view(coverage: &Value, words: impl FnOnce(&Answered<'_>) -> String) -> Result<String, Error> {
    let field = |name: &str| coverage.get_attr(name);
    let count = |name: &str| usize::try_from(field(name)?);
    let part = |name: &str| match field(name)? {
        none if none.is_none() => Ok(None),
        value => usize::try_from(value).map(Some),
    };
    let only = field("only")?;
    if !only.is_none() && only.as_str().is_none() {
        return Err(Error::new(ErrorKind::InvalidOperation, "only"));
    }
    let answered = Answered {
        agencies: (count("given")?, count("asked")?),
        parts: part("parts_given")?.zip(part("parts_asked")?),
        others: count("others")?,
        excused: count("excused")?,
        older: count("older")?,
        only: only.as_str(),
        is_lead: field("is_lead")?.is_true(),
    };
    Ok(words(&answered))
}

#[cfg(test)]
mod tests {
    use super::Answered;

    #[test]
    fn every_place_counts_the_same_agencies() {
        let few = Answered { agencies: (67, 89), ..Answered::default() };
        assert_eq!(few.in_full(), "67/89 cơ quan có số liệu");
        assert_eq!(few.in_sentence(true), "67/89 cơ quan có số liệu");
        assert_eq!(few.in_sentence(false), "67/89 cơ quan");
        assert_eq!((few.in_annex(), few.in_status()), ("67/89".into(), "67/89".into()));
        let parts = Some((5, 6));
        let all = Answered { parts, others: 1, excused: 2, older: 3, ..few };
        assert_eq!(
            all.in_full(),
            "số của 5/6 lượt cơ quan – quý; 1 nơi theo đề nghị, ngoài số được hỏi; 3 nơi là số quý trước; 2 nơi được miễn"
        );
        assert_eq!(all.in_sentence(true), "số của 5/6 lượt cơ quan – quý, thêm 1 nơi theo đề nghị");
        assert_eq!(
            all.in_annex(),
            "67/89 và 1 theo đề nghị; 5/6 lượt cơ quan – quý; 3 nơi là số quý trước; 2 nơi được miễn"
        );
        assert_eq!(
            all.in_status(),
            "5/6 lượt theo quý, thêm 1 ngoài diện, 2 được miễn, 3 của quý trước"
        );
        let sole = Answered { agencies: (1, 1), only: Some("Sở Y tế"), ..Answered::default() };
        assert_eq!(sole.in_sentence(true), "theo Sở Y tế");
        assert_eq!(sole.in_annex(), "1/1 (Sở Y tế)");
        let lead = Answered { parts, is_lead: true, ..sole };
        assert_eq!(lead.in_sentence(false), "theo cơ quan chủ trì, 5/6 quý");
    }
}
