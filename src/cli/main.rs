//! The binary `report`.

fn main() {}
