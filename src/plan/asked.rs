//! Which agencies are asked for which indicators on a day.

use chrono::NaiveDate;

use super::indicators::{Asked, IndicatorId};
use super::model::Plan;
use super::register::AgencyId;
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
            Asked::Kind(kind) => body.kind == *kind,
        })
    }

    /// Whether a missing value of an agency is asked for urgently: only where it leads a task of the
    /// indicator, or is asked by name.
    pub fn is_lead_of_figure(&self, id: IndicatorId, agency: AgencyId, day: NaiveDate) -> bool {
        let indicator = self.indicators.get(id);
        indicator.tasks.iter().any(|task| self.leads(*task, day).contains(&agency))
            || indicator.asked_on(day).contains(&Asked::Party(Party::Agency(agency)))
    }

    /// The indicators an agency is asked for on a day, in order.
    pub fn figures_of(&self, agency: AgencyId, day: NaiveDate) -> Vec<IndicatorId> {
        let all = self.indicators.iter().map(|(id, _)| id);
        all.filter(|id| self.is_asked(*id, agency, day)).collect()
    }
}
