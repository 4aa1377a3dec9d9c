//! The binary `report`: understands the command line, runs one command, prints what it returned.
//!
//! Owns the streams and the exit status: nothing else in the program prints or ends it. Results go
//! to stdout, everything else to stderr; a closed pipe ends the program quietly.

mod args;
mod build;
mod check;
mod completions;
mod context;
mod data;
mod detected;
mod documents;
mod explain;
mod fix;
mod fixed;
mod folders;
mod init;
mod near;
mod past;
mod plan;
mod publish;
mod remind;
mod schema;
mod spot;
mod status;
mod template;
mod terminal;
mod unread;
mod usage;
mod write;

use std::io::Write;
use std::process::ExitCode;

use args::{Args, Command};
use context::Done;
use usage::Outcome;

fn main() -> ExitCode {
    let done = match usage::parse(std::env::args_os()) {
        Outcome::Run(args) => run(&args).unwrap_or_else(|error| Done::failed(&error)),
        Outcome::Print { text, to_stderr: true, status } => {
            Done { stderr: text, status, ..Done::default() }
        }
        Outcome::Print { text, status, .. } => Done { stdout: text, status, ..Done::default() },
    };
    // Nothing can be told to a reader who has left.
    let _ = std::io::stdout().write_all(done.stdout.as_bytes());
    let _ = std::io::stderr().write_all(done.stderr.as_bytes());
    ExitCode::from(done.status)
}

fn run(args: &Args) -> anyhow::Result<Done> {
    match &args.command {
        Command::Check(wanted) => check::run(args, wanted),
        Command::Fix(wanted) => fix::run(args, wanted),
        Command::Build(wanted) => build::run(args, wanted),
        Command::Completions(wanted) => Ok(Done::said(completions::completions(wanted.shell))),
        Command::Explain(wanted) => Ok(explain::explain(wanted, &args.global)),
        Command::Status(wanted) => status::run(args, wanted),
        Command::Remind(wanted) => remind::run(args, wanted),
        Command::Plan(wanted) => plan::run(&args.global, wanted),
        Command::Template(wanted) => template::run(args, wanted),
        Command::Schema(wanted) => Ok(Done::said(schema::schema(wanted.name).to_owned())),
        Command::Init(wanted) => init::run(args, wanted),
        Command::Man => Ok(Done::said(completions::manual())),
    }
}
