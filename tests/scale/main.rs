//! Reports at any scale: the examples, and a made-up province in which every body reports on every
//! task that it may (`benches/common/province/`).

#[path = "../common/mod.rs"]
mod common;
mod complete;
mod concerns;
mod counts;
mod document;
mod generator;
mod limits;
mod made;
#[path = "../../benches/common/mod.rs"]
mod material;
mod states;
mod trace;
