//! Family M: who reported, and on what.

use super::folder::{Folder, NAME, day};
use super::{Case, case};

pub(super) const CASES: &[Case] = &[
    case("M901", "forgot two of the tasks it leads", |f| f.cells.truncate(2)).near(
        "had nothing to report on one",
        |f| {
            f.set(4, "Trạng thái", "Không phát sinh");
            f.set(4, "Tiến độ (%)", "");
        },
    ),
    case("M901", "reported on somebody else's tasks instead", |f| {
        for (row, task) in [(2, "I.1"), (3, "IV.1"), (4, "V.1")] {
            f.set(row, "Mã nhiệm vụ", task);
            f.set(row, "Vai trò", "Phối hợp");
        }
    })
    .near("reported on one of them as well", |f| {
        let foot = f.copy_to_foot(2);
        f.set(foot, "Mã nhiệm vụ", "I.1");
        f.set(foot, "Vai trò", "Phối hợp");
    }),
    case("M902", "sent nothing", |f| f.silent()).near("has until tomorrow", |f| {
        f.silent();
        f.as_of = day("2025-09-15");
    }),
    case("M903", "was only asked, and sent nothing", |f| {
        f.others.remove("toa-an-nhan-dan-tinh");
    })
    .near("had nothing to tell", |f| {
        f.others.remove("toa-an-nhan-dan-tinh");
        f.add("toa-an-nhan-dan-tinh.csv", "2025-Q3;Tòa án nhân dân tỉnh;TC.3;Không phát sinh;;");
    }),
    case("M904", "wrote “nothing” in every row", |f| {
        f.set_all("Trạng thái", "Không phát sinh");
        for heading in
            ["Tiến độ (%)", "Kết quả thực hiện", "Văn bản ban hành", "Nguồn kinh phí", "Minh chứng"]
        {
            f.set_all(heading, "");
        }
        f.set_all("Kinh phí được giao (đồng)", "");
        f.set_all("Kinh phí giải ngân (đồng)", "");
    })
    .near("said why", |f| {
        f.set_all("Trạng thái", "Không phát sinh");
        f.set_all("Tiến độ (%)", "");
        f.set_all("Ghi chú", "Chờ hướng dẫn của Bộ Tư pháp");
    }),
    case("M905", "was excused", |f| {
        f.silent();
        f.page += "excused:\n  - agency: so-tu-phap\n    reason: Xin gửi bù vào quý IV.\n";
    })
    .near("was excused and reported", |f| {
        f.page += "excused:\n  - agency: so-tu-phap\n    reason: Xin gửi bù vào quý IV.\n";
    }),
    case("M906", "noted the day of a file under another name", |f| {
        f.page = "period: 2025-Q3\nreceived:\n  so-tu-phap-ban-2.csv: 2025-09-12\n".to_owned();
    })
    .near("noted it by its name", |f| {
        f.page = format!("period: 2025-Q3\nreceived:\n  {NAME}: 2025-09-11\n");
        f.set_all("Ngày báo cáo", "");
    }),
    case("M914", "was excused twice", |f| {
        f.page += "excused:\n  - {agency: so-tu-phap, reason: Xin gửi bù.}\n  - {agency: so-tu-phap, reason: Xin lùi.}\n";
    })
    .near("was excused and reported", |f| {
        f.page += "excused:\n  - {agency: so-tu-phap, reason: Xin gửi bù.}\n";
    }),
    case("M914", "was excused under the name of the district that had ended", |f| {
        f.page += "excused:\n  - {agency: ubnd-huyen-dien-khanh, reason: Xin lùi.}\n";
    })
    .near("was excused under its own name", |f| {
        f.page += "excused:\n  - {agency: ubnd-xa-dien-khanh, reason: Xin lùi.}\n";
    }),
    case("M915", "picked a row that the file has not", |f| pick(f, &[99]))
        .near("picked one of its rows", |f| pick(f, &[2])),
    case("M916", "picked a row twice", |f| pick(f, &[2, 2]))
        .near("picked it once", |f| pick(f, &[2])),
    case("M917", "replied to a theme that nobody raised", |f| {
        f.page += "replies:\n  - {theme: thien-tai, text: Sở Y tế sẽ phối hợp.}\n";
    })
    .near("has no reply", |f| f.page += "replies: null\n"),
    case("M907", "left rows of the form blank", |f| {
        f.add_column("Nội dung nhiệm vụ", ["Nghiên cứu", "Truyền thông", "Nghiên cứu"]);
        f.insert(5, &["", "Quý III/2025", "Sở Tư pháp", "II.1", "Phối hợp"]);
    })
    .near("filled in every row", |f| {
        f.add_column("Nội dung nhiệm vụ", ["Nghiên cứu", "Truyền thông", "Nghiên cứu"]);
    }),
    case("M909", "mistyped the year of the day", |f| {
        f.page = format!("period: 2025-Q3\nreceived:\n  {NAME}: 2024-09-12\n");
        f.set_all("Ngày báo cáo", "");
    })
    .near("typed it right", |f| {
        f.page = format!("period: 2025-Q3\nreceived:\n  {NAME}: 2025-09-12\n");
        f.set_all("Ngày báo cáo", "");
    }),
];

/// Picks rows of a coordinator to be quoted.
fn pick(f: &mut Folder, rows: &[u32]) {
    f.add("so-tai-chinh.csv", "2025-Q3;Sở Tài chính;II.1;Đang triển khai;50;Họp triển khai II.1");
    f.page += "highlights:\n";
    for row in rows {
        f.page += &format!("  - {{file: so-tai-chinh.csv, row: {row}}}\n");
    }
}
