// How heavy pages are and how long their filters take, in a real Chromium.
//
// `node bench.mjs PAGE [PAGE …]` tells of each page: its size, the time until it can be used, and for
// every field of the filter the time from a choice to the page laid out anew (the middle of ROUNDS);
// of every page after the first also the ratio to the first. It holds nothing: machines differ.
// `cargo test --test screen province` leaves the page of a whole province-quarter in
// target/tmp/province.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ROUNDS = 7;
const WORDS = 'tre em';
const middle = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = await chromium.launch({ executablePath: browsers.find((file) => fs.existsSync(file)) });

const told = [];
for (const file of process.argv.slice(2)) told.push(await look(file));
await browser.close();
for (const { file, ...times } of told) {
  console.log(file);
  for (const [name, value] of Object.entries(times)) {
    const ratio = told[0] !== undefined && name in told[0] ? ` ${(value / told[0][name]).toFixed(2)}x` : '';
    console.log(`  ${name.padEnd(24)} ${value.toFixed(name === 'kB' ? 0 : 1).padStart(9)}${file === told[0].file ? '' : ratio}`);
  }
}

async function look(file) {
  const times = { file: path.basename(path.dirname(file)) + '/' + path.basename(file), kB: fs.statSync(file).size / 1000 };
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  // The filter works in a timer: what it does there is timed, with the layout that follows.
  await page.addInitScript(() => {
    const later = globalThis.setTimeout;
    globalThis.setTimeout = (work, wait) => later(() => {
      const start = performance.now();
      work();
      document.body.getBoundingClientRect();
      globalThis.took = performance.now() - start;
    }, wait);
  });
  const start = performance.now();
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('#loc:not([hidden])');
  times['load ms'] = performance.now() - start;
  // What the page reads in idle moments is read before its times are taken.
  await page.waitForTimeout(1500);
  const fields = await page.evaluate(() => [...document.querySelectorAll('#loc select, #loc input')].map((e) => e.id));
  for (const field of fields) {
    const chosen = [];
    const cleared = [];
    for (let round = 0; round < ROUNDS; round++) {
      chosen.push(await choose(page, field, round + 1));
      cleared.push(await choose(page, field, 0));
    }
    times[`${field} ms`] = middle(chosen);
    times[`${field} cleared ms`] = middle(cleared);
  }
  await page.close();
  return times;
}

// Makes a choice, the first of all being none; how long it took.
async function choose(page, field, choice) {
  await page.evaluate(({ id, at, words }) => {
    globalThis.took = null;
    const input = document.getElementById(id);
    if (input.localName === 'select') input.selectedIndex = at === 0 ? 0 : 1 + (at - 1) % (input.options.length - 1);
    else input.value = at === 0 ? '' : words;
    input.dispatchEvent(new Event(input.localName === 'select' ? 'change' : 'input'));
  }, { id: field, at: choice, words: WORDS });
  await page.waitForFunction(() => globalThis.took !== null);
  return page.evaluate(() => globalThis.took);
}
