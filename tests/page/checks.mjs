// The checks of a page in a browser, each by a name under which main.rs asks for it.
//
// A check gets { url, visit(options, look), fault(text), formulas } and tells every fault it finds.
// Loading a page takes most of the time, so what can be seen on one stands together: then the check
// has several names, and `fault(text, name)` says under which of them the fault is told. What only
// the page on the screen has stands in `nav` or has the class `man-hinh`; all else is the document.
// Functions given to `evaluate` run in the page and use nothing from here.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import { filter } from './filter.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [320, 360, 768, 1280, 1920];

// What only colours can break, and all else; no width has colours of its own.
const COLOURS = ['color-contrast', 'link-in-text-block'];
const OF_COLOUR = { runOnly: { type: 'rule', values: COLOURS } };
const BUT_COLOUR = { rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])) };

export const checks = {
  quiet: atRest,
  alone: atRest,
  inert: atRest,
  print: atRest,
  axe_light: accessible,
  axe_dark: accessible,
  axe_narrow: accessible,

  // Without scripts all of the document is there, and no control that would do nothing.
  async without_script({ url, visit, fault }) {
    await visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(url);
      for (const text of await page.evaluate(hiddenTexts)) fault(`not shown: ${text}`);
      for (const text of await page.evaluate(shown, 'form, input, select, button, textarea')) {
        fault(`of no use without scripts: ${text}`);
      }
    });
  },

  // No sideways scrolling of the page at any width; a wide table scrolls in its own frame.
  async narrow({ url, visit, fault }) {
    await visit({}, async (page) => {
      await page.goto(url);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        for (const text of await page.evaluate(tooWide)) fault(`at ${width} px: ${text}`);
      }
    });
  },

  // Every link within the page, and every task and source by its address, leads to what it names.
  async deep_links({ url, visit, fault }) {
    await visit({ reducedMotion: 'reduce' }, async (page) => {
      await page.goto(url);
      const ids = await page.evaluate(linked);
      if (ids.length < 20) fault(`only ${ids.length} places are linked`);
      for (const text of await page.evaluate(follow, ids)) fault(text);
    });
    // As pasted into the address, with scripts and without.
    for (const javaScriptEnabled of [true, false]) {
      await visit({ javaScriptEnabled, reducedMotion: 'reduce' }, async (page) => {
        await page.goto(`${url}#II.1`);
        const state = await page.evaluate(where, 'II.1');
        if (state !== null) fault(`#II.1 in the address, ${javaScriptEnabled ? 'with' : 'without'} scripts: ${state}`);
      });
    }
  },

  // The keyboard alone reaches everything, sees where it is, and is caught nowhere.
  async keyboard({ url, visit, fault }) {
    await visit({ reducedMotion: 'reduce' }, async (page) => {
      await page.goto(url);
      await page.keyboard.press('Tab');
      const first = await page.evaluate(focused);
      if (first?.href !== '#noi-dung') fault(`the first stop is not the way to the content: ${first?.what}`);
      if (first && !first.seen) fault('the way to the content is not seen when reached');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      if (!(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement)))) {
        fault('after the way to the content the next stop is not in it');
      }
    });
    await visit({ reducedMotion: 'reduce' }, async (page) => {
      await page.goto(url);
      const stops = await page.evaluate(countStops);
      for (let n = 0; n < stops; n++) {
        await page.keyboard.press('Tab');
        // The look of the focus is the same everywhere: thirty of them tell.
        const stop = n < 30 ? await page.evaluate(focused) : null;
        if (stop && !(stop.seen && stop.marked)) fault(`not seen when reached: ${stop.what}`);
      }
      const reached = await page.evaluate(() => globalThis.reached.size);
      if (reached < stops) fault(`${reached} of ${stops} stops are reached`);
    });
  },

  // A task opens into its rows, with scripts and without; each leads to the whole row, the words of
  // which stand beside it where scripts run.
  async rows_open({ url, visit, fault }) {
    for (const javaScriptEnabled of [true, false]) {
      await visit({ javaScriptEnabled, reducedMotion: 'reduce' }, async (page) => {
        await page.goto(url);
        const summaries = page.locator('.dong > summary');
        if ((await summaries.count()) === 0) { fault('no task opens into rows'); return; }
        await summaries.first().focus();
        await page.keyboard.press('Enter');
        await page.waitForTimeout(100);
        for (const text of await page.evaluate(opened, javaScriptEnabled)) fault(`${javaScriptEnabled ? 'with' : 'without'} scripts: ${text}`);
      });
    }
  },

  // What the page does with scripts.
  ...filter,
  async filter_readable(visitor) { await filter.filter_readable(visitor, violations, OF_COLOUR, tooWide); },
};

// A page that is opened and looked at: from the top to the foot, on paper, in the dark.
async function atRest({ url, visit, fault }) {
  await visit({}, async (page, context) => {
    // Nothing is thrown and nothing is said on the console.
    page.on('pageerror', (error) => fault(`thrown: ${error.message}`, 'quiet'));
    page.on('console', (said) => fault(`${said.type()}: ${said.text()}`, 'quiet'));
    page.on('dialog', (dialog) => { fault(`a dialog: ${dialog.message()}`, 'quiet'); return dialog.dismiss(); });
    // The browser asks for the page itself and for nothing else, whatever is done with it.
    context.on('request', (request) => {
      if (request.url().split('#')[0] !== url) fault(`a request: ${request.url()}`, 'alone');
    });
    context.on('page', (opened) => { if (opened !== page) fault(`a window: ${opened.url()}`, 'alone'); });
    await page.goto(url);
    await page.mouse.move(300, 300);
    await page.mouse.click(300, 300);
    // What agencies wrote is text: no element, attribute or address of theirs, and nothing ran.
    for (const text of await page.evaluate(acting)) fault(text, 'inert');
    // On paper there is the whole document and nothing of the screen.
    await page.emulateMedia({ media: 'print' });
    for (const text of await page.evaluate(hiddenTexts)) fault(`not printed: ${text}`, 'print');
    const furniture = 'nav, form, input, select, button, textarea, dialog, summary, svg, canvas, audio, video, .man-hinh, .bo-qua';
    for (const text of await page.evaluate(shown, furniture)) fault(`printed: ${text}`, 'print');
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.keyboard.press('End');
    await page.waitForTimeout(100);
  });
}

// What axe finds in the light; in the dark, where only the colours are others; on a telephone, where
// they are the same.
async function accessible({ url, visit, fault }) {
  await visit({ reducedMotion: 'reduce', colorScheme: 'light' }, async (page) => {
    await page.goto(url);
    for (const text of await violations(page)) fault(text, 'axe_light');
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const text of await violations(page, OF_COLOUR)) fault(text, 'axe_dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 800 });
    for (const text of await violations(page, BUT_COLOUR)) fault(text, 'axe_narrow');
  });
}

// What axe finds on a page as it stands, by all its rules or by some.
async function violations(page, some = {}) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations: found } = await page.evaluate((options) => globalThis.axe.run(document, {
    resultTypes: ['violations'], ...options,
  }), some);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary}`));
}

// ---- In the page ----

// The text of the document as it is printed, blocks apart.
export function printed() {
  const pieces = [];
  const walk = (element) => {
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden' || element.matches('caption, style, script')) return;
    const apart = style.display !== 'inline';
    if (apart) pieces.push('\n');
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) pieces.push(child.data);
      if (child.nodeType === Node.ELEMENT_NODE) walk(child);
    }
    if (apart || element.localName === 'br') pieces.push('\n');
  };
  walk(document.body);
  return pieces.join('');
}

// Texts of the document that are not shown.
function hiddenTexts() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest('nav, style, script, template, .man-hinh, .bo-qua, caption')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    const seen = node.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!seen || width < 1 || height < 1) found.push(node.data.trim().slice(0, 60));
  }
  return found;
}

// Elements of a selector that take room on the screen.
function shown(selector) {
  return [...document.querySelectorAll(selector)]
    .filter((e) => {
      const { width, height, right, bottom } = e.getBoundingClientRect();
      return e.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1 && right > 0 && bottom > 0;
    })
    .map((e) => e.outerHTML.slice(0, 80));
}

// What reaches beyond the width of the window, outside frames that scroll.
function tooWide() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (e) => e && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const wide = [...document.body.querySelectorAll('*')]
    .filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
    .slice(0, 3)
    .map((e) => e.outerHTML.slice(0, 80));
  return [`${document.documentElement.scrollWidth} px are needed: ${wide.join(' ; ')}`];
}

// What is wrong with the rows of the task that is open.
function opened(withWords) {
  const items = [...document.querySelectorAll('.dong[open] li')];
  const faults = items.length > 0 ? [] : ['nothing is open'];
  for (const item of items) {
    if (!item.checkVisibility()) faults.push(`not shown: ${item.textContent}`);
    const row = document.querySelector(item.querySelector('a').hash);
    if (!row) faults.push(`it leads nowhere: ${item.textContent}`);
    const words = item.querySelector('span')?.textContent ?? '';
    const plain = (text) => text.replace(/\s+/g, ' ');
    if (row && withWords && !(words && plain(row.textContent).includes(words.replace(/…? ?\[\d+:\d+\]$/, '')))) faults.push(`not the words of its row: ${item.textContent}`);
  }
  return faults;
}

function linked() {
  const links = [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href').slice(1));
  const named = [...document.querySelectorAll('article[id], tr[id]')].map((e) => e.id);
  return [...new Set([...links, ...named])];
}

// Why an element is not where a link to it leads; null when it is.
function where(id) {
  const element = document.getElementById(id);
  if (!element) return 'there is no such place';
  if (!element.checkVisibility({ visibilityProperty: true })) return 'it is hidden';
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight ? null : `it stands at ${Math.round(top)} px, outside the window`;
}

// Follows links one after the other, and tells those that do not arrive.
async function follow(ids) {
  const astray = [];
  for (const id of ids) {
    // The other end of the page first, so that nothing is there by chance.
    scrollTo(0, scrollY > 1000 ? 0 : document.body.scrollHeight);
    location.hash = `#${id}`;
    await new Promise((done) => requestAnimationFrame(done));
    const box = document.getElementById(id)?.getBoundingClientRect();
    if (!box) astray.push(`#${id}: there is no such place`);
    else if (box.height === 0) astray.push(`#${id}: it is hidden`);
    else if (box.bottom <= 0 || box.top >= innerHeight) astray.push(`#${id}: it stands at ${Math.round(box.top)} px, outside the window`);
  }
  return astray;
}

// How many stops the Tab key should make; from now on `reached` has those it made.
function countStops() {
  globalThis.reached = new Set();
  addEventListener('focusin', (event) => globalThis.reached.add(event.target));
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
  return [...document.querySelectorAll(all)]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true })).length;
}

// Where the keyboard is; null when it has left the page.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    href: element.getAttribute('href'),
    what: element.outerHTML.slice(0, 80),
    seen: width > 0 && height > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    marked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none',
  };
}

// Elements, attributes and addresses that a document of plain texts has not.
function acting() {
  const found = [];
  const never = 'iframe, object, embed, img, image, link, base, audio, video, source, math, marquee, foreignObject, use, animate, set';
  for (const e of document.querySelectorAll(never)) found.push(`an element: ${e.outerHTML.slice(0, 80)}`);
  for (const e of document.querySelectorAll('*')) {
    for (const { name, value } of e.attributes) {
      if (name.startsWith('on') || name === 'srcdoc' || name === 'formaction') found.push(`an attribute: ${name}="${value}"`);
      if (['href', 'src', 'xlink:href', 'action'].includes(name) && !value.startsWith('#')) found.push(`an address: ${value}`);
      if (name === 'style' && /url|expression|import/i.test(value)) found.push(`a style: ${value}`);
    }
  }
  for (const name of Object.keys(globalThis)) if (/^_*(xss|ran|pwned)/i.test(name)) found.push(`something ran: ${name}`);
  return found;
}
