// Opens pages in a real Chromium and tells what is wrong with them, as JSON.
//
// Owns the browser; judges nothing but single pages: which pages there are, and what is made of the
// answer, is for main.rs. `node open.mjs JOB` reads from the file JOB:
//   { "chromium": path, "java": path or null, "folder": path, "pages": { name: path of an HTML file } }
// and writes into the folder: result.json
//   { "checks": { check: { page: [fault, …] } }, "print": { page: text }, "paper": { page: measures } }
// and NAME.pdf of every page.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { checks, printed } from './checks.mjs';
import { measure } from './paper.mjs';
import { valid } from './valid.mjs';

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const result = { checks: {}, print: {}, paper: {} };
const browser = await chromium.launch({ executablePath: job.chromium });

// A few pages at a time: much of the work is waiting for frames to be drawn.
const waiting = Object.entries(job.pages);
await Promise.all([1, 2, 3].map(async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) await look(...next);
}));
await browser.close();
if (job.java) result.checks.valid = await valid(job.java, job.pages);
fs.writeFileSync(path.join(job.folder, 'result.json'), JSON.stringify(result));

async function look(name, file) {
  const url = pathToFileURL(file).href;
  for (const [check, run] of Object.entries(checks)) {
    (result.checks[check] ??= {})[name] = await open(run, url);
  }
  const pdf = path.join(job.folder, `${name}.pdf`);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  await page.emulateMedia({ media: 'print' });
  result.print[name] = await page.evaluate(printed);
  await page.emulateMedia({ media: null });
  await page.pdf({ path: pdf, preferCSSPageSize: true, tagged: true, outline: true });
  await context.close();
  result.paper[name] = await measure(pdf);
}

// Every check gets a page of its own, so that none sees what another did.
async function open(run, url) {
  const faults = [];
  const visit = async (options, look) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    try {
      await look(page, context);
    } finally {
      await context.close();
    }
  };
  try {
    await run({ url, visit, fault: (text) => faults.push(text) });
  } catch (error) {
    faults.push(`the check broke off: ${error.message}`);
  }
  return faults;
}
