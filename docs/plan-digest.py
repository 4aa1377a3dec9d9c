"""python3 plan-digest.py PLAN PERIOD (2025-Q3, or the closing day 2025-09-14): the digest that docs/digest.md tells of."""
import datetime, hashlib, json, os, sys, yaml
plan = {n: yaml.load(open(f"{sys.argv[1]}/{n}.yaml", "rb"), yaml.BaseLoader) for n in ("agencies", "appendix", "indicators", "plan", "reporting") if n != "indicators" or os.path.exists(f"{sys.argv[1]}/{n}.yaml")}
rules, end = plan["reporting"], sys.argv[2]
if "Q" in end: end = f"{end[:4]}-{3 * int(end[6]):02}-{int(rules['windows']['end_day']):02}"
off, day, left = [h["date"] for h in rules.get("holidays") or ()], datetime.date.fromisoformat(end), int(rules["deadline"]["working_days"])
while left: day += datetime.timedelta(1); left -= day.weekday() < 5 and str(day) not in off
rules["holidays"] = [d for d in off if end < d <= str(day)]
absent = [a["id"] for a in plan["agencies"]["agencies"] if end < a.get("valid_from", "") < "9"]
words = dict(chua_trien_khai="Chưa triển khai", dang_trien_khai="Đang triển khai", thuong_xuyen="Thực hiện thường xuyên", hoan_thanh="Hoàn thành", tam_dung="Tạm dừng", khong_phat_sinh="Không phát sinh")
def default(k, v): return str(v).lower() in ("", "~", "null", "[]", "{}", "true" if k == "confirmed" else "false") or words.get(k) == v or (k, v) == ("asked_certainty", "proposed")
def ended(k, v, x): return k in ("to", "valid_to") and v > end or k == "successors" and not "1" < x.get("valid_to", "") <= end
def later(x): return x in absent if isinstance(x, str) else end < x.get("from", x.get("valid_from", "")) < "9"
def form(x): return x if isinstance(x, str) else [form(y) for y in x if not later(y)] if isinstance(x, list) else {k: form(v) for k, v in x.items() if k != "basis" and not ended(k, v, x) and not default(k, form(v))}
print(hashlib.sha256(b"report-plan-digest/1\n" + json.dumps(form(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest())
