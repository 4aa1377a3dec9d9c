//! `report plan check` on what values of the plan say of each other: who owes a report, who gets it,
//! since when. Like `check.rs`, each fault with the near misses that are sound.

use crate::check::assert_faults;

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
        let run = assert_faults(written, &["lỗi P038"], &[(RULES, COMMUNES, &class)]);
        assert!(run.stdout.contains("Tỉnh Khánh Hòa, Tỉnh Ninh Thuận"), "{}", run.stdout);
    }
    // With those of other provinces counted, the name is as wrong.
    assert_faults(
        "counted",
        &["lỗi P038"],
        &[
            (RULES, COMMUNES, "{kinds: [cap_xa], former_province: ⟦Tỉnh Phú Khánh}"),
            (RULES, "count_former_provinces: false", "count_former_provinces: true"),
        ],
    );
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
        let run = assert_faults(what, &["lỗi P038"], &[(RULES, COMMUNES, class)]);
        assert!(run.stdout.contains("so_nganh"), "{what}: {}", run.stdout);
    };
    wrong("a kind that never reports", "{kinds: ⟦[trung_uong]}");
    wrong("no kind", "{kinds: ⟦[], from: 2025-07-01}");
    wrong(
        "districts of a province that had none",
        "{kinds: ⟦[cap_huyen], former_province: Tỉnh Ninh Thuận}",
    );
    for (what, class) in [
        ("communes before they began", "{kinds: [cap_xa], to: ⟦2025-06-30}"),
        ("districts after they ended", "{kinds: [cap_huyen], from: ⟦2025-07-01}"),
        ("between", "{kinds: [cap_huyen], from: 2025-07-01, to: ⟦2025-12-31}"),
    ] {
        let run = assert_faults(what, &["lỗi P038"], &[(RULES, COMMUNES, class)]);
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
        &["lỗi P011", "lỗi P038"],
        &[(
            RULES,
            DISTRICTS,
            "{kinds: [cap_huyen], from: 2025-07-01, to: ⟦2025-06-30, former_province: ⟦Tỉnh Khánh}",
        )],
    );
}
