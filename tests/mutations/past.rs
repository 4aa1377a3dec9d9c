//! Family L: against what the agency reported before.

use report::plan::Period;

use super::folder::Folder;
use super::{Case, case};

const PROGRESS: &str = "Tiến độ (%)";
const NOTE: &str = "Ghi chú";
/// Just what the clean table says of I.2.
const SAME: &str = "Gửi văn bản góp ý dự thảo sửa đổi Bộ luật Hình sự";

pub(super) const CASES: &[Case] = &[
    case("L801", "wrote the share of this quarter alone", |f| before(f, &in_progress("45")))
        .near("had reported less", |f| before(f, &in_progress("35,5"))),
    case("L801", "lost the first figure of the percentage", |f| {
        before(f, &in_progress("35"));
        f.set(2, PROGRESS, "4");
    })
    .near("had nothing to report", |f| {
        before(f, &in_progress("45"));
        f.set(2, "Trạng thái", "Không phát sinh");
        f.set(2, PROGRESS, "");
    }),
    case("L801", "counted recurring work anew in the middle of the year", |f| {
        before(f, "II.2;Thực hiện thường xuyên;80;Đăng ký khai sinh cho 40 trẻ em;;;;");
    })
    .near("had counted just as much", |f| {
        before(f, "II.2;Thực hiện thường xuyên;65;Đăng ký khai sinh cho 40 trẻ em;;;;");
    }),
    case("L802", "took back that the task was complete", |f| {
        before(f, "I.2;Hoàn thành;100;Đã góp ý xong;;;;");
    })
    .near("said why", |f| {
        before(f, "I.2;Hoàn thành;100;Đã góp ý xong;;;;");
        f.set(2, NOTE, "Bộ Tư pháp gửi thêm một dự thảo");
    }),
    case("L803", "copied last quarter's result", |f| {
        before(f, &format!("I.2;Đang triển khai;25;{SAME};;;;"));
    })
    .near("copied the result and added to it", |f| {
        before(f, &format!("I.2;Đang triển khai;25;{SAME};;;;"));
        f.set(2, "Kết quả thực hiện", &format!("{SAME}; họp với 6 cơ quan"));
    }),
    case("L804", "has reported the same share for three quarters", |f| {
        f.before(Period::Quarter(2025, 1), "I.2;Đang triển khai;40;Lập danh mục văn bản;;;;");
        before(f, &in_progress("40"));
    })
    .near("said what is in the way", |f| {
        f.before(Period::Quarter(2025, 1), "I.2;Đang triển khai;40;Lập danh mục văn bản;;;;");
        before(f, &in_progress("40"));
        f.set(2, "Khó khăn, vướng mắc", "Chờ hướng dẫn của Bộ Tư pháp");
    }),
    case("L805", "wrote what was spent in this quarter alone", |f| {
        before(f, &money("120.000.000;50.000.000"));
    })
    .near("had spent less", |f| before(f, &money("120.000.000;30,5 triệu"))),
    case("L805", "wrote the estimate of this quarter alone", |f| {
        before(f, &money("200.000.000;40.000.000"));
    })
    .near("had written no amounts", |f| {
        before(f, "II.2;Thực hiện thường xuyên;60;Đăng ký khai sinh cho 40 trẻ em;;;;");
    }),
    case("L806", "has forgotten a task since the quarter before", |f| {
        before(f, &in_progress("35"));
        f.cells.remove(1);
    })
    .also(&["M901"])
    .near("has nothing new to tell of it", |f| {
        before(f, &in_progress("35"));
        f.set(2, "Trạng thái", "Không phát sinh");
        f.set(2, PROGRESS, "");
    }),
    case("L807", "told why the progress is less", |f| {
        before(f, &in_progress("45"));
        f.set(2, NOTE, "Quý II tính nhầm phần việc của xã");
    })
    .near("told something of progress that is not less", |f| {
        before(f, &in_progress("35"));
        f.set(2, NOTE, "Quý II chưa tính phần việc của xã");
    }),
    case("L807", "told why less is spent", |f| {
        before(f, &money("120.000.000;50.000.000"));
        f.set(3, NOTE, "Thu hồi tạm ứng theo quyết định tháng 8");
    })
    .near("wrote a note that tells nothing", |f| {
        before(f, &money("120.000.000;50.000.000"));
        f.set(3, NOTE, "Đã xem");
    })
    .leaves(&["L805"]),
];

/// What Sở Tư pháp reported in the quarter before.
fn before(f: &mut Folder, row: &str) {
    f.before(Period::Quarter(2025, 2), row);
}

fn in_progress(progress: &str) -> String {
    format!("I.2;Đang triển khai;{progress};Tổng hợp vướng mắc của 6 cơ quan;;;;")
}

fn money(amounts: &str) -> String {
    let work = "II.2;Thực hiện thường xuyên;60;Đăng ký khai sinh cho 40 trẻ em";
    format!("{work};{amounts};Ngân sách nhà nước;")
}
