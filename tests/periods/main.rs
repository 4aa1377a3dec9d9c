//! Periods beside one another: history, longer periods, bodies that succeed others.

#[path = "../common/mod.rs"]
mod common;
mod consolidated;
mod history;
mod no_figures;
mod one_period;
mod succession;
mod told_days;
