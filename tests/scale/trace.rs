//! The tasks by recommendation when every body of a province reports: nobody is dropped, and more
//! than a few are counted, never named.

use std::path::Path;
use std::sync::Arc;

use report::render::view::TracedTask;
use report::workspace::{Options, Workspace};

use super::made;
use super::material::province::{self, Province};

/// Bodies that are named; more are counted.
const NAMES: usize = 5;

#[test]
fn agencies_beyond_a_few_are_counted_by_kind_and_none_is_lost() {
    let store = Arc::new(Province::new(1).store(&province::QUARTERS[..2]));
    let open = Workspace::open_with(store, made::plan(), Path::new("data"), Options::default());
    let data = open.expect("a data folder").period(province::QUARTERS[1]).expect("a period");
    let (view, made) = data.view_and_trace();
    let tasks: Vec<&TracedTask> =
        made.trace.rows().into_iter().filter_map(|row| row.task).collect();
    let names: Vec<String> =
        made::plan().register.agencies().iter().map(|a| a.name.clone()).collect();
    let mut most = 0;
    for task in tasks {
        let told = &task.others_told;
        let named = names.iter().filter(|name| told.contains(name.as_str())).count();
        assert!(named <= NAMES, "{}: {told}", task.id);
        assert!(told.chars().count() < 400, "{}: {told}", task.id);
        if task.others > NAMES {
            // `12 sở, 3 đoàn thể: 10 đang triển khai, 5 hoàn thành`: both sides add up.
            let sum = |part: &str| -> usize {
                let words =
                    part.split([' ', ',', ';']).filter_map(|word| word.parse::<usize>().ok());
                words.sum()
            };
            let levels = told.split("; ").map(|level| level.split_once(": ").expect("states"));
            let (mut bodies, mut states) = (0, 0);
            for (who, how) in levels {
                bodies += sum(who.split(" (").next().expect("who"));
                states += sum(how);
            }
            assert_eq!((bodies, states), (task.others, task.others), "{}: {told}", task.id);
        }
        most = most.max(task.others);
    }
    assert!(most > 60, "{most}");
    let own = view.groups.iter().flat_map(|group| &group.tasks);
    let others: Vec<usize> = own.map(|task| task.others.len()).collect();
    assert_eq!(others.into_iter().max(), Some(most));
}
