//! Reading: from bytes to typed rows.

#[path = "../common/mod.rs"]
mod common;
mod dialects;
mod encodings;
mod file_properties;
mod garbled;
mod second_table;
mod submission;
mod text_properties;
mod told_rows;
mod two_rows;
mod unread;
#[path = "../writing/mod.rs"]
mod writing;
