"use strict";
// Bộ lọc, nút in và nút lưu bảng của bảng theo dõi. Không có mã lệnh này thì trang vẫn đủ nội dung.
// Không gửi gì, không lấy gì từ mạng; điều kiện lọc nằm trong địa chỉ, sau dấu #.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("loc");
  if (!box) return;
  const names = ["nhom", "viec", "loai", "co-quan", "vai", "tinh-trang", "chu"];
  const inputs = new Map(names.map((name) => [name, document.getElementById(`loc-${name}`)]));
  const result = document.getElementById("loc-ket-qua");
  const sections = [...document.querySelectorAll(".nhom-viec")];
  const grid = document.querySelector(".o-luoi");

  // Bỏ dấu, chữ thường, một dấu cách: để tìm như người gõ.
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d")
    .toLowerCase().replace(/\s+/g, " ").trim();

  // Cơ quan theo bảng: mỗi loại một tbody.
  const agencies = [...grid.querySelectorAll("tr[id]")].map((row) => ({
    row, id: row.id.replace("co-quan-", ""), name: row.cells[0].textContent,
    kind: row.parentElement.rows[0].textContent, cells: new Map(),
  }));
  for (const kind of new Set(agencies.map((agency) => agency.kind))) {
    const group = document.createElement("optgroup");
    group.label = kind;
    group.append(...agencies.filter((agency) => agency.kind === kind)
      .map((agency) => new Option(agency.name, agency.id)));
    inputs.get("co-quan").append(group);
  }
  const byName = new Map(agencies.map((agency) => [agency.name, agency]));
  const byId = new Map(agencies.map((agency) => [agency.id, agency]));
  const heads = new Map([...grid.tHead.rows[0].cells].filter((cell) => cell.querySelector("a"))
    .map((cell) => [cell.textContent, cell]));
  for (const agency of agencies) {
    for (const [code, head] of heads) {
      const cell = agency.row.cells[head.cellIndex];
      agency.cells.set(code, cell);
      cell.classList.add(/^[HXĐTCK]$/.test(cell.textContent) ? cell.textContent : "trong");
    }
  }

  // Mỗi dòng: cơ quan, trạng thái, có chủ trì không. Nhiệm vụ mà cơ quan chủ trì chưa có dòng thì có
  // một dòng trống, không đếm, để lọc được.
  const tasks = [...document.querySelectorAll("[data-viec]")].map((element) => {
    const task = {
      element, code: element.dataset.viec, group: element.closest(".nhom-viec").dataset.nhom,
      late: "quaHan" in element.dataset, details: element.querySelector("details"), rows: [],
    };
    task.title = fold(`${task.code} ${element.querySelector(".loi").textContent}`);
    for (const part of element.querySelectorAll(".dong [data-tinh-trang]")) {
      for (const item of part.querySelectorAll("li")) {
        const link = item.querySelector("a");
        const agency = byName.get(link.textContent);
        task.rows.push({ task, item, part, agency, link, status: part.dataset.tinhTrang, lead: item.className === "chu", shown: true });
      }
    }
    const lead = byId.get(element.dataset.chuTri);
    if (element.dataset.tinhTrang === "chua_co") task.empty = { task, agency: lead, status: "chua_co", lead: true };
    return task;
  });
  const rows = tasks.flatMap((task) => task.rows);

  // Ô của bảng dẫn đến dòng của nó ở phụ lục; kỳ dài thì đến dòng sau cùng cùng trạng thái.
  for (const part of document.querySelectorAll(".dong [data-tinh-trang]")) {
    const letter = part.querySelector(".o").textContent;
    const code = part.closest("[data-viec]").dataset.viec;
    for (const item of part.querySelectorAll("li")) {
      const cell = byName.get(item.firstChild.textContent)?.cells.get(code);
      if (cell?.textContent !== letter) continue;
      const link = document.createElement("a");
      link.href = item.firstChild.getAttribute("href");
      link.title = item.lastChild.data?.trim() ?? "";
      link.textContent = letter;
      cell.replaceChildren(link);
    }
  }

  // Cả dòng ở phụ lục; lời của dòng để tìm, bỏ dấu một lần.
  const full = (row) => document.getElementById(row.link.hash.slice(1));
  const words = (row) => {
    row.words ??= fold(`${row.agency?.name ?? ""} ${row.link ? full(row)?.textContent ?? "" : ""}`);
    return row.words;
  };
  const later = globalThis.requestIdleCallback ?? ((work) => setTimeout(() => { work({ timeRemaining: () => 10 }); }, 50));
  const unread = [...rows];
  const readOn = (time) => {
    while (unread.length && time.timeRemaining() > 2) words(unread.pop());
    if (unread.length) later(readOn);
  };

  const wanted = () => Object.fromEntries(names.map((name) => [name, inputs.get(name).value.trim()]));
  const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ".");
  const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden; };
  const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };

  function fitting(want) {
    const text = fold(want.chu);
    const status = want["tinh-trang"];
    return (row) => (!want.nhom || row.task.group === want.nhom)
      && (!want.viec || row.task.code === want.viec)
      && (!want.loai || row.agency?.kind === want.loai)
      && (!want["co-quan"] || row.agency?.id === want["co-quan"])
      && (!want.vai || row.lead === (want.vai === "chu"))
      && (!status || row.status === status || (status === "qua_han" && row.lead && row.task.late))
      && (!text || row.task.title.includes(text) || words(row).includes(text));
  }

  // Nhiệm vụ: các dòng còn lại, theo trạng thái; ít dòng thì mở sẵn.
  function showTasks(any, open) {
    for (const task of tasks) {
      const { details } = task;
      hide(task.element, any && !task.count && !task.fits);
      if (!details) continue;
      const parts = new Map();
      for (const row of task.rows) {
        hide(row.item, !row.shown);
        parts.set(row.part, (parts.get(row.part) ?? 0) + row.shown);
      }
      for (const [part, count] of parts) {
        hide(part, !count);
        say(part.querySelector("h4 > span:last-child"), String(count));
      }
      const all = task.rows.length;
      say(details.querySelector("summary > span"), task.count === all ? String(all) : `${task.count}/${all}`);
      hide(details, !task.count);
      if (open && task.count && !details.open) {
        details.open = true;
        task.opened = true;
      } else if (!open && task.opened) {
        details.open = false;
        task.opened = false;
      }
    }
    for (const section of sections) hide(section, !section.querySelector("[data-viec]:not([hidden])"));
  }

  // Bảng cơ quan: cột của nhiệm vụ, dòng của cơ quan, ô của dòng còn lại.
  function showGrid(any, want) {
    const told = new Map();
    for (const row of rows) {
      if (row.shown) told.set(row.agency, (told.get(row.agency) ?? new Set()).add(row.task.code));
    }
    const seen = new Set(tasks.filter((task) => !task.element.hidden).map((task) => task.code));
    const nothing = any && (want["tinh-trang"] || want.chu || want.vai);
    for (const [code, head] of heads) hide(head, any && !seen.has(code));
    let count = 0;
    for (const agency of agencies) {
      const own = told.get(agency);
      const waits = tasks.some((task) => task.fits && task.empty.agency === agency);
      const hidden = any && !own && !waits && agency.id !== want["co-quan"];
      hide(agency.row, hidden);
      if (hidden) continue;
      count += 1;
      for (const [code, cell] of agency.cells) {
        hide(cell, any && !seen.has(code));
        const said = cell.firstElementChild ? !own?.has(code) : nothing;
        cell.classList.toggle("ngoai", Boolean(any && said));
      }
    }
    for (const body of grid.tBodies) hide(body, !body.querySelector("tr[id]:not([hidden])"));
    return count;
  }

  // Đến chừng này dòng thì mở sẵn các nhiệm vụ có dòng.
  const FEW = 60;
  function apply() {
    const want = wanted();
    const any = names.some((name) => want[name]);
    const fits = fitting(want);
    let count = 0;
    for (const task of tasks) {
      task.count = 0;
      for (const row of task.rows) {
        row.shown = !any || fits(row);
        task.count += row.shown;
      }
      task.fits = Boolean(any && task.empty && fits(task.empty));
      count += task.count;
    }
    showTasks(any, any && count <= FEW);
    const told = showGrid(any, want);
    const shown = tasks.filter((task) => !task.element.hidden).length;
    const empty = count || shown ? "" : " Không có dòng nào như vậy: bớt điều kiện, hoặc bấm Bỏ lọc.";
    say(result, any
      ? `Đang hiện ${number(count)}/${number(rows.length)} dòng, của ${told}/${agencies.length} cơ quan, ở ${shown}/${tasks.length} nhiệm vụ, giải pháp.${empty}`
      : `Đang hiện tất cả ${number(rows.length)} dòng, ${agencies.length} cơ quan, ${tasks.length} nhiệm vụ, giải pháp.`);
  }

  // Nhiệm vụ được mở: chép phần đầu kết quả của từng dòng từ phụ lục, ô thứ năm từ cuối.
  const MOST = 160;
  function copyWords(task) {
    if (task.copied) return;
    task.copied = true;
    for (const row of task.rows) {
      const cells = full(row)?.cells;
      const [said, mark] = [-5, -1].map((at) => cells?.item(cells.length + at).textContent.replace(/\s+/g, " ").trim());
      if (!mark) continue;
      const text = document.createElement("span");
      text.textContent = `${said.length > MOST ? `${said.slice(0, said.lastIndexOf(" ", MOST))}…` : said} ${mark}`.trim();
      row.item.append(text);
    }
  }
  for (const task of tasks) {
    task.details?.addEventListener("toggle", () => { if (task.details.open) copyWords(task); });
  }

  const prefix = "#loc?";
  function write() {
    const want = wanted();
    const query = new URLSearchParams(names.filter((name) => want[name]).map((name) => [name, want[name]]));
    const hash = query.size || query.toString() ? prefix + query : "#loc";
    if (location.hash !== hash) history.replaceState(null, "", hash);
  }

  function clear() {
    for (const input of inputs.values()) input.value = "";
  }

  // Đọc điều kiện từ địa chỉ; giá trị không có trong danh sách thì bỏ qua.
  function read() {
    if (location.hash.startsWith(prefix)) {
      const query = new URLSearchParams(location.hash.slice(prefix.length));
      for (const [name, input] of inputs) {
        input.value = query.get(name) ?? "";
        if (input.selectedIndex === -1) input.value = "";
      }
      apply();
      box.scrollIntoView();
      return;
    }
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Địa chỉ gõ sai thì dùng nguyên.
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    // Nơi được dẫn đến đang bị lọc đi thì bỏ lọc.
    if (target.closest("[hidden]")) {
      clear();
      apply();
      target.scrollIntoView();
    }
  }

  let waiting;
  for (const [name, input] of inputs) {
    input.addEventListener(name === "chu" ? "input" : "change", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { apply(); write(); }, name === "chu" ? 200 : 0);
    });
  }
  document.getElementById("loc-xoa").addEventListener("click", () => {
    clear();
    apply();
    write();
    inputs.get("nhom").focus();
  });
  addEventListener("hashchange", read);

  const print = document.getElementById("in-van-ban");
  print.addEventListener("click", () => { window.print(); });
  print.hidden = false;

  // Số như chương trình đọc: -5.000, -12,5%. Cùng quy tắc với src/text/formula.rs và number.rs;
  // tests/page so hai bên theo tests/data/formulas.json.
  function isNumber(text) {
    if (/^-?\d+,\d+$/.test(text)) return true;
    const figures = text.replace(/^-\s*/, "").replace(/[\u00a0\u202f]/g, " ");
    const percent = /^(\d+)(?:[.,]\d{1,2}0*)?\s*%?$/.exec(figures);
    if (percent && Number(percent[1]) <= 1e6) return true;
    const whole = /^(?:\d+|(?!0)\d{1,3}(?:(?:\.\d{3})+|(?: \d{3})+|(?:,\d{3}){2,}))$/;
    const cents = /^(?:\d{4,}[.,]|(?!0)\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.|(?: \d{3})+[.,]))00?$/;
    const digits = whole.test(figures) ? figures : cents.test(figures) && figures.replace(/[.,]00?$/, "");
    return digits !== false && Number(digits.replace(/\D/g, "")) <= 1e15;
  }

  // Ô mở đầu bằng dấu của công thức, kể cả dấu viết rộng và dấu đứng sau chỗ trống, mà không phải số.
  function opens(text) {
    const unseen = /^[\s\p{Cc}\p{Cf}\u034f\u115f\u1160\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]+/u;
    return /^[=+\-@＝＋－＠﹦﹢﹣﹫]/.test(text.replace(unseen, "")) && !isNumber(text);
  }

  // Một bảng thành tệp CSV mở được bằng Excel tiếng Việt; ô mở đầu như công thức thì thêm dấu nháy đơn.
  function csv(table) {
    const cell = (element) => {
      const text = element.classList.contains("ngoai") ? "" : element.textContent.replace(/\s+/g, " ").trim();
      return `"${(opens(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    };
    const lines = [...table.rows].filter((row) => !row.closest("[hidden]"))
      .map((row) => [...row.cells].filter((c) => !c.hidden).map(cell).join(";"));
    return `\ufeff${lines.join("\r\n")}\r\n`;
  }

  for (const table of document.querySelectorAll(".bang table")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Lưu bảng này (CSV)";
    button.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" }));
      link.download = `${table.caption.textContent.split(/[;,]/)[0].trim()} ${box.dataset.ky}.csv`;
      link.click();
      setTimeout(() => { URL.revokeObjectURL(link.href); }, 1000);
    });
    const line = document.createElement("p");
    line.append(button);
    table.parentElement.after(line);
  }

  apply();
  box.hidden = false;
  later(readOn);
  read();
});
