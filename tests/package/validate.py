"""Validates a data package with frictionless, and prints every row as it is read, as JSON lines.

What is wrong is printed instead, and the exit status is 1.
"""

import json
import sys

from frictionless import Package, system

# The package must be complete where it lies: nothing is fetched.
system.trusted = True

package = Package(sys.argv[1])
report = package.validate()
if not report.valid:
    for error in report.flatten(["type", "rowNumber", "fieldName", "note", "message"]):
        print(error)
    sys.exit(1)
for resource in package.resources:
    for row in resource.read_rows():
        cells = {name: str(value) for name, value in row.to_dict().items() if value is not None}
        kinds = {name: type(value).__name__ for name, value in row.to_dict().items()}
        print(json.dumps([resource.name, cells, kinds]))
