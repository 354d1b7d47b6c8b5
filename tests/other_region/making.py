"""A catalogue of another region, what is asked of it, and the text of whatever a command writes."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pyarrow.parquet
import pypdf

from essfund import Catalogue, Report, load_catalogue, match, read_profile
from tests.tagged_pdf import bare

FOLDER = Path(__file__).parent / "bretagne"
DAY = date(2026, 11, 28)
PROFILES: dict[str, dict[str, object]] = {
    "unknown": {},
    "growing": {"legal_form": "scop", "departement": "29", "amount_needed": 20000, "stage": "reprise", "bank_loan": 10000},
    "elsewhere": {"legal_form": "association", "departement": "44", "amount_needed": 3000},
}
OPTIONS = ("--legal-form", "scop", "--departement", "29", "--amount", "20000", "--stage", "reprise", "--bank-loan", "10000")
"""The growing enterprise, on the command line."""


@cache
def bretagne() -> Catalogue:
    return load_catalogue(FOLDER)


def report(profile: str) -> Report:
    return match(bretagne(), read_profile(bretagne(), PROFILES[profile]), on=DAY)


def names(catalogue: Catalogue | None = None) -> dict[str, str]:
    """Return the name of each instrument, by its id."""
    return {key: one.tool.name for key, one in (catalogue or bretagne()).instruments.items()}


def text_of(data: bytes) -> str:
    """Return all the text of a file, whatever it is, without spaces: programs that read PDF put them where they like."""
    if data.startswith(b"%PDF"):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    elif data.startswith(b"PAR1"):
        text = str(pyarrow.parquet.read_table(io.BytesIO(data), use_threads=False).to_pylist())
    elif data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        if "word/document.xml" in archive.namelist():
            return bare("".join(docx.Document(io.BytesIO(data)).element.itertext()))
        text = "".join(archive.read(part).decode() for part in archive.namelist())
    else:
        text = data.decode("utf-8")
    return bare(text)


def missing_from(data: bytes, *, by_id: bool = False, catalogue: Catalogue | None = None) -> list[str]:
    """Return the instruments that a file does not name."""
    text = text_of(data)
    return [key for key, name in names(catalogue).items() if bare(key if by_id else name) not in text]
