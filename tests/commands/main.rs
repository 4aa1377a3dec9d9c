//! The commands, run as people run them.

mod build;
mod check;
mod check_many;
mod cli_help;
#[path = "../common/mod.rs"]
mod common;
mod explain;
mod fix_command;
mod forms;
mod init;
mod nothing;
mod paths;
mod report_yaml;
mod template;
