"""Files that come with essfund and that a catalogue borrows are never blamed: nobody who uses it can edit them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from essfund import validate
from essfund.core.diagnostics import Fault
from essfund.core.messages import say
from essfund.loading.catalogue import all_located
from essfund.loading.layers import blamed
from essfund.loading.yaml_reader import Document, parse

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 2, 1)
TOOLS = """
edition: "1"
licence: Licence Ouverte 2.0
sources:
  reglement: {title: Règlement du fonds local, date: "2026-01-15", kind: official}
contacts:
  maison: {name: Maison des associations, source: reglement}
tools:
  fonds-local:
    name: Fonds local
    family: subvention
    reach: regional
    provider: Communauté de communes
    apply: maison
    summary: {fr: Une subvention pour les associations., en: A grant for associations.}
    offers:
      unique: {}
    running: [reglement]
    checked_on: "2026-01-24"
    sources: [reglement]
"""
RULES = """
ranking:
  weights: {need_coverage: 30, stage_fit: 15, specificity: 20, cost: 15, proximity: 10, evidence: 10}
  cost: {don: 1.0}
  proximity: {regional: 1.0}
  evidence: {established: 1.0, probable: 0.6, inferred: 0.3}
instruments:
  fonds-local:
    requires:
      - {id: association, legal_form: {in: [associations]}, source: reglement}
"""


def borrowing(tmp_path: Path) -> Path:
    """Return a catalogue without vocabularies of its own."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "tools.yaml").write_text(TOOLS, encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    return folder


def test_a_catalogue_without_vocabularies_is_told_nothing_of_the_bundled_ones(tmp_path: Path) -> None:
    folder = borrowing(tmp_path)
    found = validate(folder, on=DAY)
    assert [item for item in found if item.span and not item.span.file.startswith(str(folder))] == []


def test_what_is_untidy_in_a_lent_file_is_not_told_and_in_ones_own_it_is() -> None:
    idle = Fault("CAT031", say("a word that nothing uses"), "vocabularies", ("purposes", "achat"))
    for lent in (True, False):
        words = parse("purposes:\n  achat: {}\n", "vocabularies.yaml")
        words.lent = lent
        assert len(list(all_located([idle], {"vocabularies": words}))) == (not lent)


def test_an_error_in_a_lent_file_is_told_at_the_entry_of_whoever_borrows_it() -> None:
    lent = Document("bundled.yaml", "", {"tools": {"fonds": {}}}, lent=True)
    mine = parse("ranking: {}\ninstruments:\n  autre: {}\n  fonds: {}\n", "mine.yaml")
    for path, line in ((("tools", "fonds", "offers"), 4), (("tools", "autres"), 1), ((), 1)):
        span = blamed(Fault("CAT012", say("no offer"), "tools", path), {"tools": lent, "rules": mine})
        assert span is not None
        assert (span.file, span.line) == ("mine.yaml", line)
