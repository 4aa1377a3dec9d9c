//! The plan folder: its words, its checks, its digest, its themes, the trace through it.

mod check;
#[path = "../common/mod.rs"]
mod common;
mod digest;
mod faults;
mod second_plan;
mod show;
mod source;
mod themes;
mod trace;
