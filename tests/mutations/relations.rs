//! Family C: cells of one row, rows of one file, files of one period.

use super::{Case, case};

const STATUS: &str = "Trạng thái";
const PROGRESS: &str = "Tiến độ (%)";
const RESULT: &str = "Kết quả thực hiện";
const GIVEN: &str = "Kinh phí được giao (đồng)";
const SPENT: &str = "Kinh phí giải ngân (đồng)";
const TROUBLE: &str = "Khó khăn, vướng mắc";

const COMMUNE: &str = "ubnd-xa-van-ninh.csv";
const EXCUSED: &str =
    "period: 2025-Q3\nexcused:\n  - agency: so-khoa-hoc-va-cong-nghe\n    reason: Xin lùi.\n";

pub(super) const CASES: &[Case] = &[
    case("C701", "pasted a row twice", |f| {
        f.copy_to_foot(3);
    })
    .near("reports the same on another task", |f| {
        let foot = f.copy_to_foot(3);
        f.set(foot, "Mã nhiệm vụ", "II.1");
        f.set(foot, "Vai trò", "Phối hợp");
    }),
    case("C702", "let two offices report on one task", |f| {
        let foot = f.copy_to_foot(3);
        f.set(foot, PROGRESS, "70");
    })
    .near("let them report on two", |f| {
        let foot = f.copy_to_foot(3);
        f.set(foot, "Mã nhiệm vụ", "II.1");
        f.set(foot, "Vai trò", "Phối hợp");
        f.set(foot, PROGRESS, "70");
    }),
    case("C703", "called complete what is done by 80%", |f| f.set(4, PROGRESS, "80")).near(
        "called it in progress",
        |f| {
            f.set(4, PROGRESS, "80");
            f.set(4, STATUS, "Đang triển khai");
        },
    ),
    case("C704", "did all of it and forgot the status", |f| f.set(2, PROGRESS, "100"))
        .near("does it all the time", |f| f.set(3, PROGRESS, "100")),
    case("C705", "left the old status beside new progress", |f| {
        f.set(2, STATUS, "Chưa triển khai")
    })
    .near("has not begun", |f| {
        f.set(2, STATUS, "Chưa triển khai");
        f.set(2, PROGRESS, "0");
    }),
    case("C706", "wrote no result", |f| f.set(2, RESULT, "")).near(
        "has not begun, and wrote no result",
        |f| {
            f.set(2, RESULT, "");
            f.set(2, STATUS, "Chưa triển khai");
            f.set(2, PROGRESS, "0");
        },
    ),
    case("C707", "wrote a zero too many", |f| f.set(3, SPENT, "455.000.000"))
        .near("spent all of it", |f| f.set(3, SPENT, "120.000.000")),
    case("C708", "finished without a document", |f| f.set(4, "Văn bản ban hành", "")).near(
        "has a picture of it",
        |f| {
            f.set(4, "Văn bản ban hành", "");
            f.set(4, "Minh chứng", "hop.jpg");
        },
    ),
    case("C709", "stopped without a reason", |f| f.set(2, STATUS, "Tạm dừng")).near(
        "gave a reason",
        |f| {
            f.set(2, STATUS, "Tạm dừng");
            f.set(2, TROUBLE, "Chờ hướng dẫn của Bộ Tư pháp");
        },
    ),
    case("C710", "forgot where the money comes from", |f| f.set(3, "Nguồn kinh phí", "")).near(
        "has no money",
        |f| {
            f.set(3, "Nguồn kinh phí", "");
            f.set(3, GIVEN, "0");
            f.set(3, SPENT, "0");
        },
    ),
    case("C711", "is excused from leading, while a commune reports", |f| {
        f.others.remove("so-khoa-hoc-va-cong-nghe");
        f.page = EXCUSED.to_owned();
        f.add(COMMUNE, "2025-Q3;UBND xã Vạn Ninh;III.5;Đang triển khai;20;Gặp 2 doanh nghiệp");
    })
    .also(&["M905"])
    .near("is excused and reports all the same", |f| {
        f.page = EXCUSED.to_owned();
        f.add(COMMUNE, "2025-Q3;UBND xã Vạn Ninh;III.5;Đang triển khai;20;Gặp 2 doanh nghiệp");
    }),
    case("C712", "calls complete what others had to stop", |f| {
        f.add("tai-chinh.csv", "2025-Q3;Sở Tài chính;III.2;Tạm dừng;20;Góp ý dự thảo");
    })
    .near("is as far as the others", |f| {
        f.add("tai-chinh.csv", "2025-Q3;Sở Tài chính;III.2;Thực hiện thường xuyên;20;Góp ý");
    }),
    case("C713", "wrote that it reported already", |f| {
        f.set(2, RESULT, "Đã báo cáo");
        f.set(3, RESULT, "Xem file đính kèm");
        f.set(4, RESULT, "Như trên");
    })
    .near("wrote of a report", |f| {
        f.set(2, RESULT, "Đã báo cáo UBND tỉnh kết quả góp ý dự thảo luật")
    }),
];
