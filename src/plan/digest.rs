//! One number for the plan as it stands for a period: whoever rebuilds a document can tell whether
//! the same plan was used.
//!
//! What begins later is no part of it, so that an agency founded, a task given to another, a holiday
//! added afterwards leave the documents of the past as they were. Nothing depends on how the files
//! are laid out.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Agency, AgencyId, Decision, Party, Period, Plan, Task};

impl Plan {
    /// SHA-256, in hexadecimal, over what the plan says for a period.
    pub fn digest(&self, period: Period) -> String {
        let hash = Sha256::digest(Canonical::of(self, period).text);
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The plan as one text: agencies by their ids, nothing of what begins after the period.
struct Canonical<'a> {
    plan: &'a Plan,
    end: chrono::NaiveDate,
    text: String,
}

impl<'a> Canonical<'a> {
    fn of(plan: &'a Plan, period: Period) -> Self {
        let mut canonical = Self { plan, end: plan.window(period).end, text: String::new() };
        canonical.decision();
        plan.tasks.iter().for_each(|task| canonical.task(task));
        canonical.register();
        canonical.reporting(period);
        canonical
    }

    fn say(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = self.text.write_fmt(what);
        self.text.push('\n');
    }

    fn id(&self, agency: AgencyId) -> &'a str {
        &self.plan.register.agency(agency).id
    }

    fn party(&self, party: Party) -> &'a str {
        match party {
            Party::Agency(id) => self.id(id),
            Party::Group(id) => &self.plan.register.group(id).id,
        }
    }

    fn decision(&mut self) {
        let plan = self.plan;
        let bare = Decision { duties: Vec::new(), ..plan.decision.clone() };
        self.say(format_args!("{bare:?}"));
        for duty in &plan.decision.duties {
            let holders: Vec<&str> = duty.holders.iter().map(|party| self.party(*party)).collect();
            let (id, heading, text, request) = (&duty.id, &duty.heading, &duty.text, duty.request);
            self.say(format_args!("{:?}", (id, heading, text, request, holders)));
        }
        self.say(format_args!("{:?}", plan.groups));
    }

    fn task(&mut self, task: &Task) {
        let Task { id, name, parts, origin, solution, due, crc, .. } = task;
        self.say(format_args!("{:?}", (id, name, parts, origin, solution, due, crc)));
        for assignment in &task.assignments {
            if assignment.from.is_some_and(|from| from > self.end) {
                continue;
            }
            let parties: Vec<&str> =
                assignment.coordinating.iter().map(|party| self.party(*party)).collect();
            let lead = assignment.lead.map(|lead| self.id(lead));
            self.say(format_args!("{:?}", (assignment.from, lead, parties)));
        }
    }

    fn exists(&self, agency: &Agency) -> bool {
        agency.valid_from.is_none_or(|from| from <= self.end)
    }

    fn register(&mut self) {
        let register = &self.plan.register;
        for agency in
            register.agencies().iter().filter(|agency| self.exists(agency)).collect::<Vec<_>>()
        {
            let Agency { id, name, short, kind, reports, confirmed, .. } = agency;
            let Agency { unit, district, former_province, valid_from, .. } = agency;
            self.say(format_args!("{:?}", (id, name, short, kind, reports, confirmed)));
            self.say(format_args!("{:?}", (unit, district, former_province, valid_from)));
            let used = |from: Option<chrono::NaiveDate>| from.is_none_or(|from| from <= self.end);
            let aliases: Vec<_> = agency.aliases.iter().filter(|(_, from)| used(*from)).collect();
            self.say(format_args!("{aliases:?}"));
            if let Some(before) = agency.continues {
                self.say(format_args!("{:?}", ("continues", self.id(before))));
            }
            if let Some(last) = agency.valid_to.filter(|last| *last <= self.end) {
                let successors: Vec<&str> = agency.successors.iter().map(|s| self.id(*s)).collect();
                self.say(format_args!("{:?}", (last, successors)));
            }
        }
        for group in register.groups() {
            let ids = |agencies: &[AgencyId]| -> Vec<&str> {
                let there = agencies.iter().filter(|id| self.exists(register.agency(**id)));
                there.map(|id| self.id(*id)).collect()
            };
            let (members, except) = (ids(&group.members), ids(&group.except));
            self.say(format_args!("{:?}", (&group.id, &group.name, &group.kinds, members, except)));
        }
    }

    fn reporting(&mut self, period: Period) {
        let (plan, reporting) = (self.plan, &self.plan.reporting);
        let addressees: Vec<&str> = reporting.addressees.iter().map(|id| self.id(*id)).collect();
        let unit = &reporting.unit;
        self.say(format_args!(
            "{:?}",
            (self.id(unit.agency), &unit.abbreviation, &unit.place, &unit.signer_title)
        ));
        self.say(format_args!(
            "{:?}",
            (self.id(reporting.parent), addressees, &reporting.recipients, &reporting.archive)
        ));
        self.say(format_args!(
            "{:?}",
            (reporting.start_day, reporting.end_day, reporting.working_days)
        ));
        let (start, deadline) = (plan.window(period).start, plan.deadline(period));
        for holiday in &reporting.holidays {
            if start <= holiday.date && holiday.date <= deadline {
                self.say(format_args!("{}", holiday.date));
            }
        }
        for class in &reporting.expected {
            if class.from.is_none_or(|from| from <= self.end) {
                self.say(format_args!("{class:?}"));
            }
        }
        self.say(format_args!(
            "{:?}",
            (
                reporting.count_former_ninh_thuan,
                reporting.overdue_days,
                reporting.silent_days,
                &reporting.labels
            )
        ));
        for set in &reporting.severities {
            self.say(format_args!("{:?}", (&set.code, set.severity)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Sink;
    use crate::plan::{self, Period, Plan, PlanFiles};
    use crate::source::Source;

    /// The shipped plan with one change in a file.
    fn changed(file: usize, from: &str, to: &str) -> Plan {
        let mut files = PlanFiles::embedded().without_errata();
        let text = String::from_utf8(files.files[file].bytes.to_vec()).expect("UTF-8");
        assert!(text.contains(from), "{from}");
        let name = files.files[file].name.to_string();
        files.files[file] = Source::new(name, text.replacen(from, to, 1).into_bytes());
        let mut sink = Sink::new();
        plan::load(&files, &mut sink).unwrap_or_else(|| panic!("{:#?}", sink.found()))
    }

    #[test]
    fn what_begins_later_is_no_part_of_it() {
        let before = |plan: &Plan| plan.digest(Period::Quarter(2025, 3));
        let after = |plan: &Plan| plan.digest(Period::Quarter(2025, 4));
        let shipped = changed(0, "", "");
        for (file, from, to) in [
            (
                3,
                "        solution:",
                "        assignments: [{from: 2025-10-01, lead: so-noi-vu, coordinating: [so-y-te]}]\n        solution:",
            ),
            (
                0,
                "agencies:\n",
                "agencies:\n  - {id: so-moi, name: Sở Mới, kind: so_nganh, reports: duty, valid_from: 2025-10-01}\n",
            ),
            (1, "holidays:\n", "holidays:\n  - {date: 2025-12-15, name: Ngày nghỉ}\n"),
        ] {
            let plan = changed(file, from, to);
            assert_eq!(before(&plan), before(&shipped), "{to}");
            assert_ne!(after(&plan), after(&shipped), "{to}");
        }
        let other = changed(3, "        solution:", "        due: 2026-12-31\n        solution:");
        assert_ne!(before(&other), before(&shipped));
        let remark = changed(1, "unit:", "# Ghi chú\nunit:");
        assert_eq!(before(&remark), before(&shipped));
    }
}
