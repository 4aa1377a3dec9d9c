//! How a task goes with one body over the year: it moves on, and amounts add up, as in files that are
//! kept with care.

use report::plan::SourceOfFunds;
use report::plan::Status::{self, Complete, InProgress, NotStarted, Nothing, Ongoing, Paused};

use super::super::Dice;

/// Whether there is a result to tell.
pub(super) fn works(status: Status) -> bool {
    !matches!(status, NotStarted | Nothing)
}

/// How the task of each lead goes, quarter by quarter, and the day that the lead registers.
const LEADS: [(&str, [Status; 4], Option<&str>); 20] = [
    ("I.1", [InProgress, InProgress, InProgress, Complete], Some("31/08/2026")),
    ("I.2", [Nothing, InProgress, Nothing, InProgress], None),
    ("II.1", [Ongoing; 4], None),
    ("II.2", [Ongoing; 4], None),
    ("II.3", [InProgress, Complete, Complete, Complete], Some("30/06/2026")),
    ("II.4", [InProgress; 4], None),
    ("III.1", [Complete; 4], None),
    ("III.2", [InProgress, InProgress, InProgress, Complete], Some("31/12/2025")),
    ("III.3", [NotStarted, NotStarted, NotStarted, InProgress], None),
    ("III.4", [InProgress; 4], None),
    ("III.5", [InProgress, Paused, Paused, InProgress], None),
    ("III.6", [InProgress, InProgress, Complete, Complete], Some("30/09/2026")),
    ("IV.1", [InProgress; 4], None),
    ("IV.2", [Ongoing; 4], None),
    ("IV.3", [Ongoing; 4], None),
    ("IV.4", [InProgress; 4], Some("28/02/2026")),
    ("IV.5", [Paused, InProgress, InProgress, InProgress], None),
    ("IV.6", [Ongoing; 4], None),
    ("V.1", [InProgress; 4], None),
    ("V.2", [InProgress; 4], Some("31/12/2026")),
];

pub(super) struct Course {
    states: [Status; 4],
    start: usize,
    step: usize,
    pub(super) leads: bool,
    pub(super) due: Option<&'static str>,
    pub(super) funded: bool,
    given: i64,
    pub(super) source: SourceOfFunds,
}

impl Course {
    pub(super) fn of_lead(task: &str, dice: &mut Dice) -> Self {
        let found = LEADS.iter().find(|(id, ..)| *id == task);
        let (states, due) = found.map_or(([Ongoing; 4], None), |(_, states, due)| (*states, *due));
        Self { leads: true, due, ..Self::with(states, dice) }
    }

    pub(super) fn of_others(dice: &mut Dice) -> Self {
        let from = dice.below(4);
        let until = |first: Status, then: Status| {
            let mut states = [then; 4];
            states[..from].fill(first);
            states
        };
        let states = match dice.below(100) {
            0..34 => [Ongoing; 4],
            34..74 => [InProgress; 4],
            74..87 => until(InProgress, Complete),
            87..94 => until(NotStarted, InProgress),
            94..97 => until(InProgress, Paused),
            _ => [Nothing; 4],
        };
        Self::with(states, dice)
    }

    fn with(states: [Status; 4], dice: &mut Dice) -> Self {
        let source = match dice.below(20) {
            0 => SourceOfFunds::Aid,
            1..6 => SourceOfFunds::Social,
            _ => SourceOfFunds::Budget,
        };
        Self {
            states,
            start: 5 + dice.below(20),
            step: 3 + dice.below(20),
            leads: false,
            due: None,
            funded: dice.below(2) == 0,
            given: (dice.below(900) + 10) as i64 * 500_000,
            source,
        }
    }

    pub(super) fn at(&self, quarter: usize) -> (Status, Option<usize>) {
        let state = self.states[quarter];
        let progress = match state {
            Nothing => None,
            NotStarted => Some(0),
            Complete => Some(100),
            Paused => {
                let first = self.states.iter().position(|state| *state == Paused);
                Some(self.start + first.unwrap_or(quarter) * self.step)
            }
            InProgress | Ongoing => Some(self.start + quarter * self.step),
        };
        (state, progress)
    }

    /// Whether a lead has something to explain: not begun, paused, or with a day registered.
    pub(super) fn stuck(&self, quarter: usize) -> bool {
        let state = self.states[quarter];
        let hangs = matches!(state, NotStarted | Paused);
        hangs && self.leads
            || state == Paused
            || self.leads && self.due.is_some() && state != Complete
    }

    /// Given and spent since the year began.
    pub(super) fn money(&self, quarter: usize) -> (i64, i64) {
        (self.given, self.given / 5 * (quarter as i64 + 1))
    }
}
