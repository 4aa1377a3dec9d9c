//! Which agencies are asked for which indicators on a day, and how surely that is said to be known.

use chrono::NaiveDate;

use super::indicators::{Asked, Certainty, Every, Indicator, IndicatorId};
use super::model::Plan;
use super::period::Period;
use super::register::{AgencyId, Reports};
use super::status::Role;
use super::task::Party;

impl Plan {
    /// Whether an agency is asked for an indicator on a day.
    pub fn is_asked(&self, id: IndicatorId, agency: AgencyId, day: NaiveDate) -> bool {
        let indicator = self.indicators.get(id);
        let body = self.register.agency(agency);
        indicator.asked_on(day).iter().any(|asked| match asked {
            Asked::Lead => {
                indicator.tasks.iter().any(|task| self.leads(*task, day).contains(&agency))
            }
            Asked::Coordinating => indicator
                .tasks
                .iter()
                .any(|task| self.role(*task, agency, day) == Some(Role::Coordinating)),
            Asked::Party(Party::Agency(one)) => *one == agency,
            Asked::Party(Party::Group(group)) => self.register.in_group(*group, agency),
            Asked::Kind(kind) => body.kind == *kind && body.reports != Reports::Never,
        })
    }

    /// Whether agencies give an indicator themselves, and not the two counts it is computed from.
    pub fn is_given(&self, id: IndicatorId) -> bool {
        self.indicators.get(id).ratio.is_none()
    }

    /// Whether a missing value of an agency is asked for urgently: only where it leads a task of the
    /// indicator, or is asked by name.
    pub fn is_lead_of_figure(&self, id: IndicatorId, agency: AgencyId, day: NaiveDate) -> bool {
        let indicator = self.indicators.get(id);
        indicator.tasks.iter().any(|task| self.leads(*task, day).contains(&agency))
            || indicator.asked_on(day).contains(&Asked::Party(Party::Agency(agency)))
    }

    /// Who is asked on a day, as documents print it: `cơ quan chủ trì (Sở Y tế); Sở Tư pháp`.
    pub fn asked_words(&self, indicator: &Indicator, asked: &[Asked], day: NaiveDate) -> String {
        let words = asked.iter().map(|asked| match asked {
            Asked::Lead => {
                let leads = indicator.tasks.iter().flat_map(|task| self.leads(*task, day));
                let mut names: Vec<&str> = Vec::new();
                for lead in leads {
                    let name = self.register.agency(*lead).name.as_str();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                format!("cơ quan chủ trì ({})", names.join(", "))
            }
            Asked::Coordinating => "cơ quan phối hợp".to_owned(),
            Asked::Party(party) => self.party_name(*party).to_owned(),
            Asked::Kind(kind) => kind.label().to_owned(),
        });
        words.collect::<Vec<_>>().join("; ")
    }

    /// How surely an indicator is known, as documents print it.
    pub fn certainty_words(&self, certainty: Certainty) -> String {
        match certainty {
            Certainty::Proposed => format!("chỉ tiêu {}", self.asked_certainty_words(certainty)),
            read => self.asked_certainty_words(read),
        }
    }

    /// How surely it is known who is asked, as documents print it.
    pub fn asked_certainty_words(&self, certainty: Certainty) -> String {
        match certainty {
            Certainty::ReadTwice => "đọc ở hai bản sao".to_owned(),
            Certainty::ReadOnce => "đọc được ở một bản sao".to_owned(),
            Certainty::Proposed => format!("do {} đề xuất, chờ xác nhận", self.unit_name()),
        }
    }

    /// The indicators an agency is asked for on a day, in order.
    pub fn figures_of(&self, agency: AgencyId, day: NaiveDate) -> Vec<IndicatorId> {
        let all = self.indicators.iter().map(|(id, _)| id);
        all.filter(|id| self.is_asked(*id, agency, day)).collect()
    }

    /// Whether a value is expected in a period: a yearly one only where the last quarter of a year is
    /// part of it.
    pub fn is_expected_in(&self, id: IndicatorId, period: Period) -> bool {
        let ends_a_year = |quarter: &Period| matches!(quarter, Period::Quarter(_, 4));
        match self.indicators.get(id).every {
            Every::Quarter => true,
            Every::Year => self.quarters(period).iter().any(ends_a_year),
        }
    }
}
