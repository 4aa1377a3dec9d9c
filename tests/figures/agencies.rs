//! Who reported and what: coverage, documents, the grid, the files.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::common::short_date;
use super::count::{Row, share};
use super::{KINDS, PLAN, STATUSES, assert_row, assert_says, named, now, plan, raw, shared, view};

#[test]
fn who_reported_in_time_late_or_not_at_all() {
    let quarter = now();
    let deadline = PLAN.deadline(quarter.id);
    assert_eq!(deadline.to_string(), "2026-03-17", "two working days after Saturday 14/3/2026");
    let owing = PLAN.owing(quarter.id);
    let sent = |id: &&str| quarter.sent.get(*id);
    let excused: Vec<&plan::Excused> = quarter
        .page
        .excused
        .iter()
        .filter(|e| owing.contains(&*e.agency) && !quarter.sent.contains_key(&*e.agency))
        .collect();
    let is_excused = |id: &&str| excused.iter().any(|e| e.agency == **id);
    let owed = owing.iter().filter(|id| !is_excused(id)).count();
    let with_contents = |id: &&&str| sent(id).is_some_and(|s| s.says_something);
    let full: Vec<&str> = owing.iter().filter(with_contents).copied().collect();
    let late_by = |id: &str| (quarter.sent[id].received - deadline).num_days();
    let late: Vec<&str> = full.iter().filter(|id| late_by(id) > 0).copied().collect();
    let empty = owing.iter().filter(|id| sent(id).is_some_and(|s| !s.says_something)).copied();
    let missing: Vec<&str> =
        owing.iter().filter(|id| sent(id).is_none() && !is_excused(id)).copied().collect();
    let extra = |request: bool| {
        let others = quarter.sent.keys().filter(|id| !owing.contains(**id));
        named(others.filter(|id| (PLAN.agency(id).reports == "request") == request).copied())
    };
    let late_told: Vec<Value> = named(late.iter().copied())
        .iter()
        .map(|name| {
            let id = late.iter().find(|id| PLAN.name(id) == name).expect("an agency");
            let received = short_date(quarter.sent[*id].received);
            json!({ "agency": name, "days": late_by(id), "received": received })
        })
        .collect();
    let of_kind =
        |kind: &str| named(missing.iter().copied().filter(|id| PLAN.agency(id).kind == kind));
    let missing_told: Vec<Value> = KINDS
        .iter()
        .map(|(kind, label)| json!({ "kind": label, "names": of_kind(kind) }))
        .filter(|kind| kind["names"] != json!([]))
        .collect();
    let silent = PLAN.requested().into_iter().filter(|id| !quarter.sent.contains_key(id));
    let on_time = full.len() - late.len();
    let excused_told: Vec<Value> = excused
        .iter()
        .map(|e| json!({ "agency": PLAN.name(&e.agency), "reason": e.reason }))
        .collect();
    let empty = named(empty);
    let expected = json!([{
        "period": "quý I năm 2026",
        "deadline": short_date(deadline),
        "owed": owed,
        "sent": shared(full.len(), owed),
        "on_time": shared(on_time, owed),
        "late": late_told,
        "undated": [],
        "missing": missing_told,
        "missing_count": missing.len(),
        "still_open": false,
        "empty": empty,
        "unusable": [],
        "excused": excused_told,
        "requested": extra(true),
        "requested_silent": named(silent),
        "voluntary": extra(false),
    }]);
    assert_eq!(view()["coverage"], expected);
    assert_eq!(full.len() + empty.len() + missing.len(), owed, "nobody is counted twice");

    assert_says(&format!(
        "Đã gửi báo cáo {}/{owed} cơ quan phải báo cáo ({}); trong đó đúng hạn {on_time}/{owed} cơ quan ({}), chậm {} cơ quan. Gửi nhưng không có nội dung: {} cơ quan. Chưa gửi: {} cơ quan. Được miễn hoặc lùi báo cáo, không tính vào số phải báo cáo: {} cơ quan.",
        full.len(),
        share(full.len() as i64, owed as i64),
        share(on_time as i64, owed as i64),
        late.len(),
        empty.len(),
        missing.len(),
        excused_told.len()
    ));
    for (kind, label) in KINDS {
        let names = of_kind(kind);
        if !names.is_empty() {
            let count = names.len().to_string();
            assert_row(&[&format!("Chưa gửi: {label}"), &count, &names.join("; ")]);
        }
    }
}

#[test]
fn documents_grid_and_sources() {
    let quarter = now();
    let mut documents: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in &quarter.rows {
        let texts = row.documents.iter().map(|written| {
            let (number, day) = written.split_once(" ngày ").expect("a number and a day");
            format!("{number} ngày {}", short_date(raw::date(day).expect("a day")))
        });
        documents.entry(row.agency).or_default().extend(texts);
    }
    documents.retain(|_, list| !list.is_empty());
    let count: usize = documents.values().map(BTreeSet::len).sum();
    assert_eq!(view()["documents_count"], count);
    for (agency, shown) in named(documents.keys().copied())
        .iter()
        .zip(view()["documents"].as_array().expect("documents"))
    {
        assert_eq!(shown["agency"], **agency);
        let of_agency = documents.iter().find(|(id, _)| PLAN.name(id) == agency).expect("one").1;
        let shown = shown["documents"].as_array().expect("a list");
        let texts = shown.iter().map(|document| document["text"].as_str().expect("a text"));
        assert_eq!(texts.collect::<BTreeSet<_>>(), of_agency.iter().map(|d| &**d).collect());
        assert_eq!(shown.len(), of_agency.len(), "{agency}");
        let count = match shown.len() {
            1 => String::new(),
            more => format!(" ({more} văn bản)"),
        };
        assert_says(&format!("- {agency}{count}: "));
    }
    assert_says(&format!("{} cơ quan đã ban hành {count} văn bản", documents.len()));

    assert_eq!(view()["agencies_consolidated"], quarter.senders().len());
    let tasks: Vec<&plan::Task> = PLAN.tasks().collect();
    let in_appendix = |row: &&Row<'_>| tasks.iter().any(|task| task.id == row.task);
    let agencies: BTreeSet<&str> =
        quarter.rows.iter().filter(in_appendix).map(|row| row.agency).collect();
    let grid = view()["matrix"]["rows"].as_array().expect("rows");
    assert_eq!(grid.len(), agencies.len());
    for (name, shown) in named(agencies.iter().copied()).iter().zip(grid) {
        assert_eq!(shown["agency"], **name);
        let letters: Vec<String> = tasks
            .iter()
            .map(|task| {
                let row = quarter
                    .rows
                    .iter()
                    .find(|row| row.task == task.id && PLAN.name(row.agency) == name);
                row.map_or(String::new(), |row| {
                    STATUSES.iter().find(|(key, _)| *key == row.status).expect("one").1.to_owned()
                })
            })
            .collect();
        let shown_letters = shown["cells"].as_array().expect("cells").iter();
        let shown_letters: Vec<&str> =
            shown_letters.map(|cell| cell["letter"].as_str().unwrap_or_default()).collect();
        assert_eq!(shown_letters, letters, "{name}");
        let source = shown["source"].to_string();
        let cells: Vec<&str> =
            [name.as_str()].into_iter().chain(letters.iter().map(String::as_str)).collect();
        assert_row(&[&cells[..], &[&source]].concat());
    }

    let sources = view()["sources"].as_array().expect("sources");
    assert_eq!(sources.len(), quarter.files.len());
    for (index, (file, shown)) in quarter.files.iter().zip(sources).enumerate() {
        let sender = quarter.rows.iter().find(|row| row.file == index).expect("a row").agency;
        let received = short_date(plan::day(&quarter.page.received[&file.name]));
        let expected = json!({
            "number": index + 1,
            "file": file.name,
            "agency": PLAN.name(sender),
            "received": received,
            "rows": file.rows.len(),
            "accepted": file.rows.len(),
            "readable": true,
            "sha256": file.sha256,
        });
        assert_eq!(*shown, expected);
        let (number, rows) = ((index + 1).to_string(), file.rows.len().to_string());
        let name = PLAN.name(sender);
        assert_row(&[&number, &file.name, name, &received, &rows, &rows, &file.sha256]);
    }
}
