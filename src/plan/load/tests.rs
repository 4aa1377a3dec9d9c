//! The embedded plan: counts, names, roles and periods.

use super::{PlanFiles, load};
use crate::diag::Sink;
use crate::plan::{Lookup, Period, Plan, Role};
use chrono::NaiveDate;

fn shipped() -> Plan {
    let mut sink = Sink::new();
    let plan = load(&PlanFiles::embedded(), &mut sink);
    plan.unwrap_or_else(|| panic!("{:#?}", sink.found()))
}

fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn who(plan: &Plan, written: &str, on: NaiveDate) -> String {
    match plan.register.lookup(written, on) {
        Lookup::One(id) => plan.register.agency(id).id.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_shipped_plan_loads_with_notes_only() {
    let mut sink = Sink::new();
    let plan = load(&PlanFiles::embedded(), &mut sink).unwrap();
    let codes: Vec<_> = sink.found().iter().map(|d| d.code.id).collect();
    assert_eq!(codes, ["P013", "P014"]);
    assert_eq!(plan.appendix().count(), 20);
    assert_eq!(plan.tasks.len(), 20 + 2 + 7);
}

#[test]
fn names_are_found_as_people_write_them() {
    let plan = shipped();
    let day = ymd(2025, 9, 14);
    for (written, id) in [
        ("Sở Y tế", "so-y-te"),
        ("SỞ Y TẾ", "so-y-te"),
        ("sở y tế tỉnh Khánh Hoà", "so-y-te"),
        ("Sở Y tế Khánh Hòa", "so-y-te"),
        ("so-y-te", "so-y-te"),
        ("SYT", "so-y-te"),
        ("Sở GD&ĐT", "so-giao-duc-va-dao-tao"),
        ("Công an tỉnh Khánh Hòa", "cong-an-tinh"),
        ("Công an tỉnh", "cong-an-tinh"),
        ("Thống kê tỉnh", "chi-cuc-thong-ke-tinh"),
        ("UBND phường Nha Trang", "ubnd-phuong-nha-trang"),
        ("Ủy ban nhân dân phường Nha Trang", "ubnd-phuong-nha-trang"),
        ("P. Nha Trang", "ubnd-phuong-nha-trang"),
        ("UBND P.Nha Trang tỉnh Khánh Hòa", "ubnd-phuong-nha-trang"),
        ("Phường Bắc Nha Trang", "ubnd-phuong-bac-nha-trang"),
        ("UBND TP Nha Trang", "ubnd-thanh-pho-nha-trang"),
        ("xã Vạn Thắng", "ubnd-xa-van-thang"),
        ("UBND đặc khu Trường Sa", "ubnd-dac-khu-truong-sa"),
        ("UBND tỉnh", "ubnd-tinh"),
    ] {
        assert_eq!(who(&plan, written, day), id, "{written}");
    }
}

#[test]
fn the_day_tells_a_former_commune_from_a_present_one() {
    let plan = shipped();
    assert_eq!(
        who(&plan, "UBND xã Vạn Thắng", ymd(2025, 6, 14)),
        "ubnd-xa-van-thang--huyen-van-ninh"
    );
    assert_eq!(who(&plan, "UBND xã Vạn Thắng", ymd(2025, 9, 14)), "ubnd-xa-van-thang");
}

#[test]
fn bare_names_and_groups_are_not_guessed() {
    let plan = shipped();
    let day = ymd(2025, 9, 14);
    assert!(matches!(plan.register.lookup("Vạn Ninh", day), Lookup::One(_) | Lookup::Ambiguous(_)));
    assert!(matches!(plan.register.lookup("UBND cấp xã", day), Lookup::Group(_)));
    assert!(matches!(
        plan.register.lookup("Các sở, ban, ngành, đoàn thể liên quan", day),
        Lookup::Group(_)
    ));
    assert_eq!(plan.register.lookup("Sở Y Tếế", day), Lookup::Unknown);
    let near = plan.register.nearest("Sở Y Tếế", day, 3);
    assert_eq!(plan.register.agency(near[0]).id, "so-y-te");
}

#[test]
fn roles_follow_the_appendix() {
    let plan = shipped();
    let day = ymd(2025, 9, 14);
    let role = |task: &str, agency: &str| {
        plan.role(plan.find_task(task).unwrap(), plan.register.by_id(agency).unwrap(), day)
    };
    assert_eq!(role("I.1", "so-y-te"), Some(Role::Lead));
    assert_eq!(role("i-1", "so-tu-phap"), Some(Role::Coordinating));
    assert_eq!(role("I.1", "ubnd-phuong-nha-trang"), Some(Role::Coordinating));
    assert_eq!(role("III.1", "ubnd-phuong-nha-trang"), None);
    assert_eq!(role("IV.5", "ubnd-phuong-nha-trang"), None);
    assert_eq!(role("TC.3", "toa-an-nhan-dan-tinh"), Some(Role::Coordinating));
    assert_eq!(role("TC.3", "so-y-te"), None);
}

#[test]
fn who_owes_a_report_changes_with_the_merger() {
    let plan = shipped();
    let count = |period: Period| {
        let expected = plan.expected(plan.window(period));
        expected.iter().filter(|id| plan.register.agency(**id).unit.is_some()).count()
    };
    assert_eq!(count(Period::Quarter(2025, 2)), 9);
    assert_eq!(count(Period::Quarter(2025, 3)), 41);
    assert_eq!(plan.deadline(Period::Quarter(2025, 2)), ymd(2025, 6, 17));
}
