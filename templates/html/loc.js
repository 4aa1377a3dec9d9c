"use strict";
// Bộ lọc, nút in và nút lưu bảng của bảng theo dõi. Không có mã lệnh này thì trang vẫn đủ nội dung.
// Không gửi gì, không lấy gì từ mạng; điều kiện lọc nằm trong địa chỉ, sau dấu #.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("loc");
  if (!box) return;
  const names = ["nhom", "co-quan", "tinh-trang", "chu"];
  const inputs = new Map(names.map((name) => [name, document.getElementById(`loc-${name}`)]));
  const result = document.getElementById("loc-ket-qua");
  const tasks = [...document.querySelectorAll("[data-viec]")];
  const sections = [...document.querySelectorAll(".nhom-viec")];
  const grid = document.querySelector(".o-luoi");
  const heads = [...grid.tHead.rows[0].cells].slice(1, tasks.length + 1);
  const rows = [...grid.querySelectorAll("tr[data-co-quan]")];

  // Bỏ dấu, chữ thường, một dấu cách: để tìm như người gõ.
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d")
    .toLowerCase().replace(/\s+/g, " ").trim();
  const words = new Map(tasks.map((task) => {
    const article = document.getElementById(task.dataset.viec);
    return [task, fold(`${task.textContent} ${article ? article.textContent : ""}`)];
  }));
  const agencyNames = new Map(rows.map((row) => [row, fold(row.cells[0].textContent)]));

  const wanted = () => Object.fromEntries(names.map((name) => [name, inputs.get(name).value.trim()]));

  function apply() {
    const want = wanted();
    const text = fold(want.chu);
    const shown = tasks.map((task) => (!want.nhom || task.dataset.nhom === want.nhom)
      && (!want["co-quan"] || task.dataset.coQuan.split(" ").includes(want["co-quan"]))
      && (!want["tinh-trang"] || task.dataset.tinhTrang === want["tinh-trang"]
        || (want["tinh-trang"] === "qua_han" && "quaHan" in task.dataset))
      && words.get(task).includes(text));
    tasks.forEach((task, n) => { task.hidden = !shown[n]; });
    for (const section of sections) {
      section.hidden = !section.querySelector("[data-viec]:not([hidden])");
    }
    heads.forEach((head, n) => { head.hidden = !shown[n]; });
    const byTask = Boolean(want.nhom || want["tinh-trang"] || text);
    let agencies = 0;
    for (const row of rows) {
      const cells = [...row.cells].slice(1, tasks.length + 1);
      cells.forEach((cell, n) => { cell.hidden = !shown[n]; });
      const told = cells.some((cell, n) => shown[n] && cell.firstElementChild);
      const named = text !== "" && agencyNames.get(row).includes(text);
      row.hidden = want["co-quan"]
        ? row.dataset.coQuan !== want["co-quan"]
        : byTask && !told && !named;
      if (!row.hidden) agencies += 1;
    }
    for (const body of grid.tBodies) {
      body.hidden = !body.querySelector("tr[data-co-quan]:not([hidden])");
    }
    const count = shown.filter(Boolean).length;
    const any = names.some((name) => want[name]);
    result.textContent = any
      ? `Đang xem ${count}/${tasks.length} nhiệm vụ, ${agencies}/${rows.length} cơ quan.${
        count ? "" : " Không có nhiệm vụ nào như vậy: bớt điều kiện, hoặc bấm Bỏ lọc."}`
      : `Đang xem tất cả ${tasks.length} nhiệm vụ, ${rows.length} cơ quan.`;
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
    const figures = text.replace(/^-\s*/, "").replace(/[\u00a0\u202f]/g, " ");
    const percent = /^(\d+)(?:[.,]\d{1,2}0*)?\s*%?$/.exec(figures);
    if (percent && Number(percent[1]) <= 1e6) return true;
    const whole = /^(?:\d+|\d{1,3}(?:(?:\.\d{3})+|(?: \d{3})+|(?:,\d{3}){2,}))$/;
    const cents = /^(?:\d{4,}[.,]|\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.|(?: \d{3})+[.,]))00?$/;
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
      const text = element.textContent.replace(/\s+/g, " ").trim();
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
  read();
});
