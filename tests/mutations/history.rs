//! Family L: against what the agency had sent for earlier quarters.

use report::plan::Period;

use super::folder::Folder;
use super::{Case, case};

const STATUS: &str = "Trạng thái";
const PROGRESS: &str = "Tiến độ (%)";
const RESULT: &str = "Kết quả thực hiện";
const SPENT: &str = "Kinh phí giải ngân (đồng)";
const NOTE: &str = "Ghi chú";

/// Quý II, as it should have been: less of everything, in other words.
fn before(f: &mut Folder, changes: &[(usize, &str, &str)]) {
    let mut cells = vec![
        (2, PROGRESS, "20"),
        (2, RESULT, "Tổng hợp vướng mắc của 6 cơ quan"),
        (3, PROGRESS, "30"),
        (3, RESULT, "Mở 3 hội nghị về hộ tịch"),
        (3, SPENT, "12.000.000"),
        (4, STATUS, "Đang triển khai"),
        (4, PROGRESS, "70"),
        (4, RESULT, "Lấy ý kiến về dự thảo quy trình"),
    ];
    cells.extend_from_slice(changes);
    f.had_sent(2, &cells);
}

/// A period before that, with the progress that I.2 still has.
const FIRST: [(usize, &str, &str); 8] = [
    (2, PROGRESS, "40"),
    (2, RESULT, "Lập danh mục"),
    (3, PROGRESS, "10"),
    (3, SPENT, "5.000.000"),
    (3, RESULT, "Mở 1 hội nghị"),
    (4, STATUS, "Đang triển khai"),
    (4, PROGRESS, "10"),
    (4, RESULT, "Lập tổ soạn thảo"),
];

pub(super) const CASES: &[Case] = &[
    case("L801", "typed 4 for 40", |f| {
        before(f, &[]);
        f.set(2, PROGRESS, "4");
    })
    .near("got no further", |f| {
        before(f, &[]);
        f.set(2, PROGRESS, "20");
    }),
    case("L802", "began anew what was done", |f| {
        before(f, &[(2, STATUS, "Hoàn thành"), (2, PROGRESS, "100")]);
    })
    .near("keeps up what was done", |f| {
        before(f, &[(3, STATUS, "Hoàn thành"), (3, PROGRESS, "100")]);
    }),
    case("L803", "left last quarter's words in the row", |f| {
        before(f, &[(2, RESULT, "Gửi văn bản góp ý dự thảo sửa đổi Bộ luật Hình sự")]);
    })
    .near("went on from them", |f| {
        before(f, &[(2, RESULT, "Gửi văn bản góp ý dự thảo sửa đổi Bộ luật")]);
    }),
    case("L804", "has had the same figure for three quarters", |f| {
        f.had_sent(1, &FIRST);
        before(f, &[(2, PROGRESS, "40")]);
    })
    .near("has had it for two", |f| before(f, &[(2, PROGRESS, "40")])),
    case("L804", "has had it since a half-year that was reported as one", |f| {
        f.had_sent_for(Period::Half(2024, 2), &FIRST);
        before(f, &[(2, PROGRESS, "40")]);
    })
    .near("reported the half-year and its second quarter, which are one time", |f| {
        f.had_sent_for(Period::Half(2025, 1), &FIRST);
        before(f, &[(2, PROGRESS, "40")]);
    }),
    case("L805", "gave what was spent in this quarter only", |f| {
        before(f, &[(3, SPENT, "46.000.000")]);
    })
    .near("spent nothing more", |f| before(f, &[(3, SPENT, "45.500.000")])),
    case("L806", "has forgotten a task since spring", |f| {
        f.set_all("Thời hạn hoàn thành", "");
        before(f, &[]);
        f.cells.remove(1);
    })
    .also(&["M901"])
    .near("says that nothing came up", |f| {
        before(f, &[]);
        f.set(2, STATUS, "Không phát sinh");
        f.set(2, PROGRESS, "");
    }),
    case("L807", "put last quarter's mistake right and said so", |f| {
        before(f, &[(2, PROGRESS, "60")]);
        f.set(2, NOTE, "Quý II tính nhầm phần việc của cơ quan phối hợp");
    })
    .near("put it right without a word", |f| before(f, &[(2, PROGRESS, "60")]))
    .leaves(&["L801"]),
    case("L808", "changed the figures of last quarter's words, not the quarter", |f| {
        f.set(3, RESULT, "Trong quý II/2025, mở 5 hội nghị về hộ tịch");
    })
    .near("compares with last quarter", |f| {
        f.set(3, RESULT, "Mở 5 hội nghị về hộ tịch, nhiều hơn 2 hội nghị so với quý II/2025");
    }),
    case("L808", "left the month of last year's report", |f| {
        f.set(3, RESULT, "Đã mở 5 hội nghị về hộ tịch trong tháng 8/2024");
    })
    .near("tells the month", |f| {
        f.set(3, RESULT, "Đã mở 5 hội nghị về hộ tịch trong tháng 8/2025");
    }),
];
