"""Time and peak memory of each format for a large catalogue, beside the bare library writing the same rows.

    python benchmarks/exports.py [size]

Each line is a process of its own. The time is that of the function, from the checked catalogue to the bytes; for the bare library
it is that of writing rows that are already made. The peak is that of the process; `only loaded` is a process that loads the
catalogue and lists it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from growth import copy_catalogue

from essfund.presenting.formats import FORMATS

PREPARE = """
import io, csv, json, sys, time, resource
from datetime import date
from functools import partial
from pathlib import Path
from essfund import load_catalogue
from essfund.exchange.filters import list_instruments
from essfund.presenting.formats import FORMATS
from essfund.exchange.exporting.cells import as_json, csv_value, in_words, plain
from essfund.exchange.exporting.selection import Selection
from essfund.exchange.exporting.export_tables import PROVENANCE, TABLES
from essfund.core.language.translator import translator
from essfund.loading.catalogue import read_documents
folder, day = Path(sys.argv[1]), date(2019, 6, 1)
catalogue = load_catalogue(folder, cache=True)
selection = Selection(catalogue, list_instruments(catalogue, on=day), day, translator("fr"), partial(read_documents, [folder]))
def say(start, size):
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, size / 1e6)
"""
OURS = PREPARE + """
start = time.perf_counter()
say(start, 0) if sys.argv[2] == "load" else say(start, len(FORMATS["export"][sys.argv[2]].render(selection)))
"""
ROWS = PREPARE + """
def made(name, shown=False):
    columns = TABLES[name].chosen(selection, shown=True) if shown else (*TABLES[name].columns, *PROVENANCE)
    return columns, list(TABLES[name].rows(selection, columns))
columns, rows = made("instruments", shown=sys.argv[2] in {"markdown", "html"})
keys = [one.key for one in columns]
"""
BARE = {
    "csv": ROWS + """
cells = [[csv_value(v, c, comma=False) for v, c in zip(row, columns)] for row in rows]
start = time.perf_counter()
out = io.StringIO(); writer = csv.writer(out); writer.writerow(keys); writer.writerows(cells)
say(start, len(out.getvalue().encode()))
""",
    "json": PREPARE + """
documents = {role: selection.documents()[role] for role in ("tools", "rules", "vocabularies")}
start = time.perf_counter()
say(start, len(json.dumps(documents, ensure_ascii=False, indent=1).encode()))
""",
    "jsonl": ROWS + """
cells = [{c.key: plain(v, c) for v, c in zip(row, columns)} for row in rows]
start = time.perf_counter()
say(start, len("".join(as_json(one) + "\\n" for one in cells).encode()))
""",
    "xlsx": ROWS + """
import xlsxwriter
sheets = {name: [[str(v) if isinstance(v, (list, tuple, dict)) else v for v in row[:-4]] for row in made(name)[1]] for name in TABLES}
start = time.perf_counter()
out = io.BytesIO(); book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
for name, cells in sheets.items():
    sheet = book.add_worksheet(name)
    for i, row in enumerate(cells):
        sheet.write_row(i, 0, row)
book.close(); say(start, len(out.getvalue()))
""",
    "parquet": ROWS + """
import pyarrow, pyarrow.parquet
cells = {c.key: [as_json(v) if c.kind == "structure" else list(v) if isinstance(v, tuple) else v for v in column]
         for c, column in zip(columns, zip(*rows))}
start = time.perf_counter()
out = io.BytesIO(); pyarrow.parquet.write_table(pyarrow.table(cells), out, compression="zstd"); say(start, len(out.getvalue()))
""",
    "markdown": ROWS + """
cells = [[in_words(v, c, selection).replace("\\n", "<br>") for v, c in zip(row, columns)] for row in rows]
start = time.perf_counter()
say(start, len("\\n".join("| " + " | ".join(row) + " |" for row in cells).encode()))
""",
    "html": ROWS + """
import jinja2
cells = [[in_words(v, c, selection) for v, c in zip(row, columns)] for row in rows]
start = time.perf_counter()
page = jinja2.Environment(autoescape=True).from_string("{% for r in rows %}<tr>{% for c in r %}<td>{{ c }}</td>{% endfor %}</tr>{% endfor %}")
say(start, len(page.render(rows=cells).encode()))
""",
}


def run(script: str, folder: Path, name: str) -> str:
    environment = {**os.environ, "ESSFUND_CACHE": str(folder / "cache")}
    done = subprocess.run([sys.executable, "-c", script, str(folder), name], env=environment, capture_output=True, text=True, check=True)
    seconds, memory, size = (float(one) for one in done.stdout.split())
    return f"{seconds:7.2f} s {memory:6.0f} MB {size:6.1f} MB"


def main(size: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_catalogue(folder, size)
        run(OURS, folder, "load")
        print(f"{size} instruments: time, peak of the process, size of the file")
        print(f"{'only loaded':18}{run(OURS, folder, 'load')}")
        for one in FORMATS["export"]:
            bare = run(BARE[one], folder, one) if one in BARE else "no library writes it"
            print(f"{one:18}{run(OURS, folder, one)}   bare library: {bare}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
