"""Writes the sheets of rows.json with openpyxl: `python openpyxl_writer.py rows.json out.xlsx`."""

import datetime
import json
import sys

from openpyxl import Workbook


def put(cell, spec):
    """Puts a value with its type and its format into a cell."""
    if spec is None:
        return
    if isinstance(spec, str):
        cell.value = spec
        return
    date = spec.get("date")
    cell.value = datetime.date.fromisoformat(date) if date else spec["number"]
    cell.number_format = spec["format"]


def main(source, target):
    with open(source, encoding="utf-8") as file:
        sheets = json.load(file)["sheets"]
    book = Workbook()
    book.remove(book.active)
    for spec in sheets:
        sheet = book.create_sheet(spec["name"])
        for row, cells in enumerate(spec["rows"], start=1):
            for column, cell in enumerate(cells, start=1):
                put(sheet.cell(row=row, column=column), cell)
        for merge in spec.get("merges", []):
            sheet.merge_cells(merge)
        if spec.get("hidden"):
            sheet.sheet_state = "hidden"
    book.save(target)


main(*sys.argv[1:])
