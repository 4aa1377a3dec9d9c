//! Reads the figures out of what the program publishes: `report build --format json` and `report
//! status --format json`. The only file that knows their names.

use serde_json::Value;

use super::count::Facts;

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    match &value[key] {
        Value::Null => "",
        Value::String(text) => text,
        other => panic!("{key} is no text: {other}"),
    }
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().map(|t| t.as_str().expect("a text").to_owned()).collect()
}

fn number(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

fn tasks(view: &Value) -> impl Iterator<Item = &Value> {
    list(view, "groups").iter().flat_map(|group| list(group, "tasks"))
}

pub(crate) fn head(view: &Value) -> Facts {
    let told = [
        ("as_of", text(view, "as_of").to_owned()),
        ("notice", text(view, "notice").to_owned()),
        ("previous", text(&view["previous"], "id").to_owned()),
        ("from", text(&view["period"], "from").to_owned()),
        ("to", text(&view["period"], "to").to_owned()),
        ("missing_parts", texts(&view["period"], "missing_parts").join("; ")),
        ("agencies", view["agencies_consolidated"].to_string()),
    ];
    told.into_iter().map(|(name, told)| (name.to_owned(), told)).collect()
}

pub(crate) fn states(view: &Value) -> Facts {
    let mut facts = Facts::new();
    for task in tasks(view) {
        let mut add =
            |what: &str, value: String| facts.insert(format!("{} {what}", text(task, "id")), value);
        add("lead", text(task, "lead").into());
        add("status", text(task, "status").into());
        add("label", text(task, "status_label").into());
        add("progress", text(task, "progress").into());
        let cite = &task["cite"];
        let place = match cite {
            Value::Null => String::new(),
            _ => {
                let file = text(cite, "file").rsplit('/').next().expect("a name");
                format!("{file}:{}", cite["row"])
            }
        };
        add("place", place);
    }
    facts
}

pub(crate) fn against_before(view: &Value) -> Facts {
    let mut facts = Facts::new();
    if view["previous"].is_null() {
        return facts;
    }
    for task in tasks(view) {
        for what in ["before", "change"] {
            facts.insert(format!("{} {what}", text(task, "id")), text(task, what).into());
        }
    }
    facts
}

pub(crate) fn deadlines(view: &Value) -> Facts {
    let mut facts = Facts::new();
    for task in tasks(view) {
        let id = text(task, "id");
        let timing = match text(task, "timing") {
            "overdue" => {
                let label = text(task, "timing_label");
                let days = label.split(' ').find(|word| word.parse::<i64>().is_ok());
                format!("overdue {}", days.unwrap_or_default())
            }
            other => other.to_owned(),
        };
        facts.insert(format!("{id} timing"), timing);
        facts.insert(format!("{id} due"), text(task, "due").into());
        facts.insert(format!("{id} silence"), number(&task["silent_days"]));
    }
    facts
}

pub(crate) fn counts(view: &Value) -> Facts {
    let mut facts = Facts::new();
    count(&view["figures"], "all", &mut facts);
    for group in list(view, "groups") {
        count(&group["figures"], text(group, "id"), &mut facts);
    }
    facts
}

fn count(figures: &Value, of: &str, facts: &mut Facts) {
    let mut list_of = |what: &str, counted: &Value| {
        let tasks = texts(counted, "tasks").join(", ");
        facts.insert(format!("{of} {what}"), format!("{}: {tasks}", share(&counted["share"])));
    };
    const LISTS: [&str; 8] = [
        "overdue",
        "overdue_low",
        "overdue_high",
        "on_time",
        "no_date",
        "done",
        "nothing",
        "unknown",
    ];
    for what in LISTS {
        list_of(what, &figures[what]);
    }
    let mut sum = 0;
    let states = list(figures, "by_status").iter().map(|state| (text(state, "key"), state));
    for (what, part) in states.chain([("unreported", &figures["unreported"])]) {
        let share = &part["share"];
        let tenths = tenths(text(share, "percent"));
        sum += tenths;
        let exact = share["count"].as_f64().expect("a count") * 1000.0
            / share["of"].as_f64().expect("a count");
        let rounded = (tenths as f64 - exact).abs() < 1.0;
        let told = if rounded { "rounded" } else { text(share, "percent") };
        let tasks = texts(part, "tasks").join(", ");
        let told = format!("{}/{} {told}: {tasks}", share["count"], share["of"]);
        facts.insert(format!("{of} {what}"), told);
    }
    facts.insert(format!("{of} parts"), format!("{}%", sum as f64 / 10.0));
    facts.insert(format!("{of} mean"), text(figures, "mean_progress").into());
    facts.insert(format!("{of} mean_over"), number(&figures["mean_over"]));
}

/// Tenths of a percent of `45,5%`.
fn tenths(percent: &str) -> i64 {
    let number = percent.trim_end_matches('%').replace(',', ".");
    let number: f64 = number.parse().unwrap_or_else(|_| panic!("a percentage: {percent}"));
    (number * 10.0).round() as i64
}

fn share(share: &Value) -> String {
    format!("{}/{} {}", share["count"], share["of"], text(share, "percent"))
}

pub(crate) fn like_with_like(view: &Value) -> Facts {
    let mut facts = Facts::new();
    let common = &view["figures"]["common_mean"];
    if !common.is_null() {
        facts.insert("before".into(), text(common, "before").into());
        facts.insert("now".into(), text(common, "now").into());
        facts.insert("over".into(), number(&common["over"]));
        facts.insert("base_changed".into(), common["base_changed"].to_string());
    }
    facts
}

pub(crate) fn trend(view: &Value) -> Facts {
    let mut facts = Facts::new();
    let trend = &view["screen"]["trend"];
    for (index, period) in list(trend, "periods").iter().enumerate() {
        let short = text(period, "short");
        facts.insert(format!("{short} counted"), period["counted"].to_string());
        if period["counted"] == false {
            continue;
        }
        for measure in list(trend, "measures") {
            let key = text(measure, "key");
            let point = &list(measure, "points")[index];
            let is_there = !point["of"].is_null();
            if key == "progress" {
                let told = format!("{} of {}", text(point, "percent"), point["of"]);
                let told = if is_there { told } else { String::new() };
                facts.insert(format!("{short} progress"), told);
            } else {
                let told = format!("{}/{}", point["count"], point["of"]);
                let told = if is_there { told } else { String::new() };
                facts.insert(format!("{short} {key}"), told);
            }
            let changed = point["base_changed"].to_string();
            facts.insert(format!("{short} {key} base_changed"), changed);
        }
    }
    facts
}

pub(crate) fn main_figures(view: &Value) -> Facts {
    let mut facts = Facts::new();
    let screen = &view["screen"];
    let part = |of: &Value| share(of).trim_end().to_owned();
    facts.insert("halted".into(), part(&screen["halted"]));
    let before = &screen["before"];
    if before.is_null() {
        return facts;
    }
    let mut add = |what: &str, told: String| facts.insert(format!("before {what}"), told);
    add("name", text(before, "name").into());
    for what in ["complete", "halted", "unreported", "overdue", "sent", "on_time"] {
        add(what, part(&before[what]));
    }
    add("mean", text(before, "mean_progress").into());
    for level in list(before, "levels") {
        let told = format!("{}; {}", part(&level["sent"]), part(&level["on_time"]));
        add(text(level, "level"), told);
    }
    facts
}

pub(crate) fn coverage(view: &Value) -> Facts {
    let mut facts = Facts::new();
    for folder in list(view, "coverage") {
        let name = text(folder, "period");
        let mut add = |what: &str, value: String| facts.insert(format!("{name} {what}"), value);
        add("deadline", text(folder, "deadline").into());
        add("owed", folder["owed"].to_string());
        add("sent", share(&folder["sent"]));
        add("on_time", share(&folder["on_time"]));
        for (what, late) in ["late", "deferred"]
            .iter()
            .flat_map(|what| list(folder, what).iter().map(move |late| (what, late)))
        {
            let told = format!("{} {}", late["days"], text(late, "received"));
            add(&format!("{what} {}", text(late, "agency")), told);
        }
        for level in list(folder, "levels") {
            let told = format!("{}; {}", share(&level["sent"]), share(&level["on_time"]));
            add(text(level, "level"), told);
        }
        let missing: Vec<String> =
            list(folder, "missing").iter().flat_map(|kind| texts(kind, "names")).collect();
        add("missing", missing.join("; "));
        for what in [
            "undated",
            "empty",
            "unusable",
            "unread",
            "figures_alone",
            "requested",
            "requested_silent",
            "voluntary",
        ] {
            add(what, texts(folder, what).join("; "));
        }
        let excused: Vec<&str> =
            list(folder, "excused").iter().map(|e| text(e, "agency")).collect();
        add("excused", excused.join("; "));
        add("still_open", folder["still_open"].to_string());
        add("others_figures_alone", folder["others_figures_alone"].to_string());
    }
    facts
}

pub(crate) fn agencies(view: &Value) -> Facts {
    let mut facts = Facts::new();
    let folders: Vec<&str> = list(view, "coverage").iter().map(|f| text(f, "period")).collect();
    let kinds = list(&view["screen"], "kinds").iter();
    for agency in kinds.flat_map(|kind| list(kind, "agencies")) {
        for (folder, state) in folders.iter().zip(list(agency, "reports")) {
            if text(state, "state") == "none" {
                continue;
            }
            let told = [text(state, "state"), text(state, "received"), &number(&state["days"])];
            let told = told.join(" ").trim_end().to_owned();
            facts.insert(format!("{folder} {}", text(agency, "id")), told);
        }
    }
    facts
}

pub(crate) fn files(view: &Value) -> Facts {
    let mut facts = Facts::new();
    // Tables of figures are counted by `totals`.
    let is_of_figures =
        |source: &&Value| text(source, "file").replace('-', " ").contains("so lieu");
    for source in list(view, "sources").iter().filter(|source| !is_of_figures(source)) {
        let told = format!(
            "{}/{} {} {}",
            source["accepted"],
            source["rows"],
            text(source, "agency"),
            text(source, "received")
        );
        facts.insert(text(source, "file").into(), told.trim_end().to_owned());
    }
    facts
}

pub(crate) fn funds(view: &Value) -> Facts {
    let mut facts = Facts::new();
    let funds = &view["funds"];
    let year = &funds["year"];
    for other in list(funds, "others") {
        if other["total"]["rows"] != 0 {
            facts.insert(format!("{} total", other["year"]), line(&other["total"]));
        }
        if !other["ended_total"].is_null() {
            facts.insert(format!("{} ended", other["year"]), line(&other["ended_total"]));
        }
        for source in list(other, "by_source") {
            facts
                .insert(format!("{} source {}", other["year"], text(source, "name")), line(source));
        }
    }
    if funds["total"]["rows"] != 0 {
        facts.insert(format!("{year} total"), line(&funds["total"]));
    }
    if !funds["ended_total"].is_null() {
        facts.insert(format!("{year} ended"), line(&funds["ended_total"]));
    }
    for source in list(funds, "by_source") {
        facts.insert(format!("{year} source {}", text(source, "name")), line(source));
    }
    for agency in list(funds, "by_agency") {
        facts.insert(format!("{year} agency {}", text(agency, "name")), line(agency));
    }
    let rows = list(funds, "rows").iter().map(|row| ("row", row));
    for (what, row) in rows.chain(list(funds, "ended").iter().map(|row| ("ended row", row))) {
        let told = format!(
            "{}; {} / {} = {}; until {}; at {}",
            text(row, "source"),
            text(row, "disbursed"),
            text(row, "allocated"),
            text(row, "share"),
            text(row, "until"),
            list(row, "places")
                .iter()
                .map(|place| {
                    let file = text(place, "file").rsplit('/').next().unwrap_or_default();
                    format!("{file} {}", text(place, "cells"))
                })
                .collect::<Vec<_>>()
                .join(", ")
        );
        let name = format!("{year} {what} {} {}", text(row, "agency"), text(row, "task"));
        facts.insert(name, told);
    }
    facts
}

fn line(money: &Value) -> String {
    format!(
        "{} rows, allocated {}, disbursed {}, share {} over {}",
        money["rows"],
        text(money, "allocated"),
        text(money, "disbursed"),
        text(money, "share"),
        money["share_rows"]
    )
}

pub(crate) fn who(view: &Value) -> Facts {
    let mut facts = Facts::new();
    if view["previous"].is_null() {
        return facts;
    }
    for what in ["first_time", "fell_silent"] {
        facts.insert(what.into(), texts(&view["changes"], what).join("; "));
    }
    facts
}

/// The tasks of each list of changes.
pub(crate) fn changes(view: &Value) -> Facts {
    let mut facts = Facts::new();
    if view["changes"].is_null() {
        return facts;
    }
    for what in super::changes::LISTS {
        // After the code come the name and what changed.
        let code = |told: &String| {
            let code = told.split([' ', ',']).next().unwrap_or_default();
            code.trim_end_matches('.').to_owned()
        };
        let codes: Vec<String> = texts(&view["changes"], what).iter().map(code).collect();
        facts.insert(what.into(), codes.join(", "));
    }
    facts
}

// ---- `report status` --------------------------------------------------------------------------

fn decimal(value: &Value) -> String {
    if value.is_null() {
        return String::new();
    }
    let text = value.as_f64().expect("a number").to_string();
    text.replace('.', ",")
}

pub(crate) fn status_tasks(status: &Value) -> Facts {
    let mut facts = Facts::new();
    for task in list(status, "tasks") {
        let told = [
            text(task, "lead").to_owned(),
            text(task, "status").to_owned(),
            decimal(&task["progress"]),
            decimal(&task["change"]),
            text(task, "band").to_owned(),
            number(&task["days_overdue"]),
            number(&task["days_silent"]),
        ];
        facts.insert(text(task, "id").into(), told.join(" | "));
    }
    facts
}

pub(crate) fn status_agencies(status: &Value) -> Facts {
    let mut facts = Facts::new();
    for folder in list(status, "coverage") {
        for agency in list(folder, "agencies") {
            let told = [
                text(agency, "duty").to_owned(),
                text(agency, "state").to_owned(),
                number(&agency["days_late"]),
                text(agency, "received").to_owned(),
                texts(agency, "leads").join(","),
                texts(agency, "leads_reported").join(","),
            ];
            let name = format!("{} {}", text(folder, "period"), text(agency, "id"));
            facts.insert(name, told.join(" | "));
        }
    }
    facts
}

// ---- `report check` ---------------------------------------------------------------------------

/// Codes that say what documents count.
pub(crate) const CODES: [&str; 5] = ["K602", "K605", "L806", "M902", "M905"];

/// What is found of agencies and tasks; of overdue tasks, where a row counts.
pub(crate) fn told(found: &super::program::Found, counting: &[String]) -> Facts {
    let mut facts = Facts::new();
    for code in CODES {
        let of_code = found.iter().filter(|(found, ..)| *found == code);
        let mut told: Vec<String> = of_code
            .map(|(_, agency, task)| format!("{agency} {task}").trim_end().to_owned())
            .filter(|told| code != "K605" || counting.contains(told))
            .collect();
        told.sort();
        told.dedup();
        facts.insert(code.to_owned(), told.join("; "));
    }
    facts
}
