"""Fills cells of a workbook with openpyxl: `python fill_form.py form.xlsx cells.tsv out.xlsx`."""

import csv
import datetime
import sys

from openpyxl import load_workbook


def value(kind, text):
    """What is typed into a cell: a text, a number or a day."""
    if kind == "number":
        return float(text)
    return datetime.date.fromisoformat(text) if kind == "day" else text


def main(form, cells, target):
    book = load_workbook(form)
    with open(cells, encoding="utf-8", newline="") as file:
        for sheet, cell, kind, text, *_ in csv.reader(file, delimiter="\t"):
            book[sheet][cell].value = value(kind, text)
    book.save(target)


main(*sys.argv[1:])
