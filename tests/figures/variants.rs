//! Plans that differ from the shipped one in what changes with time: tasks given to another lead, days
//! set by the plan, bodies under a new name, more who owe a report.

use std::path::{Path, PathBuf};

use super::common;

/// Writes the variants into a folder; the first is the shipped plan.
pub(crate) fn folders(place: &Path) -> Vec<PathBuf> {
    let variant = |name: &str, change: &dyn Fn(&Path)| {
        let folder = place.join(name);
        common::copy(&common::path("plan"), &folder);
        change(&folder);
        folder
    };
    let mut folders = vec![common::path("plan")];
    folders.push(variant("reassigned", &|folder| {
        reassign(folder, "III.5", "2025-10-01", "so-y-te");
        reassign(folder, "II.4", "2025-07-01", "so-tu-phap");
        reassign(folder, "IV.5", "2025-12-20", "so-cong-thuong");
    }));
    folders.push(variant("due", &|folder| {
        set_due(folder, "I.1", "2025-08-22");
        set_due(folder, "III.5", "2025-11-30");
        set_due(folder, "IV.4", "2025-06-14");
        set_due(folder, "V.2", "2026-06-30");
        replace(folder, "reporting.yaml", "silent_days: 90", "silent_days: 96");
    }));
    folders.push(variant("all", &|folder| {
        reassign(folder, "IV.6", "2025-09-14", "so-giao-duc-va-dao-tao");
        reassign(folder, "V.2", "2025-09-15", "so-khoa-hoc-va-cong-nghe");
        set_due(folder, "V.2", "2025-12-20");
        set_due(folder, "II.2", "2025-09-19");
        count_all_communes(folder);
    }));
    folders.push(variant("renamed", &|folder| {
        rename(
            folder,
            ("ban-quan-ly-khu-kinh-te-van-phong", "Ban Quản lý Khu kinh tế Vân Phong"),
            ("ban-quan-ly-khu-kinh-te-khanh-hoa", "Ban Quản lý Khu kinh tế Khánh Hòa"),
        );
        let (old, new) = ("so-dan-toc-va-ton-giao", "so-dan-toc-tin-nguong");
        rename(folder, (old, "Sở Dân tộc và Tôn giáo"), (new, "Sở Dân tộc, Tín ngưỡng"));
        reassign(folder, "IV.4", RENAMED, new);
    }));
    folders
}

/// The first day of the new names.
const RENAMED: &str = "2025-10-01";

/// Ends a body, and lets it go on under another name.
pub(crate) fn rename(folder: &Path, (old, name): (&str, &str), (new, new_name): (&str, &str)) {
    let path = folder.join("agencies.yaml");
    let text = common::read(&path);
    let is_old = |line: &&str| line.contains(&format!("{{id: {old}, name: {name},"));
    let line = text.lines().find(is_old).unwrap_or_else(|| panic!("{old}"));
    let ended =
        line.replace("basis:", &format!("valid_to: 2025-09-30, successors: [{new}], basis:"));
    let begun = format!(
        "  - {{id: {new}, name: \"{new_name}\", kind: so_nganh, reports: duty, valid_from: {RENAMED}, continues: {old}, basis: thử}}"
    );
    common::write(&path, text.replace(line, &format!("{ended}\n{begun}")));
}

/// Replaces words of a file that stand there once.
fn replace(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = common::read(&path);
    assert_eq!(text.matches(from).count(), 1, "{file}: {from}");
    common::write(&path, text.replace(from, to));
}

/// Adds lines to a task of the appendix.
fn add_to_task(folder: &Path, task: &str, lines: &[&str]) {
    let path = folder.join("appendix.yaml");
    common::write(&path, common::with_task_lines(&common::read(&path), task, lines));
}

pub(crate) fn reassign(folder: &Path, task: &str, from: &str, lead: &str) {
    let lines = [
        "assignments:",
        &format!("  - from: {from}"),
        &format!("    lead: {lead}"),
        "    coordinating: [cac-so-ban-nganh-doan-the-lien-quan, ubnd-cap-huyen-cap-xa]",
    ];
    add_to_task(folder, task, &lines);
}

pub(crate) fn set_due(folder: &Path, task: &str, day: &str) {
    add_to_task(folder, task, &[&format!("due: {day}")]);
}

fn count_all_communes(folder: &Path) {
    let from = "count_former_provinces: false";
    replace(folder, "reporting.yaml", from, "count_former_provinces: true");
}
