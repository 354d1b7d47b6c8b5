"""A later import over a draft: hand edits stay, what the file changed is updated or said, nothing is lost, and the draft still loads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from essfund import load_catalogue, validate
from tests.importing.making import DAY, aid, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Again = Callable[[list[dict[str, str]]], Done]

FIRST = [aid(id="1", titre="Prêt du fleuve", promesse="Un prêt.", date_cloture="2026-12-31"),
         aid(id="2", titre="Bourse du lac", eligibilite_effectif_maximal="49"), aid(id="3", titre="Don du bois")]


@pytest.fixture
def again(essfund: Callable[..., Done], tmp_path: Path) -> Again:
    """Imports rows into the same folder, each time on a later day."""
    days = iter(["2026-11-24", "2026-12-24", "2027-01-24"])

    def imported(rows: list[dict[str, str]]) -> Done:
        (tmp_path / "aides.csv").write_bytes(table(rows))
        done = essfund("import", str(tmp_path / "aides.csv"), "--output", str(tmp_path / "draft"), "--lang", "en", "--as-of", next(days))
        load_catalogue(tmp_path / "draft")
        assert [item for item in validate(tmp_path / "draft", on=DAY) if item.is_error] == []
        return done

    imported([dict(row) for row in FIRST])
    return imported


def changed(place: int, **given: str) -> list[dict[str, str]]:
    return [row | (given if number == place else {}) for number, row in enumerate(FIRST)]


def by_hand(path: Path, old: str, new: str) -> str:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    return text.replace(old, new, 1)


def texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "draft").iterdir()}


def test_the_same_file_on_another_day_changes_nothing(again: Again, tmp_path: Path) -> None:
    by_hand(tmp_path / "draft/tools.yaml", "    reach: regional\n", "    reach: national # lu\n")
    before = texts(tmp_path)
    done = again(FIRST)
    assert done.code == 0
    assert "3 instruments are as they were" in done.err
    assert texts(tmp_path) == before


def test_what_no_hand_touched_is_updated_and_said(again: Again, tmp_path: Path) -> None:
    done = again(changed(0, date_cloture="2027-06-30", promesse="Un prêt plus long."))
    assert "`pret-du-fleuve`, valid_until updated: 2026-12-31 → 2027-06-30" in done.err
    assert "`pret-du-fleuve`, summary updated: Un prêt. → Un prêt plus long." in done.err
    assert "2 instruments are as they were" in done.err
    tool = load_catalogue(tmp_path / "draft").instruments["pret-du-fleuve"].tool
    assert tool.valid_until is not None
    assert (tool.valid_until.day.isoformat(), tool.summary.fr) == ("2027-06-30", "Un prêt plus long.")


def test_what_a_hand_changed_stays_and_the_rest_is_updated(again: Again, tmp_path: Path) -> None:
    by_hand(tmp_path / "draft/tools.yaml", "fr: Un prêt.", "fr: Un prêt d’honneur.")
    edited = by_hand(tmp_path / "draft/tools.yaml", "  pret-du-fleuve:\n", "  # lu le 3 mai\n  pret-du-fleuve:\n")
    done = again(changed(0, date_cloture="2027-06-30", promesse="Un prêt plus long."))
    assert "`pret-du-fleuve`, summary kept as a hand left it; the file said Un prêt. and now says Un prêt plus long." in done.err
    assert "`pret-du-fleuve`, valid_until updated" in done.err
    assert (tmp_path / "draft/tools.yaml").read_text(encoding="utf-8") == edited.replace("'2026-12-31'", "'2027-06-30'").replace(
        "day: 2026-12-31", "day: 2027-06-30").replace('"2026-12-31"', '"2027-06-30"')
    assert "summary" not in again(changed(0, date_cloture="2027-06-30", promesse="Un prêt plus long.")).err


def test_a_comment_is_a_hand_too(again: Again, tmp_path: Path) -> None:
    by_hand(tmp_path / "draft/rules.yaml", "      at_most: 49", "      at_most: 49 # vu dans le règlement")
    done = again(changed(1, eligibilite_effectif_maximal="99"))
    assert "`bourse-du-lac`, requires kept as a hand left it; the file said employees: at_most: 49 and now says employees: at_most: 99" in done.err
    assert "at_most: 49 # vu" in (tmp_path / "draft/rules.yaml").read_text(encoding="utf-8")


def test_new_and_gone_instruments_are_said_and_nothing_is_deleted(again: Again, tmp_path: Path) -> None:
    done = again([*FIRST[:2], aid(id="4", titre="Don du bois", porteurs="Un autre"), aid(id="5", titre="Prêt du fleuve")])
    assert "`don-du-bois-2` is new: Don du bois" in done.err
    assert "`pret-du-fleuve-2` is new" in done.err
    assert "`don-du-bois` is no longer in the file; it stays in the draft" in done.err
    found = load_catalogue(tmp_path / "draft")
    assert list(found.instruments) == ["pret-du-fleuve", "bourse-du-lac", "don-du-bois", "don-du-bois-2", "pret-du-fleuve-2"]
    assert found.instruments["don-du-bois-2"].tool.provider == "Un autre"
    assert "is new" not in again([*FIRST[:2], aid(id="4", titre="Don du bois", porteurs="Un autre"), aid(id="5", titre="Prêt du fleuve")]).err


def test_a_name_that_changed_in_the_file_is_the_same_instrument(again: Again, tmp_path: Path) -> None:
    assert "`don-du-bois`, name updated: Don du bois → Don de la forêt" in again(changed(2, titre="Don de la forêt")).err
    assert list(load_catalogue(tmp_path / "draft").instruments) == ["pret-du-fleuve", "bourse-du-lac", "don-du-bois"]


def test_what_a_hand_took_out_is_not_put_back(again: Again, tmp_path: Path) -> None:
    for name, section in (("tools.yaml", "tools"), ("rules.yaml", "instruments")):
        text = (tmp_path / "draft" / name).read_text(encoding="utf-8")
        start = text.index("  don-du-bois:\n", text.index(f"\n{section}:\n"))
        (tmp_path / "draft" / name).write_text(text[:start], encoding="utf-8")
    done = again(changed(2, titre="Don de la forêt"))
    assert "`don-du-bois` was taken out of the draft and is not put back" in done.err
    assert list(load_catalogue(tmp_path / "draft").instruments) == ["pret-du-fleuve", "bourse-du-lac"]


def test_a_field_that_left_the_file_leaves_the_draft(again: Again, tmp_path: Path) -> None:
    assert "`pret-du-fleuve`, valid_until updated: 2026-12-31 → –" in again(changed(0, date_cloture="")).err
    assert load_catalogue(tmp_path / "draft").instruments["pret-du-fleuve"].tool.valid_until is None


def test_another_contact_is_added_and_the_old_one_stays(again: Again, tmp_path: Path) -> None:
    again(changed(0, porteurs="Guichet neuf"))
    found = load_catalogue(tmp_path / "draft")
    assert found.contacts[found.instruments["pret-du-fleuve"].tool.apply].name == "Guichet neuf"
    assert {contact.name for contact in found.contacts.values()} == {"ADEME", "Guichet neuf"}


@pytest.mark.parametrize(("damage", "code"), [
    (lambda folder: (folder / "import.json").write_text("{}"), 3), (lambda folder: (folder / "import.json").write_text("[" * 100_000), 3),
    (lambda folder: (folder / "tools.yaml").write_text("tools: [\n"), 3), (lambda folder: (folder / "tools.yaml").unlink(), 3),
    (lambda folder: (folder / "tools.yaml").write_text("tools: []\n"), 2),
    (lambda folder: (folder / "rules.yaml").write_text("instruments: {pret-du-fleuve: {}}\n"), 2),
])
def test_a_draft_that_cannot_be_written_into_is_left_alone(damage: Callable[[Path], object], code: int, again: Again, essfund: Callable[..., Done],
                                                           tmp_path: Path) -> None:
    damage(tmp_path / "draft")
    before = texts(tmp_path)
    (tmp_path / "aides.csv").write_bytes(table([*FIRST, aid(id="9", titre="Neuf")]))
    assert essfund("import", str(tmp_path / "aides.csv"), "--output", str(tmp_path / "draft")).code == code
    assert texts(tmp_path) == before
    assert again is not None


def test_another_format_is_no_later_import(again: Again, essfund: Callable[..., Done], tmp_path: Path) -> None:
    assert again is not None
    (tmp_path / "x.json").write_text(json.dumps([{"id_aid": "1", "aid_nom": "A"}]), encoding="utf-8")
    done = essfund("import", str(tmp_path / "x.json"), "--output", str(tmp_path / "draft"), "--lang", "en")
    assert done.code == 2
    assert "this draft was imported from dispositif-aide, and the file is aides-entreprises" in done.err
