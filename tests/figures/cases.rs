//! The four folders of which somebody got wrong figures in silence, each with its right values.

use super::small::{Small, agency, changes, task};
use super::variants;

#[test]
fn reassigned_lead() {
    let plan = |folder: &std::path::Path| {
        variants::reassign(folder, "III.5", "2025-10-01", "so-y-te");
    };
    let data = Small::with_plan(plan).holding("reassigned-lead");
    for period in ["2025", "2025-H2", "2025-Q4"] {
        let view = data.view(period);
        // Sở Y tế wrote "Hoàn thành 100%" while it only coordinated, and nothing since it leads.
        let given = task(&view, "III.5");
        assert_eq!(given["lead"], "Sở Y tế", "{period}");
        assert!(given["status"].is_null() && given["progress"].is_null(), "{period}: {given}");
        assert_eq!(given["status_label"], "Chưa có báo cáo", "{period}");
        assert_eq!(view["figures"]["by_status"][0]["share"]["count"], 0, "{period}");
        assert_eq!(view["figures"]["mean_progress"], "40%", "{period}");
        assert_eq!(view["figures"]["mean_over"], 1, "{period}");
        // The file named after a ward whose rows name the old city is the ward's, in every list.
        let quarter = view["coverage"].as_array().and_then(|all| all.last()).expect("a quarter");
        assert_eq!(quarter["unusable"], serde_json::json!(["UBND phường Nam Nha Trang"]));
        assert_eq!(quarter["voluntary"], serde_json::json!([]), "{period}");
        assert!(!view["screen"].to_string().contains("ubnd-thanh-pho-nha-trang"), "{period}");
        let ward = agency(&view, "ubnd-phuong-nam-nha-trang");
        let last = ward["reports"].as_array().and_then(|all| all.last()).expect("a report");
        assert_eq!(last["state"], "unusable", "{period}");
    }
    // In quý III the word was that of the lead of then.
    let before = data.view("2025-Q3");
    assert_eq!(task(&before, "III.5")["lead"], "Sở Khoa học và Công nghệ");
    assert_eq!(task(&before, "III.5")["progress"], "30%");
}

#[test]
fn due_plan_vs_row() {
    let plan = |folder: &std::path::Path| variants::set_due(folder, "III.5", "2025-08-22");
    let data = Small::with_plan(plan).holding("due-plan-vs-row");
    let made = data.made("2025-Q4");
    let late = task(&made.view, "III.5");
    assert_eq!((&late["due"], &late["due_by"]), (&"22/8/2025".into(), &"plan".into()));
    assert_eq!(late["timing_label"], "Quá hạn 120 ngày");
    let status = made.status["tasks"].as_array().expect("tasks").iter();
    let days: Vec<i64> = status.filter_map(|task| task["days_overdue"].as_i64()).collect();
    assert_eq!(days, [120]);
    let period = data.data().join("2025-Q4");
    let words = ["check", super::common::arg(&period), "--plan", super::common::arg(data.plan())];
    let check = super::common::run(&[&words[..], &["--format", "json"]].concat()).stdout;
    assert!(check.contains("đã quá hạn 120 ngày (hạn 22/8/2025 của Kế hoạch)"), "{check}");
    assert!(!check.contains("quá hạn 20 ngày"), "{check}");
    // Both dates are told where both stand and differ.
    assert!(check.contains("K608") && check.contains("30/11/2025"), "{check}");
}

#[test]
fn nothing_came_up_is_neither_late_nor_a_beginning() {
    let data = Small::new().holding("kps-late-and-started");
    let third = data.made("2025-Q3");
    for id in ["I.1", "II.1"] {
        // Due on 30/6/2025, and nothing came up since.
        assert_eq!(task(&third.view, id)["timing"], "nothing", "{id}");
    }
    assert_eq!(third.view["figures"]["overdue"]["share"]["count"], 0);
    assert!(third.found.iter().all(|(code, ..)| *code != "K605"), "{:?}", third.found);
    let name = "III.1 Hoạt động liên ngành, Tổng đài bảo vệ trẻ em";
    assert_eq!(changes(&third.view, "paused"), [name]);
    assert_eq!(
        changes(&third.view, "to_nothing"),
        [
            "I.1 (kỳ trước: đang triển khai, 40%)",
            "II.1 (kỳ trước: hoàn thành, 100%)",
            "III.5 (kỳ trước: đang triển khai, 60%)"
        ]
    );
    let fourth = data.view("2025-Q4");
    let codes = |list: &str| -> Vec<String> {
        let first = |told: String| told.split(' ').next().map(str::to_owned);
        changes(&fourth, list).into_iter().filter_map(first).collect()
    };
    // None of them begins: each had run, or is paused.
    assert_eq!(codes("started"), [""; 0]);
    assert_eq!(codes("reopened"), ["II.1"]);
    assert_eq!(codes("paused"), ["III.5"]);
    assert_eq!(codes("newly_late"), ["I.1"]);
    assert_eq!(changes(&fourth, "advanced"), ["III.1 (từ 0% lên 10%)"]);
}

#[test]
fn a_silent_lead_stays_late_and_its_money_stated() {
    let data = Small::new().holding("silent-lead-and-money");
    let third = data.view("2025-Q3");
    assert_eq!(task(&third, "IV.5")["timing_label"], "Quá hạn 84 ngày");
    let fourth = data.view("2025-Q4");
    let silent = task(&fourth, "IV.5");
    assert!(silent["status"].is_null(), "{silent}");
    assert_eq!(silent["timing_label"], "Quá hạn 175 ngày");
    assert_eq!(silent["due_stated_in"], "quý III năm 2025");
    let year = data.view("2025");
    // Two documents of one day say the same.
    assert_eq!(task(&year, "IV.5")["timing_label"], silent["timing_label"]);
    assert_eq!(year["figures"]["overdue"]["tasks"], fourth["figures"]["overdue"]["tasks"]);
    for (period, view) in [("2025-Q4", &fourth), ("2025", &year)] {
        let total = &view["funds"]["total"];
        assert_eq!(total["allocated"], "2.000.000.000", "{period}");
        assert_eq!(total["disbursed"], "1.999.998.000", "{period}");
        assert_eq!(total["share"], "trên 99,9%", "{period}");
        let untils = view["funds"]["rows"].as_array().expect("rows").iter();
        assert!(untils.clone().all(|row| row["until"] == "14/9/2025"), "{period}");
        assert_eq!(untils.count(), 2, "{period}");
        let out = data.data().with_file_name("ra");
        let more = ["--period", period, "--out", super::common::arg(&out), "--allow-errors"];
        let run = data.ran(&["build"], &more);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let text = super::common::read(&out.join(format!("bao-cao-{period}.md")));
        assert!(!text.contains("Chưa có số liệu về kinh phí"), "{period}");
        assert!(!text.contains("đạt 100%") && !text.contains("gần 100%"), "{period}");
        // The body says millions, and that they are rounded; the annex and the board say it all.
        assert!(text.contains("| Khác | 2 | 2.000,0 | 2.000,0 |  |"), "{period}: {text}");
        assert!(text.contains("số đúng đến đồng ở Phụ lục III"), "{period}: {text}");
        let total = "| **Cộng: Khác** | | | **2.000.000.000** | **1.999.998.000** |";
        assert!(text.contains(total), "{period}: {text}");
        let page = super::common::read(&out.join(format!("bao-cao-{period}.html")));
        assert!(page.contains("đã giải ngân 1.999.998.000 đồng"), "{period}: {page}");
        assert!(!page.contains("đạt 100%") && !page.contains("gần 100%"), "{period}");
    }
    assert_eq!(task(&fourth, "I.1")["progress"], "99,96%");
    assert_eq!(task(&fourth, "V.2")["progress"], "0,04%");
}
