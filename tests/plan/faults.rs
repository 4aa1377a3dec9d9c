//! `report plan check` on what values of the plan say of each other: who owes a report, who gets it,
//! since when. Like `check.rs`, each fault with the near misses that are sound.

use crate::check::{Folder, assert_faults, assert_figure_faults, figures};

const RULES: &str = "reporting.yaml";
const DEPARTMENTS: &str = "  - {kinds: [so_nganh]}\n";
const COMMUNES: &str = "{kinds: [cap_xa], from: 2025-07-01, former_province: Tỉnh Khánh Hòa}";
const DISTRICTS: &str = "{kinds: [cap_huyen], to: 2025-06-30, former_province: Tỉnh Khánh Hòa}";

// ---- Who owes a report -----------------------------------------------------------------------

#[test]
fn a_former_province_that_no_agency_has() {
    for written in ["Tỉnh Khánh Hoa", "Khánh Hòa", "Tỉnh Phú Khánh", "Tỉnh Khánh Hòá"]
    {
        let class = format!("{{kinds: [cap_xa], former_province: ⟦{written}}}");
        let run = assert_faults(written, &["cảnh báo P038"], &[(RULES, COMMUNES, &class)]);
        assert!(run.stdout.contains("Tỉnh Khánh Hòa, Tỉnh Ninh Thuận"), "{}", run.stdout);
    }
    // With those of other provinces counted, the name is as wrong.
    assert_faults(
        "counted",
        &["cảnh báo P038"],
        &[
            (RULES, COMMUNES, "{kinds: [cap_xa], former_province: ⟦Tỉnh Phú Khánh}"),
            (RULES, "count_former_provinces: false", "count_former_provinces: true"),
        ],
    );
}

#[test]
fn every_command_tells_that_its_plan_has_warnings() {
    let examples = crate::common::path("examples/submissions");
    let data = examples.to_str().expect("a path");
    let quarter = format!("{data}/2025-Q3");
    let class = "{kinds: [cap_xa], former_province: Tỉnh Phú Khánh}";
    let (wrong, sound) = (Folder::changed(&[(RULES, COMMUNES, class)]), Folder::changed(&[]));
    let commands: [&[&str]; 5] = [
        &["check", &quarter],
        &["build", data, "--period", "2025-Q3", "--format", "md", "--out", "moi"],
        &["status", data, "--period", "2025-Q3"],
        &["remind", data, "--period", "2025-Q3", "--out", "thu"],
        &["template", "--agency", "so-y-te", "--period", "2025-Q3", "--out", "mau"],
    ];
    let told = "Kế hoạch ở “ke-hoach” có cảnh báo (P038). Xem: report plan check --plan ke-hoach\n";
    for words in commands {
        let run = wrong.run(words);
        assert!(run.stderr.contains(told), "{words:?}: {}", run.stderr);
        let run = wrong.run(&[words, &["--quiet"]].concat());
        assert!(!run.stderr.contains("P038"), "{words:?}: {}", run.stderr);
        let run = sound.run(words);
        assert!(!run.stderr.contains("cảnh báo (P"), "{words:?}: {}", run.stderr);
    }
}

#[test]
fn a_former_province_spelled_another_way_is_the_same() {
    for written in ["tỉnh Khánh Hoà", "TỈNH KHÁNH HÒA", "Tỉnh  Khánh Hòa", "Tỉnh Ninh Thuận"]
    {
        let class = format!("{{kinds: [cap_xa], from: 2025-07-01, former_province: {written}}}");
        assert_faults(written, &[], &[(RULES, COMMUNES, &class)]);
    }
}

#[test]
fn a_class_that_has_no_agency() {
    let wrong = |what: &str, class: &str| {
        let run = assert_faults(what, &["cảnh báo P038"], &[(RULES, COMMUNES, class)]);
        assert!(run.stdout.contains("so_nganh"), "{what}: {}", run.stdout);
    };
    wrong("a kind that never reports", "{kinds: ⟦[trung_uong]}");
    wrong("no kind", "{kinds: ⟦[], from: 2025-07-01}");
    wrong(
        "districts of a province that had none",
        "{kinds: ⟦[cap_huyen], former_province: Tỉnh Ninh Thuận}",
    );
    for (what, class) in [
        (
            "communes before they were of the plan",
            "{kinds: [cap_xa], former_province: Tỉnh Ninh Thuận, to: ⟦2025-06-30}",
        ),
        ("districts after they ended", "{kinds: [cap_huyen], from: ⟦2025-07-01}"),
        ("between", "{kinds: [cap_huyen], from: 2025-07-01, to: ⟦2025-12-31}"),
    ] {
        let run = assert_faults(what, &["cảnh báo P038"], &[(RULES, COMMUNES, class)]);
        assert!(run.stdout.contains("tồn tại"), "{what}: {}", run.stdout);
    }
}

#[test]
fn a_class_that_has_one_on_one_day_is_sound() {
    for class in [
        "{kinds: [cap_xa], to: 2025-07-01}",
        "{kinds: [cap_huyen], from: 2025-06-30}",
        "{kinds: [cap_huyen], from: 2025-06-30, to: 2025-06-30}",
        "{kinds: [trung_uong, so_nganh]}",
        // A department has no former province, and owes one all the same.
        "{kinds: [so_nganh], former_province: Tỉnh Ninh Thuận}",
    ] {
        assert_faults(class, &[], &[(RULES, COMMUNES, class)]);
    }
}

#[test]
fn a_class_that_ends_before_it_begins() {
    assert_faults(
        "both days",
        &["lỗi P011"],
        &[(RULES, DEPARTMENTS, "  - {kinds: [so_nganh], from: 2026-01-01, to: ⟦2025-01-01}\n")],
    );
    assert_faults(
        "one day",
        &[],
        &[(RULES, DEPARTMENTS, "  - {kinds: [so_nganh], from: 2026-01-01, to: 2026-01-01}\n")],
    );
    // The range says nothing of who owes, the name of the province does.
    assert_faults(
        "both faults",
        &["lỗi P011", "cảnh báo P038"],
        &[(
            RULES,
            DISTRICTS,
            "{kinds: [cap_huyen], from: 2025-07-01, to: ⟦2025-06-30, former_province: ⟦Tỉnh Khánh}",
        )],
    );
}

// ---- Who gets it -----------------------------------------------------------------------------

const ADDRESSEES: &str = "addressees:\n  - ubnd-tinh\n  - bo-y-te\n";

#[test]
fn addressees_that_cannot_be_meant() {
    let written = |list: &str| format!("addressees: {list}\n");
    for (what, list) in [
        ("nobody", "⟦[]"),
        ("one twice", "[ubnd-tinh, bo-y-te, ⟦ubnd-tinh]"),
        ("the unit itself", "[ubnd-tinh, ⟦so-y-te]"),
    ] {
        assert_faults(what, &["lỗi P041"], &[(RULES, ADDRESSEES, &written(list))]);
    }
    let all = written("[so-noi-vu, ⟦so-noi-vu, ⟦so-y-te]");
    assert_faults("all", &["lỗi P041", "lỗi P041"], &[(RULES, ADDRESSEES, &all)]);
    for list in ["[ubnd-tinh]", "[bo-y-te, ubnd-tinh]", "[so-noi-vu, bo-y-te]"] {
        assert_faults(list, &[], &[(RULES, ADDRESSEES, &written(list))]);
    }
}

// ---- Assignments -----------------------------------------------------------------------------

/// The first place of the appendix at which assignments can be added.
const SOLUTION: &str = "lead: so-khoa-hoc-va-cong-nghe\n";

fn reassigned(days: &[&str]) -> String {
    let one =
        |day: &&str| format!("          - {{from: {day}, lead: so-tu-phap, coordinating: []}}\n");
    let all: String = days.iter().map(one).collect();
    format!("{SOLUTION}        assignments:\n{all}")
}

#[test]
fn assignments_of_one_day_or_out_of_order() {
    let of_task = |codes: &[&str], days: &[&str]| {
        let text = reassigned(days);
        assert_faults(&format!("{days:?}"), codes, &[("appendix.yaml", SOLUTION, &text)])
    };
    of_task(&["lỗi P039"], &["2026-01-01", "⟦2026-01-01"]);
    of_task(&["lỗi P039"], &["2026-07-01", "⟦2026-01-01"]);
    of_task(&["lỗi P039"], &["2026-01-01", "2026-07-01", "⟦2026-01-01"]);
    of_task(&["lỗi P039", "lỗi P039"], &["2026-07-01", "⟦2026-01-01", "⟦2026-01-01"]);
    of_task(&[], &["2026-01-01"]);
    of_task(&[], &["2026-01-01", "2026-01-02", "2027-01-01"]);

    let asked = |days: [&str; 2]| {
        let all = days.map(|day| format!("{{from: {day}, asked_of: [so-tu-phap]}}")).join(", ");
        figures(&[&[("assignments", &format!("[{all}]"))]])
    };
    let run = assert_figure_faults("asked", &["lỗi P039"], &asked(["2026-01-01", "⟦2026-01-01"]));
    assert!(run.stdout.contains("Số liệu II.1.1"), "{}", run.stdout);
    assert_figure_faults("unordered", &["lỗi P039"], &asked(["2026-01-01", "⟦2025-01-01"]));
    assert_figure_faults("in order", &[], &asked(["2026-01-01", "2026-01-02"]));
}

// ---- The register ----------------------------------------------------------------------------

const TRADE: &str = "aliases: [Sở CT], ";

#[test]
fn successors_that_are_not_there_on_the_day_after() {
    let ends = |what: &str, codes: &[&str], added: &str| {
        let text = format!("{TRADE}{added}, ");
        assert_faults(what, codes, &[("agencies.yaml", TRADE, &text)])
    };
    ends("no last day", &["cảnh báo P042"], "successors: [⟦so-tu-phap]");
    ends(
        "not yet",
        &["cảnh báo P042"],
        "valid_to: 2025-06-29, successors: [⟦ubnd-phuong-nha-trang]",
    );
    let run = ends(
        "no more",
        &["cảnh báo P042"],
        "valid_to: 2025-06-30, successors: [so-tu-phap, ⟦ubnd-huyen-cam-lam]",
    );
    assert!(run.stdout.contains("“ubnd-huyen-cam-lam” đã kết thúc"), "{}", run.stdout);
    ends("the same day", &[], "valid_to: 2025-06-30, successors: [ubnd-phuong-nha-trang]");
    ends("long since", &[], "valid_to: 2025-09-30, successors: [ubnd-phuong-nha-trang]");
    ends("on its last day", &[], "valid_to: 2025-06-29, successors: [ubnd-huyen-cam-lam]");
    ends("without successor", &[], "valid_to: 2027-06-30, successors: []");
}

#[test]
fn a_group_without_an_agency() {
    for (what, text) in [
        ("says nobody", "{id: ⟦rong, name: Rỗng}"),
        ("says none", "{id: ⟦rong, name: Rỗng, kinds: [], members: []}"),
        ("takes out all", "{id: ⟦rong, name: Rỗng, members: [so-y-te], except: [so-y-te]}"),
    ] {
        let text = format!("groups:\n  - {text}\n");
        assert_faults(what, &["lỗi P043"], &[("agencies.yaml", "groups:\n", &text)]);
    }
    for text in
        ["{id: rong, name: Rỗng, members: [so-y-te]}", "{id: rong, name: R, kinds: [cap_huyen]}"]
    {
        let text = format!("groups:\n  - {text}\n");
        assert_faults("one", &[], &[("agencies.yaml", "groups:\n", &text)]);
    }
}

// ---- The appendix, the figures, the errata ---------------------------------------------------

#[test]
fn groups_of_the_appendix() {
    // The second group under the id of the first: nothing is said of the order of its tasks.
    let run = assert_faults(
        "two groups",
        &["lỗi P004"],
        &[("appendix.yaml", "  - id: II\n", "  - id: ⟦I\n")],
    );
    assert!(run.stdout.contains("Mã này đã có ở đây."), "{}", run.stdout);
    let last = "groups:\n";
    let empty = "groups:\n  - {id: X0, title: Trống, tasks: ⟦[]}\n";
    assert_faults("no tasks", &["lỗi P003"], &[("appendix.yaml", last, empty)]);
}

#[test]
fn rates_that_can_never_be_computed() {
    let rate = |above: &str, below: &str, days: [&[(&str, &str)]; 3]| {
        let mut own = vec![("unit", "\"%\""), ("kind", "rate")];
        own.extend([("numerator", above), ("denominator", below)]);
        own.extend(days[0]);
        let mut first = vec![("id", "II.1.2"), ("name", "Số thứ hai")];
        first.extend(days[1]);
        let mut second = vec![("id", "II.1.3"), ("name", "Số thứ ba")];
        second.extend(days[2]);
        figures(&[&own, &first, &second])
    };
    let to: &[(&str, &str)] = &[("valid_to", "2026-06-30")];
    let from: &[(&str, &str)] = &[("valid_from", "2026-07-01")];
    let on: &[(&str, &str)] = &[("valid_from", "2026-06-30")];
    let fault = |text: String| assert_figure_faults("a rate", &["lỗi P032"], &text);
    fault(rate("II.1.2", "⟦II.1.2", [&[], &[], &[]]));
    fault(rate("II.1.2", "⟦II.1.3", [&[], to, from]));
    fault(rate("II.1.2", "⟦II.1.3", [&[], from, to]));
    fault(rate("II.1.2", "⟦II.1.3", [from, to, &[]]));
    for days in [[&[][..], to, on], [to, to, on], [&[], from, from], [from, &[], &[]]] {
        assert_figure_faults("a rate", &[], &rate("II.1.2", "II.1.3", days));
    }
}

#[test]
fn a_checksum_that_no_file_has() {
    let shipped = "8070454d5626a0601710786db5ec99da1ef5f299ba13bbe394076493b790c4b0";
    for (codes, sum) in [
        (&["lỗi P012"][..], "⟦12".to_owned()),
        (&["lỗi P012"], format!("⟦{}", &shipped[1..])),
        (&["lỗi P012"], format!("⟦{}g", &shipped[1..])),
        (&[], shipped.to_uppercase()),
    ] {
        assert_faults(&sum, codes, &[("errata.yaml", shipped, &sum)]);
    }
}
