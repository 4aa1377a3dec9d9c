// Writes the sheets of rows.json with ExcelJS: `node exceljs_writer.mjs rows.json out.xlsx`.

import { readFile } from "node:fs/promises";
import ExcelJS from "exceljs";

/** Puts a value with its type and its format into a cell. */
function put(cell, spec) {
  if (spec === null) return;
  if (typeof spec === "string") {
    cell.value = spec;
    return;
  }
  cell.value = spec.date ? new Date(`${spec.date}T00:00:00Z`) : spec.number;
  cell.numFmt = spec.format;
}

const [source, target] = process.argv.slice(2);
const { sheets } = JSON.parse(await readFile(source, "utf8"));
const book = new ExcelJS.Workbook();
for (const spec of sheets) {
  const sheet = book.addWorksheet(spec.name, { state: spec.hidden ? "hidden" : "visible" });
  spec.rows.forEach((cells, row) => {
    cells.forEach((cell, column) => put(sheet.getCell(row + 1, column + 1), cell));
  });
  (spec.merges ?? []).forEach((merge) => sheet.mergeCells(merge));
}
await book.xlsx.writeFile(target);
