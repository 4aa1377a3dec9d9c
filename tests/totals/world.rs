//! A small province with mergers and a new name, and what its bodies send.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use report::consolidate::{IndicatorTotals, Report, Shown};
use report::plan::{AgencyId, INDICATORS, Period, Plan, PlanFiles};
use report::source::Source;
use report::workspace::{self, MemoryStore, Options, PeriodData, Workspace};

const AGENCIES: &str = "\
province: Tỉnh Sơn Hải
agencies:
  - {id: so-cau-duong, name: Sở Cầu đường, kind: so_nganh, reports: duty}
  - {id: so-song-nuoc, name: Sở Sông nước, kind: so_nganh, reports: duty}
  - {id: ban-truc-cau, name: Ban Trực cầu tỉnh, kind: so_nganh, reports: duty}
  - {id: hoi-nguoi-di-bo, name: Hội Người đi bộ tỉnh, kind: doan_the, reports: request}
  - {id: bo-giao-thong-xanh, name: Bộ Giao thông xanh, kind: trung_uong, reports: none}
  - {id: uy-ban-son-hai, name: UBND tỉnh Sơn Hải, kind: cap_tinh, reports: none}
  - {id: xa-doi-thong, name: UBND xã Đồi Thông, kind: cap_xa, reports: duty, unit: Xã Đồi Thông}
  - {id: xa-bai-dua, name: UBND xã Bãi Dừa, kind: cap_xa, reports: duty, unit: Xã Bãi Dừa}
  - {id: phuong-cho-cu, name: UBND phường Chợ Cũ, kind: cap_xa, reports: duty, unit: Phường Chợ Cũ, valid_to: 2025-09-30, successors: [phuong-cho-moi]}
  - {id: phuong-cho-moi, name: UBND phường Chợ Mới, kind: cap_xa, reports: duty, unit: Phường Chợ Mới, valid_from: 2025-10-01, continues: phuong-cho-cu}
  - {id: xa-mot, name: UBND xã Một, kind: cap_xa, reports: duty, unit: Xã Một, valid_to: 2025-12-31, successors: [xa-ba]}
  - {id: xa-hai, name: UBND xã Hai, kind: cap_xa, reports: duty, unit: Xã Hai, valid_to: 2025-12-31, successors: [xa-ba]}
  - {id: xa-ba, name: UBND xã Ba, kind: cap_xa, reports: duty, unit: Xã Ba, valid_from: 2026-01-01}
groups:
  - {id: xa-phuong, name: UBND các xã và phường, kinds: [cap_xa]}
  - {id: moi-don-vi, name: Mọi đơn vị được giao, kinds: [so_nganh, cap_xa]}
";

const FIGURES: &str = "\
indicators:
  - {id: NV06.1, name: Số buổi, unit: buổi, tasks: [NV06], asked_of: [lead, hoi-nguoi-di-bo, xa-phuong], every: quarter, kind: flow, certainty: proposed, words: a}
  - {id: NV06.2, name: Số người, unit: người, tasks: [NV06], asked_of: [xa-phuong, hoi-nguoi-di-bo], every: quarter, kind: stock, better: up, targets: {province: {2026: 30}}, certainty: proposed, words: a}
  - {id: NV06.3, name: Có quỹ, unit: cơ quan, tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: stock, values: [0, 1], certainty: proposed, words: a}
  - {id: NV06.4, name: Số vụ, unit: vụ, tasks: [NV06], asked_of: [lead, xa-phuong], every: quarter, kind: flow, better: down, sensitive: true, targets: {province: {2026: 3}}, certainty: proposed, words: a}
  - {id: NV06.5, name: Số trẻ em, unit: trẻ em, tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: flow, certainty: proposed, words: a}
  - {id: NV06.6, name: Số trẻ em biết bơi, unit: trẻ em, tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: flow, certainty: proposed, words: a}
  - {id: NV06.7, name: Tỷ lệ biết bơi, unit: \"%\", tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: rate, numerator: NV06.6, denominator: NV06.5, better: up, targets: {national: {2030: 50}}, certainty: proposed, words: a}
  - {id: NV06.8, name: Tỷ lệ có áo phao, unit: \"%\", tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: rate, certainty: proposed, words: a}
  - {id: NV06.9, name: Số lớp, unit: buổi, tasks: [NV06], asked_of: [xa-phuong], every: year, kind: flow, certainty: proposed, words: a}
  - {id: NV05.1, name: Số vụ mỗi nơi, unit: vụ, tasks: [NV05], asked_of: [xa-phuong], every: quarter, kind: flow, sensitive: true, certainty: proposed, words: a}
  - {id: NV06.10, name: Trẻ em biết bơi trên số người, unit: \"%\", tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: rate, numerator: NV06.6, denominator: NV06.2, certainty: proposed, words: a}
  - {id: NV06.11, name: Trẻ em biết bơi trên một nghìn, unit: \"‰\", tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: rate, numerator: NV06.6, denominator: NV06.5, certainty: proposed, words: a}
  - {id: NV06.12, name: Trẻ em biết bơi trên một trăm nghìn, unit: /100.000, tasks: [NV06], asked_of: [xa-phuong], every: quarter, kind: rate, numerator: NV06.6, denominator: NV06.5, certainty: proposed, words: a}
  - {id: NV05.3, name: Số trẻ em mỗi nơi, unit: trẻ em, tasks: [NV05], asked_of: [xa-phuong], every: quarter, kind: flow, certainty: proposed, words: a}
  - {id: NV05.4, name: Tỷ lệ bị hại mỗi nơi, unit: \"%\", tasks: [NV05], asked_of: [xa-phuong], every: quarter, kind: rate, numerator: NV05.1, denominator: NV05.3, certainty: proposed, words: a}
  - {id: NV05.5, name: Số vụ mọi đơn vị, unit: vụ, tasks: [NV05], asked_of: [moi-don-vi, hoi-nguoi-di-bo], every: quarter, kind: flow, sensitive: true, certainty: proposed, words: a}
  - {id: NV05.6, name: Số trẻ em đang được giúp, unit: trẻ em, tasks: [NV05], asked_of: [xa-phuong], every: quarter, kind: stock, sensitive: true, certainty: proposed, words: a}
  - {id: NV05.7, name: Số vụ cấp tỉnh biết, unit: vụ, tasks: [NV05], asked_of: [lead, hoi-nguoi-di-bo], every: quarter, kind: flow, sensitive: true, certainty: proposed, words: a}
  - {id: NV05.2, name: Tử vong, unit: \"‰\", tasks: [NV05], asked_of: [lead, hoi-nguoi-di-bo], every: year, kind: rate, better: down, targets: {national: {2025: {value: 9.5, strict: true}}}, certainty: read-once, words: a, source: {document: QĐ 1, article: Điều 1}}
  - {id: NV01.1, name: Số cầu, unit: điểm, tasks: [NV01], asked_of: [so-cau-duong], assignments: [{from: 2025-10-01, asked_of: [so-song-nuoc]}], every: quarter, kind: stock, certainty: proposed, words: a}
";

/// The data of a province, ready to be asked about any period.
pub(crate) struct World {
    plan: Plan,
    store: MemoryStore,
}

fn file(name: &str) -> Source {
    let path = format!("{}/tests/data/second_plan/plan/{name}", env!("CARGO_MANIFEST_DIR"));
    Source::new(format!("plan/{name}"), &*std::fs::read(path).expect(name))
}

impl World {
    /// What was sent: folder, agency, and values as `code=value` or `period:code=value`.
    pub(crate) fn of(sent: &[(&str, &str, &str)]) -> Self {
        Self::with_pages(sent, &[])
    }

    /// The same, with `period.yaml` of some folders.
    pub(crate) fn with_pages(sent: &[(&str, &str, &str)], pages: &[(&str, &str)]) -> Self {
        let files = [
            Source::new("plan/agencies.yaml".to_owned(), AGENCIES.as_bytes()),
            file("reporting.yaml"),
            file("plan.yaml"),
            file("appendix.yaml"),
        ];
        let indicators = Some(Source::new(format!("plan/{INDICATORS}"), FIGURES.as_bytes()));
        let plan = workspace::plan(&PlanFiles { files, errata: None, indicators });
        let plan = plan.unwrap_or_else(|e| panic!("{e}"));
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for (folder, agency, values) in sent {
            let id = plan.register.by_id(agency).expect(agency);
            let name = &plan.register.agency(id).name;
            let text = texts
                .entry(format!("data/{folder}/{agency}.csv"))
                .or_insert_with(|| "ky_bao_cao;co_quan;ma_so_lieu;gia_tri\n".to_owned());
            for value in values.split_whitespace() {
                let (period, value) = value.split_once(':').unwrap_or((folder, value));
                let (code, value) = value.split_once('=').expect("code=value");
                *text += &format!("{period};{name};{code};{value}\n");
            }
        }
        for (folder, page) in pages {
            texts.insert(format!("data/{folder}/period.yaml"), (*page).to_owned());
        }
        let store = texts.iter().map(|(path, text)| (path.as_str(), text.as_bytes().to_vec()));
        Self { plan, store: store.collect() }
    }

    pub(crate) fn period(&self, id: &str) -> PeriodData {
        let period = Period::parse(id).expect(id);
        let (store, plan) = (Arc::new(self.store.clone()), Arc::new(self.plan.clone()));
        let today = NaiveDate::from_ymd_opt(2027, 1, 31);
        let mut options = Options::default();
        options.today = today;
        let workspace = Workspace::open_with(store, plan, "data", options);
        let mut workspace = workspace.expect("a workspace");
        workspace.period(period).unwrap_or_else(|e| panic!("{e}"))
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The totals of an indicator in a period.
    pub(crate) fn totals(&self, period: &str, code: &str) -> IndicatorTotals {
        self.find(period, code).unwrap_or_else(|| panic!("{code} is not in {period}"))
    }

    pub(crate) fn find(&self, period: &str, code: &str) -> Option<IndicatorTotals> {
        let data = self.period(period);
        for finding in data.findings() {
            let code = finding.code.id;
            assert!(!code.starts_with('D'), "{code}: {}", finding.message);
        }
        let report: Report<'_> = data.report();
        let id = self.plan.indicators.find(code).expect(code);
        report.totals.into_iter().find(|totals| totals.id == id)
    }

    pub(crate) fn agency(&self, id: &str) -> AgencyId {
        self.plan.register.by_id(id).expect(id)
    }
}

/// A value in whole units.
pub(crate) fn shown(value: i128) -> Option<Shown> {
    Some(Shown::Value((value * 100).into()))
}
