//! Section II: the table of states, each task, coordinators, picked rows, and what stands beside the
//! appendix.

use report::consolidate::Audience;

use super::common::markdown_rows;
use super::data::{Data, example, paragraph, task};

/// The part of the report from one heading to the next.
fn section<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap_or_else(|| panic!("{from}"));
    let end = text[start..].find(to).unwrap_or_else(|| panic!("{to}"));
    &text[start..start + end]
}

fn quarter(rows: &[&str]) -> Data {
    Data::default().file("2026-Q1", "a", rows).page("2026-Q1", "2026-03-20", "")
}

#[test]
fn one_sentence_tells_that_all_of_it_is_self_assessed() {
    let text = example("2026-Q1");
    let sentence = paragraph(&text, "Kết quả, tình trạng và tiến độ dưới đây");
    assert!(sentence.contains("do các cơ quan tự đánh giá."), "{sentence}");
    assert!(sentence.contains("Chi tiết của mọi cơ quan ở Phụ lục IV."), "{sentence}");
}

#[test]
fn the_table_of_states_adds_up_and_has_blanks_for_zero() {
    for period in ["2025-Q2", "2025-Q4", "2026-Q1", "2025"] {
        let rows = markdown_rows(&example(period));
        let head = rows.iter().position(|row| row[0].trim() == "Nhóm nhiệm vụ").expect("the table");
        let width = rows[head].len();
        let number = |cell: &str| match cell.trim().trim_matches('*') {
            "" => 0,
            text => text.parse::<usize>().unwrap_or_else(|_| panic!("{text}")),
        };
        let numbers =
            |row: &Vec<String>| -> Vec<usize> { row[1..].iter().map(|c| number(c)).collect() };
        let groups: Vec<Vec<usize>> = rows[head + 2..head + 7].iter().map(numbers).collect();
        let total = numbers(&rows[head + 7]);
        assert_eq!(total[0], 20, "{period}");
        for column in 0..width - 1 {
            let sum: usize = groups.iter().map(|group| group[column]).sum();
            assert_eq!(sum, total[column], "{period}, {:?}", rows[head][column + 1]);
        }
        // One state each; overdue stands apart.
        for row in groups.iter().chain([&total]) {
            assert_eq!(row[1..width - 2].iter().sum::<usize>(), row[0], "{period}: {row:?}");
        }
        assert!(rows[head + 2..head + 8].iter().all(|row| row.iter().all(|c| c.trim() != "0")));
    }
    let text = example("2026-Q1");
    assert!(
        text.contains("| 3\\. Năng lực, liên ngành, mô hình | 6 | 2 | | 1 | 1 | 1 | | 1 | 1 |")
    );
}

#[test]
fn a_task_is_its_name_lead_state_date_and_the_leads_words() {
    let text = example("2026-Q1");
    assert_eq!(
        task(&text, "I.1"),
        "a) **I.1. Kiến nghị sửa đổi pháp luật, chính sách về trẻ em** (Sở Y tế): đang triển khai, \
         70% (quý trước 55%), hạn đăng ký 30/6/2026. “Trình UBND tỉnh dự thảo tờ trình kiến nghị \
         sửa đổi chính sách trợ giúp trẻ em, trẻ em khuyết tật; thẩm định nội dung lồng ghép chỉ \
         tiêu về trẻ em trong kế hoạch năm 2026 của 13 sở, ngành” \\[28:2\\]. Phối hợp: Ban Quản lý \
         Khu kinh tế Vân Phong, Sở Công Thương, đều đang triển khai."
    );
    assert!(task(&text, "I.2").ends_with(
        "(Sở Tư pháp): không phát sinh trong kỳ (quý trước: đang triển khai, 45%) \\[24:2\\]."
    ));
    let ongoing = task(&text, "II.1");
    assert!(ongoing.contains("(Sở Y tế): thực hiện thường xuyên. “Ban hành"), "{ongoing}");
    assert!(!ongoing.contains('%'), "{ongoing}");
    let finished = task(&text, "II.3");
    assert!(
        finished.contains(": **hoàn thành trong kỳ**, trước hạn đăng ký 31/3/2026. “"),
        "{finished}"
    );
    assert!(task(&text, "III.1").contains(": đã hoàn thành từ quý IV/2025. “"));
    let quoted = task(&text, "IV.4");
    assert!(quoted.contains("“Sơ kết mô hình \"Thôn không có tảo hôn\" tại 5 thôn,"), "{quoted}");
}

#[test]
fn what_is_late_paused_or_not_begun_has_its_cause_and_next_step_there() {
    let text = example("2026-Q1");
    assert!(task(&text, "III.2").contains(
        ": đang triển khai, 70% (quý trước 55%); **quá hạn 79 ngày** so với hạn Sở Tư pháp đăng ký \
         (31/12/2025). “Tiếp thu 27 ý kiến"
    ));
    assert!(task(&text, "III.2").ends_with(
        "chưa ban hành đúng thời hạn”. Nguyên nhân: “Phải rà soát lại dự thảo để bảo đảm phù hợp \
         với Luật Tư pháp người chưa thành niên”. Kỳ tới: “Trình ban hành quy trình trong quý II” \
         \\[24:4\\]. Sở Tư pháp có kiến nghị, xem mục VII."
    ));
    assert!(task(&text, "III.3").contains(
        "(Công an tỉnh): **chưa triển khai**, quý thứ tư liên tiếp. Nguyên nhân: “Đang chờ"
    ));
    assert!(
        task(&text, "III.5")
            .contains(": **tạm dừng** ở mức 20% (quý trước: đang triển khai, 20%). “Đã thống nhất")
    );
    let bare = quarter(&["Sở Y tế;I.1;Đang triển khai;20;Mở lớp.;;;;01/02/2026"]).report("2026-Q1");
    let told = task(&bare, "I.1");
    assert!(
        told.ends_with(
            "so với hạn Sở Y tế đăng ký (01/02/2026). “Mở lớp” \\[1:2\\]. Cơ quan chủ trì không nêu \
             nguyên nhân. Chưa đăng ký việc kỳ tới."
        ),
        "{told}"
    );
}

#[test]
fn a_silent_lead_is_told_plainly_and_a_letter_only_if_the_page_has_one() {
    let text = example("2026-Q1");
    assert!(task(&text, "III.4").contains(
        "(Sở Giáo dục và Đào tạo): **cơ quan chủ trì không báo cáo trong kỳ** (quý trước: đang \
         triển khai, 50%); đã 96 ngày chưa có báo cáo. Phối hợp: 1/40 xã, phường, đặc khu (đang \
         triển khai)."
    ));
    assert!(!text.contains("văn bản đôn đốc"));
    let rows = ["Sở Y tế;I.1;Đang triển khai;20;Mở lớp.;;;;"];
    let letter = "reminder: {number: 8, sign: SYT-BTE, date: 2026-03-18}\n";
    let text = Data::default()
        .file("2026-Q1", "a", &rows)
        .page("2026-Q1", "2026-03-20", letter)
        .report("2026-Q1");
    assert!(
        task(&text, "I.2").ends_with("Sở Y tế đã có văn bản đôn đốc số 08/SYT-BTE ngày 18/3/2026."),
        "{}",
        task(&text, "I.2")
    );
    // The unit reminds nobody of its own tasks.
    assert!(!task(&text, "II.1").contains("đôn đốc"));
}

#[test]
fn a_row_left_out_is_no_silence() {
    let rows = [
        "Sở Y tế;I.1;Đang triển khai;500;Mở lớp.;;;;",
        "Sở Y tế;II.1;Đang triển khai;50;Mở lớp.;;;;",
    ];
    let text = quarter(&rows).report("2026-Q1");
    let told = task(&text, "I.1");
    assert!(
        told.contains("**số liệu của cơ quan chủ trì còn lỗi nên chưa được tính** (Phụ lục "),
        "{told}"
    );
    assert!(!told.contains("không báo cáo"), "{told}");
    assert!(text.contains("1 nhiệm vụ có số liệu của cơ quan chủ trì còn lỗi (I.1)"));
    assert!(text.contains("| Số liệu còn lỗi | Quá hạn |"));
}

#[test]
fn a_silent_lead_that_is_late_stays_late() {
    let text = Data::default()
        .file("2025-Q4", "a", &["Sở Y tế;I.1;Đang triển khai;20;Mở lớp.;;;;31/12/2025"])
        .page("2025-Q4", "2025-12-20", "")
        .file("2026-Q1", "a", &["Sở Y tế;II.1;Đang triển khai;20;Mở lớp.;;;;"])
        .page("2026-Q1", "2026-03-20", "")
        .report("2026-Q1");
    let told = task(&text, "I.1");
    assert!(told.contains(
        "**cơ quan chủ trì không báo cáo trong kỳ** (quý trước: đang triển khai, 20%); **quá hạn 79 \
         ngày** so với hạn Sở Y tế đăng ký (31/12/2025, theo báo cáo quý IV năm 2025)."
    ), "{told}");
}

#[test]
fn long_words_are_cut_after_a_sentence_and_marked() {
    let sentence = "Tổ chức tập huấn cho cán bộ các xã, phường về quyền trẻ em trong quý. ";
    let row = format!("Sở Y tế;II.1;Đang triển khai;50;{};;;;", sentence.repeat(12).trim());
    let text = quarter(&[&row]).report("2026-Q1");
    let told = task(&text, "II.1");
    let quote = section(&told, "“", "”");
    assert!(quote.chars().count() <= 600 && quote.ends_with("trong quý"), "{quote}");
    assert!(told.contains("” (…; toàn văn ở Phụ lục III) \\[1:2\\]."), "{told}");
    assert!(text.contains(sentence.repeat(12).trim()), "the annex has all of it");
}

#[test]
fn a_lead_that_is_done_while_others_go_on_is_told_with_them() {
    let told = task(&example("2026-Q1"), "III.6");
    assert!(
        told.contains(
            ": hoàn thành, trước hạn đăng ký 31/3/2026 (quý trước chưa có số liệu hợp lệ). “"
        ),
        "{told}"
    );
    assert!(
        told.ends_with(
            "Phối hợp: Sở Khoa học và Công nghệ (đang triển khai); 1/40 xã, phường, đặc khu (đang \
         triển khai). Cơ quan chủ trì đã hoàn thành, 2 cơ quan phối hợp chưa xong."
        ),
        "{told}"
    );
}

#[test]
fn provincial_coordinators_are_named_and_communes_counted() {
    let told = task(&example("2026-Q1"), "II.1");
    assert!(told.ends_with(
        "Phối hợp: Tỉnh Đoàn (đang triển khai); 5/40 xã, phường, đặc khu (4 có hoạt động: 1 thường \
         xuyên, 3 đang triển khai; 1 không phát sinh)."
    ), "{told}");
    assert!(!section(&example("2026-Q1"), "## II.", "### 6.").contains("UBND xã"));
}

#[test]
fn more_than_five_provincial_coordinators_are_counted_by_kind() {
    let bodies = [
        "Sở Tài chính",
        "Sở Tư pháp",
        "Sở Công Thương",
        "Sở Xây dựng",
        "Tỉnh Đoàn",
        "Công an tỉnh",
    ];
    let mut data = quarter(&["Sở Y tế;II.1;Đang triển khai;38;Mở lớp.;;;;"]);
    for (n, body) in bodies.iter().enumerate() {
        let state = if n == 0 { "Hoàn thành;100" } else { "Đang triển khai;50" };
        data = data.file(
            "2026-Q1",
            &format!("b{n}"),
            &[&format!("{body};II.1;{state};Mở lớp.;Thiếu người.;;;")],
        );
    }
    let told = task(&data.report("2026-Q1"), "II.1");
    assert!(told.ends_with(
        "Phối hợp: 5 sở, ban, ngành và 1 đoàn thể (5 đang triển khai, 1 tự đánh giá hoàn thành)."
    ) || told.ends_with(
        "Phối hợp: 5 sở, ban, ngành và 1 đoàn thể (1 tự đánh giá hoàn thành, 5 đang triển khai)."
    ), "{told}");
}

#[test]
fn communes_that_report_without_owing_it_are_told_apart() {
    let mut data = quarter(&["Sở Y tế;II.1;Đang triển khai;38;Mở lớp.;;;;"]);
    for (n, body) in ["UBND phường Nha Trang", "UBND xã Bác Ái"].iter().enumerate() {
        let row = format!("{body};II.1;Đang triển khai;50;Mở lớp.;;;;");
        data = data.file("2026-Q1", &format!("b{n}"), &[&row]);
    }
    let told = task(&data.report("2026-Q1"), "II.1");
    assert!(
        told.ends_with(
            "Phối hợp: 2 xã, phường, trong đó 1/41 nơi phải báo cáo (đều đang triển khai)."
        ),
        "{told}"
    );
}

#[test]
fn no_mean_no_range_and_no_guess_is_written() {
    for period in ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2025"] {
        let text = example(period);
        // Agencies may say what they like.
        let body = section(&text, "## TÓM TẮT", "## III.");
        let body: String = body
            .split('“')
            .map(|part| part.split_once('”').map_or(part, |(_, after)| after))
            .collect();
        for word in ["bình quân", "trung vị", "thấp nhất", "cao nhất", "hầu hết", "đa số", "gần "]
        {
            assert!(!body.to_lowercase().contains(&format!(" {word}")), "{period}: {word}");
        }
    }
}

#[test]
fn a_picked_row_is_quoted_once_at_its_task() {
    let picks = "highlights:\n  - {file: b.csv, row: 2}\n";
    let data = || {
        Data::default().file("2026-Q1", "a", &["Sở Y tế;II.1;Đang triển khai;38;Mở lớp.;;;;"]).file(
            "2026-Q1",
            "b",
            &["UBND phường Nha Trang;II.1;Đang triển khai;50;Đối thoại với 102 em.;;;;"],
        )
    };
    let picked = data().page("2026-Q1", "2026-03-20", picks).report("2026-Q1");
    assert_eq!(
        paragraph(&picked, "*Nổi bật:*"),
        "*Nổi bật:* UBND phường Nha Trang “Đối thoại với 102 em” \\[2:2\\]."
    );
    let none = data().page("2026-Q1", "2026-03-20", "").report("2026-Q1");
    assert!(!none.contains("Nổi bật"));
}

#[test]
fn solutions_and_duties_are_told_only_where_somebody_reports() {
    let text = example("2026-Q1");
    let part = section(&text, "### 6. ", "### 7. ");
    assert!(part.contains(
        "a) **KH.6. Kinh phí thực hiện quyền trẻ em** (Sở Tài chính): thực hiện thường xuyên. “Phân bổ dự toán năm 2026"
    ), "{part}");
    assert!(part.contains(
        "\nc) **TC.2a. Xây dựng kế hoạch, lộ trình tổ chức thực hiện** (UBND xã Cam Lâm): hoàn thành. “"
    ), "{part}");
    assert!(!part.contains("TC.1"), "{part}");
    let none = quarter(&["Sở Y tế;II.1;Đang triển khai;38;Mở lớp.;;;;"]).report("2026-Q1");
    let part = section(&none, "### 6. ", "### 7. ");
    assert!(
        part.contains("Trong kỳ chưa có cơ quan nào báo cáo riêng về các giải pháp, nhiệm vụ này.")
    );
}

#[test]
fn many_rows_on_a_duty_are_counted_not_quoted() {
    let mut data = quarter(&["Sở Y tế;TC.2a;Hoàn thành;100;Ban hành kế hoạch số 1.;;;;"]);
    for (n, body) in ["UBND xã Cam Lâm", "UBND phường Nha Trang", "Sở Tư pháp"].iter().enumerate()
    {
        data = data.file(
            "2026-Q1",
            &format!("b{n}"),
            &[&format!("{body};TC.2a;Đang triển khai;50;Soạn kế hoạch.;;;;")],
        );
    }
    let text = data.report("2026-Q1");
    let told = task(&text, "TC.2a");
    assert!(told.contains("**: 4 cơ quan báo cáo (Phụ lục III), gồm Sở Tư pháp (đang triển khai), Sở Y tế (tự đánh giá hoàn thành)") || told.contains("**: 4 cơ quan báo cáo (Phụ lục III), gồm Sở Y tế (tự đánh giá hoàn thành), Sở Tư pháp (đang triển khai)"), "{told}");
    assert!(told.contains("xã, phường") && !told.contains("“"), "{told}");
}

#[test]
fn requested_bodies_are_told_neutrally() {
    let text = example("2026-Q1");
    let part = section(&text, "### 7. ", "## III.");
    assert!(
        part.contains("Viện kiểm sát nhân dân tỉnh: “Hoàn thiện dự thảo quy trình kiểm sát"),
        "{part}"
    );
    assert!(
        part.trim_end().ends_with("Chưa nhận được thông tin của Tòa án nhân dân tỉnh."),
        "{part}"
    );
    for word in ["%", "hạn", "không báo cáo", "đang triển khai"] {
        assert!(!part.contains(word), "{word}: {part}");
    }
}

#[test]
fn a_longer_period_has_the_path_and_the_latest_words_alone() {
    let text = example("2025");
    let told = task(&text, "III.2");
    assert!(
        told.contains(
            "Diễn biến: quý II/2025 đang triển khai 10%, quý III/2025 30%, quý IV/2025 55%."
        ),
        "{told}"
    );
    assert_eq!(told.matches('“').count(), told.matches('”').count());
    let body = section(&text, "## II.", "## III.");
    assert!(!body.contains("\n- Kết quả:"));
    assert!(task(&text, "III.3").contains(": **chưa triển khai**, quý thứ ba liên tiếp. "));
}

#[test]
fn withheld_words_stay_withheld_in_every_quotation() {
    let secret = "Nguyễn Văn Anh";
    let lead = format!(
        "Sở Y tế;II.1;Tạm dừng;38;Hỗ trợ cháu {secret}.;Cháu {secret} bỏ học.;Đề nghị UBND tỉnh giúp cháu {secret}.;Thăm cháu {secret}.;"
    );
    let other = format!("UBND phường Nha Trang;II.1;Đang triển khai;50;Thăm cháu {secret}.;;;;");
    let duty = format!("Sở Tài chính;KH.6;Đang triển khai;50;Chi cho cháu {secret}.;;;;");
    let court =
        format!("Tòa án nhân dân tỉnh;TC.3;Đang triển khai;50;Xét xử vụ cháu {secret}.;;;;");
    let data = || {
        Data::default()
            .file("2026-Q1", "a", &[&lead])
            .file("2026-Q1", "b", &[&other])
            .file("2026-Q1", "c", &[&duty])
            .file("2026-Q1", "d", &[&court])
            .page("2026-Q1", "2026-03-20", "highlights:\n  - {file: b.csv, row: 2}\n")
    };
    let public = data().markdown("2026-Q1", Audience::Public);
    assert!(!public.contains(secret), "{public}");
    let body = section(&public, "## TÓM TẮT", "## III.");
    let mark = "(Không công bố: ô này có thông tin cá nhân)";
    assert!(body.matches(mark).count() >= 7, "{body}");
    assert!(!body.contains(&format!("“{mark}")), "{body}");
    let own = data().report("2026-Q1");
    assert!(section(&own, "## II.", "## III.").contains(secret));
}
