//! Family S: what a figure may be, beside the others of the agency, of its peers and of earlier
//! quarters. The table holds every figure that is asked for in a quarter, of everybody.

use report::plan::{IndicatorId, Measure, Period};

use super::folder::plan;
use super::{Case, case};

const VALUE: &str = "Giá trị";
const UNIT: &str = "Đơn vị tính";
const NOTE: &str = "Ghi chú";
const CODE: &str = "Mã số liệu";
const NAME: &str = "Tên số liệu";
const JUSTICE: &str = "Sở Tư pháp";
const COMMUNE: &str = "UBND xã Diên Khánh";
const OTHER: &str = "UBND xã Vạn Ninh";
const HEALTH: &str = "Sở Y tế";

const HEADINGS: [&str; 8] =
    ["Kỳ báo cáo", "Cơ quan báo cáo", CODE, NAME, VALUE, UNIT, NOTE, "Ngày báo cáo"];

/// A table of figures, headings first.
pub(crate) struct Figures {
    cells: Vec<Vec<String>>,
}

impl Figures {
    /// Every body that owes a report gives every figure that it is asked for in a quarter.
    pub(crate) fn clean() -> Self {
        let plan = plan();
        let window = plan.window(Period::Quarter(2025, 3));
        let mut cells = vec![HEADINGS.map(str::to_owned).to_vec()];
        let agencies = plan.expected(window).into_iter().chain(plan.requested(window));
        for (n, agency) in agencies.enumerate() {
            for id in plan.figures_of(agency, window.end) {
                let of = plan.indicators.get(id);
                if of.every == report::plan::Every::Year {
                    continue;
                }
                let name = &plan.register.agency(agency).name;
                let value = value(id, n).to_string();
                let unit = of.unit.get().name;
                let row = ["Quý III/2025", name, &of.id, &of.name, &value, unit, "", "12/9/2025"];
                cells.push(row.map(str::to_owned).to_vec());
            }
        }
        Self { cells }
    }

    fn column(heading: &str) -> usize {
        let found = HEADINGS.iter().position(|known| *known == heading);
        found.unwrap_or_else(|| panic!("no column {heading}"))
    }

    fn row(&mut self, agency: &str, code: &str) -> usize {
        let found = self.cells.iter().position(|row| row[1] == agency && row[2] == code);
        found.unwrap_or_else(|| panic!("{agency} is not asked for {code}"))
    }

    /// Writes a cell of the row of an agency.
    pub(crate) fn set(&mut self, agency: &str, code: &str, heading: &str, text: &str) {
        let row = self.row(agency, code);
        text.clone_into(&mut self.cells[row][Self::column(heading)]);
    }

    /// Writes the same into a cell of every row.
    pub(crate) fn set_all(&mut self, heading: &str, text: &str) {
        for row in self.cells.iter_mut().skip(1) {
            text.clone_into(&mut row[Self::column(heading)]);
        }
    }

    /// Writes the same value into every row of an agency.
    fn set_all_of(&mut self, agency: &str, value: &str) {
        for row in self.cells.iter_mut().filter(|row| row[1] == agency) {
            value.clone_into(&mut row[Self::column(VALUE)]);
        }
    }

    /// The rows with these values, and no others.
    pub(crate) fn only(mut self, values: &[(&str, &str, &str)]) -> Self {
        for (agency, code, value) in values {
            self.set(agency, code, VALUE, value);
        }
        let is_kept = |row: &[String]| values.iter().any(|(a, c, _)| row[1] == *a && row[2] == *c);
        let mut first = true;
        self.cells.retain(|row| std::mem::take(&mut first) || is_kept(row));
        self
    }

    /// The agency, the code and the value of every row of an agency.
    fn values_of(&self, agency: &str) -> Vec<(&str, &str, &str)> {
        let own = self.cells.iter().filter(|row| row[1] == agency);
        own.map(|row| (row[1].as_str(), row[2].as_str(), row[4].as_str())).collect()
    }

    /// Takes a row away.
    fn drop(&mut self, agency: &str, code: &str) {
        let row = self.row(agency, code);
        self.cells.remove(row);
    }

    /// A copy of a row at the foot, with another cell.
    fn copy(&mut self, agency: &str, code: &str, (heading, text): (&str, &str)) {
        let row = self.row(agency, code);
        let mut copy = self.cells[row].clone();
        text.clone_into(&mut copy[Self::column(heading)]);
        self.cells.push(copy);
    }

    /// A row at the foot, with neither name nor unit.
    fn add(&mut self, agency: &str, code: &str, value: &str) {
        let row = ["Quý III/2025", agency, code, "", value, "", "", "12/9/2025"];
        self.cells.push(row.map(str::to_owned).to_vec());
    }

    /// The rate of registered births, which Sở Tư pháp gives before it has to.
    fn rate(&mut self, value: &str) {
        self.add(JUSTICE, "QG.14", value);
    }

    /// The table as CSV.
    pub(crate) fn text(&self) -> String {
        let cell = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(";") + "\r\n";
        self.cells.iter().map(line).collect()
    }
}

/// Invented: a value of the `n`th body, small enough for a part and large enough for a whole.
fn value(id: IndicatorId, n: usize) -> usize {
    let indicators = &plan().indicators;
    let of = indicators.get(id);
    if !of.values.is_empty() {
        return 1;
    }
    let is_whole = indicators.iter().any(|(_, other)| other.part_of == Some(id));
    match of.goes_with {
        Some(_) => 60 + 7 * (n % 11) + id.index(),
        None if of.part_of.is_some() => 2 + n % 3,
        None if is_whole => 9 + n % 4,
        None if of.measure == Measure::Stock => 12 + n % 9,
        None => 3 + n % 5,
    }
}

pub(super) const CASES: &[Case] = &[
    case("S001", "wrote the code of the task", |f| {
        f.figures().set(JUSTICE, "II.2.1", CODE, "II.2");
    })
    .near("wrote the code in small letters", |f| {
        f.figures().set(JUSTICE, "II.2.1", CODE, "ii-2-1");
    }),
    case("S002", "told what only communes are asked for", |f| {
        f.figures().add(JUSTICE, "II.2.3", "8")
    })
    .near("told its own", |f| _ = f.figures()),
    case("S003", "wrote half a session", |f| f.figures().set(JUSTICE, "II.2.1", VALUE, "4,5"))
        .near("wrote it with a zero behind the comma", |f| {
            f.figures().set(JUSTICE, "II.2.1", VALUE, "4,0");
        }),
    case("S003", "took away what was too much last time", |f| {
        f.figures().set(COMMUNE, "II.2.3", VALUE, "-3");
    })
    .near("had none", |f| f.figures().set(COMMUNE, "II.2.3", VALUE, "0")),
    case("S003", "counted the plans of its offices", |f| {
        f.figures().set(JUSTICE, "I.1.2", VALUE, "4");
    })
    .near("answered no", |f| f.figures().set(JUSTICE, "I.1.2", VALUE, "0")),
    case("S004", "forgot the decimal comma", |f| f.figures().rate("985"))
        .near("wrote it", |f| f.figures().rate("98,5")),
    case("S007", "said in the note that it counts from the beginning of the year", |f| {
        f.figures().set(COMMUNE, "II.2.3", NOTE, "Số cộng dồn từ đầu năm");
    })
    .near("told both", |f| {
        f.figures().set(COMMUNE, "II.2.3", NOTE, "Từ đầu năm 21 trường hợp");
    })
    .near("said that it does not", |f| {
        f.figures().set(COMMUNE, "II.2.3", NOTE, "Không cộng dồn từ các quý trước");
    }),
    case("S015", "left the rate as a fraction of one", |f| f.figures().rate("0,98"))
        .near("wrote the percentage", |f| f.figures().rate("98")),
    case("S005", "counted cases of last quarter in the part", |f| {
        f.figures().set(COMMUNE, "IV.1.3", VALUE, "20");
    })
    .near("helped all of them", |f| {
        f.figures().set(COMMUNE, "IV.1.2", VALUE, "20");
        f.figures().set(COMMUNE, "IV.1.3", VALUE, "20");
    }),
    case("S006", "counted heads instead of attendances", |f| {
        f.figures().set(JUSTICE, "II.2.2", UNIT, "người");
    })
    .near("left the unit blank", |f| f.figures().set(JUSTICE, "II.2.2", UNIT, "")),
    case("S006", "shortened the number in words", |f| {
        f.figures().set(JUSTICE, "II.2.2", VALUE, "2 nghìn");
    })
    .near("wrote the unit behind it", |f| {
        f.figures().set(JUSTICE, "II.2.2", VALUE, "200 lượt người");
    }),
    case("S007", "gave ten times the quarter before", |f| {
        f.had_figures(2, &[(JUSTICE, "II.2.2", "80")]);
        f.figures().set(JUSTICE, "II.2.2", VALUE, "800");
    })
    .near("gave nine times as much", |f| {
        f.had_figures(2, &[(JUSTICE, "II.2.2", "80")]);
        f.figures().set(JUSTICE, "II.2.2", VALUE, "720");
    }),
    case("S007", "counted who could have heard the loudspeaker", |f| {
        f.figures().set(COMMUNE, "II.1.1", VALUE, "3");
        f.figures().set(COMMUNE, "II.1.2", VALUE, "5.200");
    })
    .near("had a full hall each time", |f| {
        f.figures().set(COMMUNE, "II.1.1", VALUE, "3");
        f.figures().set(COMMUNE, "II.1.2", VALUE, "2.400");
    }),
    case("S007", "added up the year", |f| {
        f.had_figures(1, &[(JUSTICE, "II.2.2", "90")]);
        f.had_figures(2, &[(JUSTICE, "II.2.2", "110")]);
        f.figures().set(JUSTICE, "II.2.2", VALUE, "285");
    })
    .near("had less than before", |f| {
        f.had_figures(1, &[(JUSTICE, "II.2.2", "90")]);
        f.had_figures(2, &[(JUSTICE, "II.2.2", "110")]);
        f.figures().set(JUSTICE, "II.2.2", VALUE, "185");
    }),
    case("S008", "left 0 since nothing had changed", |f| {
        f.had_figures(2, &[(HEALTH, "II.1.4", "15")]);
        f.figures().set(HEALTH, "II.1.4", VALUE, "0");
    })
    .near("said why", |f| {
        f.had_figures(2, &[(HEALTH, "II.1.4", "15")]);
        f.figures().set(HEALTH, "II.1.4", VALUE, "0");
        f.figures().set(HEALTH, "II.1.4", NOTE, "Chuyển về UBND cấp xã");
    }),
    case("S009", "left a figure of its own task out", |f| {
        f.figures().drop(JUSTICE, "III.2.2");
    })
    .near("said in the note why there is none yet", |f| {
        f.figures().set(JUSTICE, "III.2.2", VALUE, "");
        f.figures().set(JUSTICE, "III.2.2", NOTE, "Đang tổng hợp");
    }),
    case("S009", "left out what a commune is asked for", |f| {
        f.figures().drop(COMMUNE, "II.1.1");
        f.figures().drop(COMMUNE, "II.1.2");
    })
    .near("gave all", |f| _ = f.figures()),
    case("S010", "sorted the names alone", |f| {
        f.figures().set(JUSTICE, "II.2.1", NAME, "Số nhân viên công tác xã hội hiện có");
    })
    .near("shortened the name", |f| {
        f.figures().set(JUSTICE, "II.2.1", NAME, "Số buổi truyền thông về khai sinh");
    }),
    case("S011", "sent last quarter's table again", |f| {
        let all = Figures::clean();
        f.had_figures(2, &all.values_of(JUSTICE));
        f.figures();
    })
    .near("changed one of them", |f| {
        let all = Figures::clean();
        f.had_figures(2, &all.values_of(JUSTICE));
        f.figures().set(JUSTICE, "II.2.2", VALUE, "77");
    }),
    case("S012", "exchanged sessions and people", |f| {
        f.figures().set(JUSTICE, "II.2.1", VALUE, "80");
        f.figures().set(JUSTICE, "II.2.2", VALUE, "4");
    })
    .near("talked to one at a time", |f| {
        f.figures().set(JUSTICE, "II.2.1", VALUE, "80");
        f.figures().set(JUSTICE, "II.2.2", VALUE, "80");
    }),
    case("S013", "told the sessions of the department once more", |f| {
        for agency in [HEALTH, COMMUNE] {
            f.figures().set(agency, "II.1.1", VALUE, "120");
            f.figures().set(agency, "II.1.2", VALUE, "4.310");
        }
    })
    .near("held as many sessions with others", |f| {
        for (agency, people) in [(HEALTH, "4.310"), (COMMUNE, "4.250")] {
            f.figures().set(agency, "II.1.1", VALUE, "120");
            f.figures().set(agency, "II.1.2", VALUE, people);
        }
    }),
    case("S014", "filled in zeros to be done with it", |f| {
        f.figures().set_all_of(OTHER, "0");
    })
    .near("found one thing", |f| {
        f.figures().set_all_of(OTHER, "0");
        f.figures().set(OTHER, "IV.6.1", VALUE, "2");
    }),
    case("V401", "left the agency of a row blank", |f| {
        f.figures().set(JUSTICE, "II.2.1", "Cơ quan báo cáo", "");
    })
    .also(&["S009"])
    .near("left the name of the figure blank", |f| {
        f.figures().set(JUSTICE, "II.2.1", NAME, "");
    }),
    case("V403", "wrote the value in words", |f| {
        f.figures().set(JUSTICE, "II.2.1", VALUE, "bốn buổi");
    })
    .near("wrote the unit behind it", |f| {
        f.figures().set(JUSTICE, "II.2.1", VALUE, "4 buổi");
    }),
    case("V404", "grouped the digits by a comma", |f| {
        f.figures().set(JUSTICE, "II.2.2", VALUE, "1,234");
    })
    .near("grouped them by a point", |f| {
        f.figures().set(JUSTICE, "II.2.2", VALUE, "1.234");
    }),
    case("V405", "typed a rate with a point", |f| f.figures().rate("98.5"))
        .near("typed a comma", |f| f.figures().rate("98,5")),
    case("V425", "let the spreadsheet shorten a figure", |f| {
        f.figures().set(JUSTICE, "II.2.2", VALUE, "1,2E+05");
    })
    .near("wrote all its digits", |f| f.figures().set(JUSTICE, "II.2.2", VALUE, "1200")),
    case("V423", "named a child in the note of a figure", |f| {
        f.figures().set(COMMUNE, "II.2.3", NOTE, "có cháu Nguyễn Văn An đăng ký quá hạn");
    })
    .near("named none", |f| {
        f.figures().set(COMMUNE, "II.2.3", NOTE, "có 1 cháu đăng ký quá hạn");
    }),
    case("K601", "left a row of last quarter in the figures", |f| {
        f.figures().copy(JUSTICE, "II.2.1", ("Kỳ báo cáo", "Quý II/2025"));
    })
    .near("wrote the period otherwise", |f| {
        f.figures().set(JUSTICE, "II.2.1", "Kỳ báo cáo", "2025-Q3");
    }),
    case("K603", "dated the figures next month", |f| {
        f.figures().set(JUSTICE, "II.2.1", "Ngày báo cáo", "12/10/2025");
    })
    .near("dated them today", |f| {
        f.figures().set(JUSTICE, "II.2.1", "Ngày báo cáo", "20/9/2025");
    }),
    case("A501", "misspelt the agency of a figure", |f| {
        f.figures().set(JUSTICE, "II.2.1", "Cơ quan báo cáo", "Sở Tư phép");
    })
    .also(&["S009"])
    .near("wrote its short name", |f| {
        f.figures().set(JUSTICE, "II.2.1", "Cơ quan báo cáo", "STP");
    }),
    case("C701", "gave a figure twice", |f| {
        f.figures().copy(JUSTICE, "II.2.1", (UNIT, ""));
    })
    .near("gave it once", |f| _ = f.figures()),
    case("C702", "gave two values of one figure", |f| {
        f.figures().copy(JUSTICE, "II.2.1", (VALUE, "9"));
    })
    .near("left the second row blank", |f| {
        f.figures().copy(JUSTICE, "II.2.1", (VALUE, ""));
    })
    .leaves(&["R314"]),
];
