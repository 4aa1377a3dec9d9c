// Fills cells of a workbook with ExcelJS: `node fill_form.mjs form.xlsx cells.tsv out.xlsx`.

import { readFile } from "node:fs/promises";
import ExcelJS from "exceljs";

/** What is typed into a cell: a text, a number or a day. */
function value(kind, text) {
  if (kind === "number") return Number(text);
  return kind === "day" ? new Date(`${text}T00:00:00Z`) : text;
}

const [form, cells, target] = process.argv.slice(2);
const book = new ExcelJS.Workbook();
await book.xlsx.readFile(form);
for (const line of (await readFile(cells, "utf8")).split("\n").filter(Boolean)) {
  const [sheet, cell, kind, text] = line.split("\t");
  book.getWorksheet(sheet).getCell(cell).value = value(kind, text);
}
await book.xlsx.writeFile(target);
