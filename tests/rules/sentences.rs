//! Sentences as agencies write them in reports about children: what V423 tells of, what it leaves,
//! and what it is known to miss.

use report::check::is_personal;
use report::diag::Sink;
use report::plan::{self, PlanFiles};

use crate::common::{path, read};

#[test]
fn persons_are_told_and_nothing_else() {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let text = read(&path("tests/data/thong-tin-ca-nhan.txt"));
    let (mut told, mut left, mut wrong) = (0, 0, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (mark, sentence) = line.split_once(' ').expect("a mark before the sentence");
        let is_told = is_personal(&plan, &sentence.replace("\\n", "\n"));
        match mark {
            "+" => told += 1,
            // A miss that is mended gets its "+".
            "?" | "-" => left += 1,
            _ => panic!("an unknown mark: {line}"),
        }
        if is_told != (mark == "+") {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told >= 300 && left >= 450, "{told} with personal data, {left} without");
}
