// The checks of what the page does with scripts: the filter of the board, its state in the address,
// tables saved as files. Shaped like those of checks.mjs, which asks for them.
//
// Functions given to `evaluate` run in the page and use nothing from here.

import fs from 'node:fs';

const FIELDS = ['nhom', 'viec', 'loai', 'co-quan', 'vai', 'tinh-trang', 'chu'];
// Addresses that somebody mistyped or made up; all of them show the whole page.
const STRANGE = [
  '#loc?nhom=%&la=1&la=2', '#loc?nhom=XIX&viec=IX.9&loai=x&vai=y&co-quan=khong-co&tinh-trang=%00',
  '#loc?nhom=<script>alert(1)</script>', '#%E0%A4%A', '##loc?nhom=II',
];

export const filter = {
  // Each field by the keyboard alone; what is left is told, shown, and in the address.
  async filter_keyboard({ url, visit, fault }) {
    await withFilter(visit, url, '', fault, async (page) => {
      const kept = await page.evaluate(() => history.length);
      for (const field of FIELDS) {
        if (!(await reach(page, `loc-${field}`))) { fault(`the keyboard does not reach loc-${field}`); continue; }
        if (field === 'chu') await page.keyboard.type('tre em');
        else await page.keyboard.press('ArrowDown');
        if (!(await settled(page, field))) fault(`${field} is not in the address: ${page.url()}`);
        for (const text of await page.evaluate(judged)) fault(`by ${field}: ${text}`);
        if (!(await reach(page, 'loc-xoa'))) fault('the keyboard does not reach the button that clears');
        await page.keyboard.press('Enter');
        await page.waitForTimeout(50);
        for (const text of await page.evaluate(cleared)) fault(`cleared after ${field}: ${text}`);
      }
      if ((await page.evaluate(() => history.length)) !== kept) fault('every choice is one more step back');
    });
  },

  // Several conditions together, and none that fits: told in words.
  async filter_told({ url, visit, fault }) {
    await withFilter(visit, url, '', fault, async (page) => {
      const region = await page.evaluate(() => {
        const result = document.getElementById('loc-ket-qua');
        return result?.getAttribute('aria-live') ?? '';
      });
      if (region !== 'polite') fault(`the result is in no region that is read out: ${region}`);
      await page.selectOption('#loc-nhom', 'II');
      await page.selectOption('#loc-tinh-trang', 'qua_han');
      await settled(page, 'tinh-trang');
      for (const text of await page.evaluate(judged)) fault(`two conditions: ${text}`);
      await page.selectOption('#loc-tinh-trang', 'dang_trien_khai');
      await page.selectOption('#loc-vai', 'chu');
      await settled(page, 'vai');
      for (const text of await page.evaluate(judged)) fault(`three conditions: ${text}`);
      await page.selectOption('#loc-vai', '');
      await page.selectOption('#loc-tinh-trang', 'chua_co');
      await settled(page, 'tinh-trang');
      for (const text of await page.evaluate(judged)) fault(`tasks without a row of the lead: ${text}`);
      await page.selectOption('#loc-tinh-trang', '');
      const count = async (words) => {
        await page.fill('#loc-chu', words);
        await settled(page, 'chu');
        return page.textContent('#loc-ket-qua');
      };
      const [marked, plain] = [await count('trẻ EM'), await count('tre  em')];
      if (marked !== plain) fault(`marks and capitals matter: ${marked} ${plain}`);
      const nothing = await count('không ai viết như thế này');
      if (!/^Đang hiện 0\/[\d.]+ dòng/.test(nothing) || !nothing.includes('Bỏ lọc')) fault(`nothing fits: ${nothing}`);
      for (const text of await page.evaluate(judged)) fault(`nothing fits: ${text}`);
    });
  },

  // The address opens the page as it was; a wrong one does no harm; a link out of sight clears.
  async filter_address({ url, visit, fault }) {
    let agency = null;
    await withFilter(visit, url, '', fault, async (page) => {
      agency = await page.evaluate(() => document.querySelector('#loc-co-quan optgroup option').value);
    });
    if (agency === null) return;
    const state = new URLSearchParams({ nhom: 'I', 'co-quan': agency, chu: 'trẻ em & "=' });
    await withFilter(visit, url, `#loc?${state}`, fault, async (page) => {
      for (const [name, value] of state) {
        const found = await page.inputValue(`#loc-${name}`);
        if (found !== value) fault(`${name} is “${found}” instead of “${value}”`);
      }
      for (const text of await page.evaluate(judged)) fault(`from the address: ${text}`);
      await page.evaluate(() => { location.hash = '#loc?nhom=II'; });
      await page.waitForTimeout(50);
      for (const text of await page.evaluate(judged)) fault(`after another address: ${text}`);
      if ((await page.inputValue('#loc-co-quan')) !== '') fault('what the address does not say is kept');
      for (const id of ['viec-I.1', `co-quan-${agency}`, 'I.2']) {
        await page.evaluate(() => { location.hash = '#loc?nhom=II&chu=khong-ai-viet'; });
        await page.waitForTimeout(50);
        await page.evaluate((to) => { location.hash = `#${to}`; }, id);
        await page.waitForTimeout(50);
        const seen = await page.evaluate((to) => document.getElementById(to)?.checkVisibility() ?? false, id);
        if (!seen) fault(`#${id} is not shown when a link leads there`);
      }
    });
    for (const hash of STRANGE) {
      await withFilter(visit, url, hash, fault, async (page) => {
        for (const text of await page.evaluate(cleared)) if (!text.startsWith('the address')) fault(`${hash}: ${text}`);
      });
    }
  },

  // With a filter on and everything unfolded: readable, no wider than a telephone, within the policy.
  async filter_readable({ url, visit, fault }, accessible, ofColour, tooWide) {
    await withFilter(visit, url, '#loc?nhom=II', fault, async (page) => {
      await page.evaluate(() => { for (const e of document.querySelectorAll('details')) e.open = true; });
      for (const text of await accessible(page)) fault(`in the light: ${text}`);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      for (const text of await accessible(page, ofColour)) fault(`in the dark: ${text}`);
      await page.setViewportSize({ width: 360, height: 800 });
      for (const text of await page.evaluate(tooWide)) fault(`at 360 px: ${text}`);
      await page.click('#loc-xoa');
      for (const text of await page.evaluate(tooWide)) fault(`at 360 px, cleared: ${text}`);
    });
  },

  // A table becomes a file that Excel opens: every row that is shown, nothing to be computed.
  async saved({ url, visit, fault }) {
    await withFilter(visit, url, '', fault, async (page) => {
      await page.evaluate(() => { for (const e of document.querySelectorAll('details')) e.open = true; });
      const buttons = page.locator('.bang button:not([id])');
      const count = await buttons.count();
      if (count === 0) fault('no table can be saved');
      for (let n = 0; n < count; n++) {
        const button = buttons.nth(n);
        const expected = await button.evaluate((b) => {
          const table = b.parentElement.previousElementSibling.querySelector('table');
          const rows = [...table.rows].filter((row) => row.checkVisibility());
          return rows.map((row) => [...row.cells].filter((c) => !c.hidden).length);
        });
        const { name, cells } = await save(page, button, fault);
        if (JSON.stringify(cells.map((c) => c.length)) !== JSON.stringify(expected)) fault(`${name}: other rows or cells than the table`);
        for (const cell of cells.flat()) if (/^[=@\t]/.test(cell)) fault(`${name}: a formula: ${cell}`);
      }
    });
  },

  // What opens like a formula is saved as text, and nothing else is touched: as the program does.
  async formulas({ url, visit, fault, formulas }) {
    await withFilter(visit, url, '', fault, async (page) => {
      const written = await page.evaluate((texts) => {
        const table = document.querySelector('.bang table');
        for (let part = table; part; part = part.parentElement) if (part.localName === 'details') part.open = true;
        for (const text of texts) table.insertRow().insertCell().textContent = text;
        return texts.length;
      }, formulas.map(([text]) => text));
      const { cells } = await save(page, page.locator('.bang button:not([id])').first(), fault);
      const saved = cells.slice(-written).map((row) => row.join(';'));
      formulas.forEach(([text, expected], n) => {
        if (saved[n] !== expected) fault(`“${text}” is saved as “${saved[n]}” instead of “${expected}”`);
      });
    });
  },
};

// Saves a table; the name of the file and its cells.
async function save(page, button, fault) {
  await button.focus();
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 5000 }), page.keyboard.press('Enter')]);
  const name = file.suggestedFilename();
  if (!name.endsWith('.csv')) fault(`a file named ${name}`);
  const text = fs.readFileSync(await file.path(), 'utf8');
  if (!text.startsWith('\ufeff') || !text.endsWith('\r\n')) fault(`${name}: ${JSON.stringify(text.slice(0, 20))}`);
  const lines = text.slice(1).split('\r\n').slice(0, -1);
  return { name, cells: lines.map((line) => line.slice(1, -1).split('";"').map((cell) => cell.replaceAll('""', '"'))) };
}

// A page with its filter; whatever the policy of the page refuses or a script throws is a fault.
async function withFilter(visit, url, hash, fault, look, options = {}) {
  await visit({ reducedMotion: 'reduce', ...options }, async (page) => {
    page.on('pageerror', (error) => fault(`${hash} thrown: ${error.message}`));
    page.on('dialog', (dialog) => { fault(`${hash} a dialog: ${dialog.message()}`); return dialog.dismiss(); });
    await page.addInitScript(() => {
      globalThis.refused = [];
      addEventListener('securitypolicyviolation', (e) => globalThis.refused.push(`${e.effectiveDirective} ${e.blockedURI}`));
    });
    await page.goto(url + hash);
    if (!(await page.evaluate(() => document.getElementById('loc')?.checkVisibility() ?? false))) {
      fault('there is no filter');
      return;
    }
    await look(page);
    for (const text of await page.evaluate(() => globalThis.refused)) fault(`the policy refuses ${text}`);
  });
}

// Goes on with the Tab key until an element has the focus; from the start of the page it is a long way.
async function reach(page, id) {
  for (let n = 0; n < 200; n++) {
    if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return true;
    await page.keyboard.press('Tab');
  }
  return false;
}

// Waits until a field is in the address.
async function settled(page, field) {
  // A slow machine writes the address between two letters: it must hold all that was typed.
  const written = (name) => location.hash.startsWith('#loc?')
    && new URLSearchParams(location.hash.slice(5)).get(name) === document.getElementById(`loc-${name}`).value;
  try {
    await page.waitForFunction(written, field, { timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}

// ---- In the page ----

// What is shown against what the fields say, and against what is told.
function judged() {
  const faults = [];
  const value = (name) => document.getElementById(`loc-${name}`).value;
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
  const words = plain(value('chu'));
  const number = (count) => count.toString().replace(/\B(?=(\d{3})+$)/g, '.');
  const agencies = [...document.querySelectorAll('.o-luoi tr[id]')];
  const known = (name) => agencies.find((row) => row.cells[0].textContent === name);
  // A row, or the row that the lead has not sent.
  const fits = (task, { agency, status, lead, text }) => (!value('nhom') || task.closest('.nhom-viec').dataset.nhom === value('nhom'))
    && (!value('viec') || task.dataset.viec === value('viec'))
    && (!value('loai') || agency?.parentElement.rows[0].textContent === value('loai'))
    && (!value('co-quan') || agency?.id === `co-quan-${value('co-quan')}`)
    && (!value('vai') || (value('vai') === 'chu') === lead)
    && (!value('tinh-trang') || status === value('tinh-trang') || (value('tinh-trang') === 'qua_han' && lead && 'quaHan' in task.dataset))
    && (plain(`${task.dataset.viec} ${task.querySelector('.loi').textContent}`).includes(words)
      || plain(`${agency?.cells[0].textContent ?? ''} ${text}`).includes(words));
  const tasks = [...document.querySelectorAll('[data-viec]')];
  const named = new Set();
  let [all, left] = [0, 0];
  for (const task of tasks) {
    const items = [...task.querySelectorAll('.dong li')];
    const own = items.filter((item) => {
      const agency = known(item.querySelector('a').textContent);
      if (!agency) faults.push(`a row of nobody: ${item.textContent}`);
      const text = document.querySelector(item.querySelector('a').hash)?.textContent ?? '';
      const status = item.closest('[data-tinh-trang]').dataset.tinhTrang;
      const wanted = fits(task, { agency, status, lead: item.className === 'chu', text });
      if (wanted === Boolean(item.closest('[hidden]'))) faults.push(`${task.dataset.viec}: ${item.textContent} is ${wanted ? 'hidden' : 'shown'}`);
      if (wanted) named.add(agency);
      return wanted;
    });
    const lead = document.getElementById(`co-quan-${task.dataset.chuTri}`) ?? undefined;
    const waits = task.dataset.tinhTrang === 'chua_co' && fits(task, { agency: lead, status: 'chua_co', lead: true, text: '' });
    if (waits && lead) named.add(lead);
    if (task.checkVisibility() !== (own.length > 0 || waits)) faults.push(`${task.dataset.viec} is ${own.length > 0 ? 'hidden' : 'shown'}`);
    const summary = task.querySelector('summary')?.textContent ?? '';
    if (own.length > 0 && !summary.startsWith(own.length < items.length ? `${own.length}/${items.length} dòng` : `${items.length} dòng`)) {
      faults.push(`${task.dataset.viec} has ${own.length} rows and says ${summary}`);
    }
    [all, left] = [all + items.length, left + own.length];
  }
  if (value('co-quan')) named.add(document.getElementById(`co-quan-${value('co-quan')}`));
  for (const row of agencies) if (row.checkVisibility() !== named.has(row)) faults.push(`${row.id} is ${named.has(row) ? 'hidden' : 'shown'}`);
  const shown = tasks.filter((task) => task.checkVisibility()).length;
  const told = document.getElementById('loc-ket-qua').textContent;
  if (!told.startsWith(`Đang hiện ${number(left)}/${number(all)} dòng, của ${named.size}/${agencies.length} cơ quan, ở ${shown}/${tasks.length} nhiệm vụ, giải pháp.`)) {
    faults.push(`${left} of ${all} rows, ${named.size} agencies and ${shown} tasks are shown, but told is “${told}”`);
  }
  for (const section of document.querySelectorAll('.nhom-viec')) {
    const empty = ![...section.querySelectorAll('[data-viec]')].some((task) => task.checkVisibility());
    if (section.checkVisibility() === empty) faults.push(`group ${section.dataset.nhom} is ${empty ? 'left with nothing' : 'hidden'}`);
  }
  return faults.slice(0, 10);
}

// What is not as in a page that nobody has filtered.
function cleared() {
  const faults = [];
  for (const field of document.querySelectorAll('#loc select, #loc input')) {
    if (field.value !== '') faults.push(`${field.id} holds “${field.value}”`);
  }
  const parts = '[data-viec], .o-luoi tr[id], .nhom-viec, .dong, .dong div, .dong li, .o-luoi td, .ngoai';
  const hidden = [...document.querySelectorAll(parts)].filter((e) => e.closest('[hidden]') || e.className === 'ngoai');
  if (hidden.length > 0) faults.push(`${hidden.length} things are hidden`);
  const opened = document.querySelectorAll('.dong[open]').length;
  if (opened > 0) faults.push(`${opened} tasks are left open`);
  if (!document.getElementById('loc-ket-qua').textContent.startsWith('Đang hiện tất cả')) faults.push('it is not told that all is shown');
  if (location.hash !== '#loc') faults.push(`the address ends with ${location.hash}`);
  return faults;
}
