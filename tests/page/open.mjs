// Opens pages in a real Chromium and tells what is wrong with them, as JSON.
//
// Owns the browser; judges nothing but single pages: which pages there are, and what is made of the
// answer, is for main.rs. `node open.mjs JOB` reads from the file JOB:
//   { "chromium": path, "java": path or null, "folder": path, "formulas": [[text, as saved], …],
//     "pages": { name: { "file": path of an HTML file, "checks": [check, …], "paper": whether to print it,
//       "first": how many pages of paper are enough, or null } } }
// and writes into the folder: result.json
//   { "checks": { check: { page: [fault, …] } }, "print": { page: text }, "paper": { page: measures } }
// and NAME.pdf of every page that is printed.

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

// A few things at a time: much of the work is waiting for frames to be drawn.
const work = Object.entries(job.pages).flatMap(([name, page]) => looks(name, page));
await Promise.all([1, 2, 3].map(async () => {
  for (let next = work.shift(); next; next = work.shift()) await next();
}));
await browser.close();
if (job.java) result.checks.valid = await valid(job.java, filesFor('valid'));
fs.writeFileSync(path.join(job.folder, 'result.json'), JSON.stringify(result));

// The pages that a check is asked of, and their files.
function filesFor(check) {
  const pages = Object.entries(job.pages).filter(([, page]) => page.checks.includes(check));
  return Object.fromEntries(pages.map(([name, { file }]) => [name, file]));
}

// What is to be done with a page: its checks, then the print.
function looks(name, { file, checks: asked, paper, first }) {
  const url = pathToFileURL(file).href;
  const known = asked.filter((check) => check !== 'valid');
  for (const check of known) (result.checks[check] ??= {})[name] = [];
  const tell = (text, check) => result.checks[check]?.[name]?.push(text);
  // What is seen on one load has several names, and runs once.
  const runs = [...new Set(known.map((check) => checks[check]))].map((run) => {
    const names = known.filter((check) => checks[check] === run);
    return () => open(run, names, url, (text, check = names[0]) => tell(text, check));
  });
  return paper ? [...runs, () => print(name, url, first)] : runs;
}

async function print(name, url, first) {
  const pdf = path.join(job.folder, `${name}.pdf`);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  if (!first) {
    await page.emulateMedia({ media: 'print' });
    result.print[name] = await page.evaluate(printed);
    await page.emulateMedia({ media: null });
  }
  const some = first ? { pageRanges: `1-${first}` } : { tagged: true, outline: true };
  await page.pdf({ path: pdf, preferCSSPageSize: true, ...some });
  await context.close();
  result.paper[name] = await measure(pdf);
}

// Every run gets pages of its own, so that none sees what another did.
async function open(run, names, url, fault) {
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
    await run({ url, visit, fault, formulas: job.formulas });
  } catch (error) {
    for (const name of names) fault(`the check broke off: ${error.message}`, name);
  }
}
