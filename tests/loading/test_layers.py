"""Layers of a catalogue: the later wins by id, and every finding names the file of its layer."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from essfund import load_catalogue, validate
from essfund.core.errors import InvalidInputError
from essfund.loading import texts
from essfund.loading.catalogue import load_texts, read_texts
from tests.loading.test_lent_files import DAY, RULES, TOOLS
from tests.rights import ordinary_rights

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

WORDS = """
legal_forms:
  association: {fr: Association, en: Association, aliases: [asso]}
  scop: {fr: Scop, en: Scop}
legal_form_sets:
  associations: {fr: associations, en: associations, members: [association]}
insee_codes: {"9220": {label: Association déclarée, forms: [association]}}
departements:
  "29": {name: Finistère, region: "53"}
departement_sets: {}
regions: {"53": Bretagne}
stages: {creation: {fr: Création, en: Start-up}}
purposes: {}
families: {subvention: {fr: Subvention, en: Grant, role: cash}}
reaches: {regional: {fr: Régional, en: Regional}, national: {fr: National, en: National}}
costs: {don: {fr: Don, en: Gift}}
strengths: {established: {fr: établi, en: established}, probable: {fr: probable, en: probable}, inferred: {fr: déduit, en: inferred}}
"""
ENTRY = """
    name: {name}
    family: {family}
    reach: regional
    provider: {name}
    apply: maison
    summary: {{fr: Une aide., en: An aid.}}
    offers:
      unique: {{}}
    running: [reglement]
    checked_on: "2026-01-24"
    sources: [reglement]
"""
OVER_TOOLS = f"""
edition: "2"
contacts:
  maison: {{name: Autre maison, source: reglement}}
tools:
  fonds-local:{ENTRY.format(name="Fonds refait", family="avance")}
  fonds-nouveau:{ENTRY.format(name="Fonds nouveau", family="subvention")}
"""
OVER_RULES = """
ranking:
  weights: {need_coverage: 50}
  freshness_months: 6
pairings:
  - {tools: [fonds-local, fonds-nouveau], text: {fr: Les deux ensemble., en: Both together.}, source: reglement}
instruments:
  fonds-nouveau:
    requires:
      - {id: ici, departement: {in: [ici]}, source: reglement}
"""
OVER_WORDS = """
departement_sets: {ici: {fr: ici, en: here, members: ["29"]}}
families: {avance: {fr: Avance, en: Advance, role: cash}}
legal_forms: {scop: {fr: Société coopérative, en: Co-operative}}
"""
FIRST = {"tools": TOOLS, "rules": RULES, "vocabularies": WORDS}
OVER = {"tools": OVER_TOOLS, "rules": OVER_RULES, "vocabularies": OVER_WORDS}


def layer(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for role, text in files.items():
        (folder / f"{role}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def layers(tmp_path: Path) -> list[Path]:
    return [layer(tmp_path / "first", FIRST), layer(tmp_path / "over", OVER)]


def test_the_later_wins_by_id_and_what_it_leaves_out_stands(layers: list[Path]) -> None:
    catalogue = load_catalogue(layers)
    assert (catalogue.edition, catalogue.licence) == ("2", "Licence Ouverte 2.0")
    assert {key: one.tool.name for key, one in catalogue.instruments.items()} == {"fonds-local": "Fonds refait", "fonds-nouveau": "Fonds nouveau"}
    assert [one.id for one in catalogue.instruments["fonds-local"].conditions] == ["fonds-local.association"]
    assert catalogue.contacts["maison"].name == "Autre maison"
    words = catalogue.vocabularies
    assert {key: term.fr for key, term in words.legal_form.terms.items()} == {"association": "Association", "scop": "Société coopérative"}
    assert list(words.family.terms) == ["subvention", "avance"]
    assert words.departement.sets["ici"].members == ("29",)
    assert catalogue.ranking.weights == {"need_coverage": 50, "stage_fit": 15, "specificity": 20, "cost": 15, "proximity": 10, "evidence": 10}
    assert (catalogue.ranking.freshness_months, catalogue.ranking.proximity) == (6, {"regional": 1.0})


def test_lists_are_joined_and_an_entry_about_the_same_replaces_the_one_below(layers: list[Path]) -> None:
    pair = "  - {tools: [fonds-local, fonds-nouveau], text: {fr: Avant., en: Before.}, source: reglement}\n"
    other = "  - {tools: [fonds-nouveau, fonds-local], text: {fr: Rien., en: None.}, source: reglement}\n"
    layer(layers[0], {"rules": f"{RULES}pairings:\n{pair}{other}"})
    assert [one.text.fr for one in load_catalogue(layers).pairings] == ["Les deux ensemble.", "Rien."]


@pytest.mark.parametrize(
    ("role", "old", "new", "shown"),
    [
        ("tools", "family: avance", "family: avances", "avances"),
        ("rules", "departement: {in: [ici]}", "departement: {in: [ailleurs]}", "ailleurs"),
        ("rules", "source: reglement}\ninstruments", "source: reglements}\ninstruments", "reglements"),
        ("rules", "need_coverage: 50", "need_coverage: beaucoup", "beaucoup"),
        ("vocabularies", "families:", 'regions: {"99": Rien}\nfamilies:', "99"),
    ],
)
def test_every_finding_names_the_file_of_its_layer(role: str, old: str, new: str, shown: str, layers: list[Path]) -> None:
    assert old in OVER[role]
    layer(layers[1], {role: OVER[role].replace(old, new)})
    (found,) = [item for item in validate(layers, on=DAY) if item.is_error]
    assert found.span is not None
    assert found.span.file == str(layers[1] / f"{role}.yaml")
    assert shown in (layers[1] / f"{role}.yaml").read_text(encoding="utf-8").splitlines()[found.span.line - 1]


def test_a_fault_of_the_lower_layer_is_told_there(layers: list[Path]) -> None:
    layer(layers[0], {"tools": TOOLS.replace("source: reglement}", "source: reglements}")})
    assert [item for item in validate(layers, on=DAY) if item.is_error] == []  # the entry is replaced above
    layer(layers[0], {"rules": RULES.replace("[associations]", "[assos]")})
    (found,) = [item for item in validate(layers, on=DAY) if item.is_error]
    assert found.span is not None
    assert found.span.file == str(layers[0] / "rules.yaml")


def test_a_fault_of_shape_of_the_lower_layer_is_told_there(layers: list[Path]) -> None:
    layer(layers[0], {"rules": RULES.replace("{regional: 1.0}", "{regional: beaucoup}")})
    (found,) = load_texts(read_texts(layers)).diagnostics
    assert found.span is not None
    assert (found.code, found.span.file) == ("CAT003", str(layers[0] / "rules.yaml"))


def test_entries_and_a_list_do_not_go_together(layers: list[Path]) -> None:
    layer(layers[1], {"rules": OVER_RULES.replace("instruments:", "instruments: 5\nshared:")})
    (found,) = [item for item in validate(layers, on=DAY) if item.code == "CAT003" and "first" in str(item.message.values)]
    assert found.span is not None
    assert found.span.file == str(layers[1] / "rules.yaml")


def test_cases_of_all_layers_are_tried(layers: list[Path]) -> None:
    for place in layers:
        (place / "cases").mkdir()
        (place / "cases" / "x.yaml").write_text(
            f'cases:\n  - id: {place.name}\n    as_of: "2026-02-01"\n    profile: {{legal_form: scop}}\n    says: rien\n    source: reglement\n    expect:\n'
            "      fonds-local: {verdict: eligible}\n", encoding="utf-8")
    assert [item.span.file for item in validate(layers, on=DAY) if item.code == "CAT040" and item.span] == [
        str(place / "cases" / "x.yaml") for place in layers]


def test_a_waiver_of_a_file_covers_that_file_alone(layers: list[Path]) -> None:
    accepted = "accepts: {CAT031: gardé}\n"
    layer(layers[0], {"vocabularies": WORDS.replace("costs: {", "costs: {vide: {fr: Vide, en: Empty}, ") + accepted})
    layer(layers[1], {"vocabularies": OVER_WORDS + "costs: {rien: {fr: Rien, en: None}}\n"})
    found = [item for item in validate(layers, on=DAY) if item.code == "CAT031" and item.span]
    assert [item.span.file for item in found if item.span] == [str(layers[1] / "vocabularies.yaml")]


def test_the_digest_covers_all_layers(layers: list[Path]) -> None:
    digests = {load_catalogue(layers).digest, load_catalogue(layers[0]).digest}
    layer(layers[0], {"rules": RULES + "# more\n"})
    digests.add(load_catalogue(layers).digest)
    layer(layers[1], {"rules": OVER_RULES + "# more\n"})
    digests.add(load_catalogue(layers).digest)
    assert len(digests) == 4


def test_a_layer_names_the_one_below_it(layers: list[Path]) -> None:
    first, over = layers
    layer(over / "en-bas", FIRST)
    layer(over, {"tools": "builds_on: en-bas  # à côté\n" + OVER_TOOLS})
    assert load_catalogue(over).instruments.keys() == {"fonds-local", "fonds-nouveau"}
    assert [item for item in validate(over, on=DAY) if item.is_error] == []
    assert len(read_texts([first, over]).layers) == 3
    assert read_texts([over / "en-bas", over]).folders == [over / "en-bas", over]


@pytest.mark.parametrize("written", ["builds_on: [en-bas]", '"builds_on": en-bas', "builds_on: >-\n  en-bas", "builds_on: ../first"])
def test_a_name_that_is_not_on_one_line_is_an_error_at_its_line(written: str, layers: list[Path]) -> None:
    layer(layers[1], {"tools": f"{written}\n{OVER_TOOLS}"})
    found = load_texts(read_texts(layers))
    assert any(item.code == "CAT003" and item.span and item.span.file == str(layers[1] / "tools.yaml") and item.span.line <= 2
               for item in found.diagnostics)


def test_a_name_that_no_layer_has_is_an_error_at_its_line(layers: list[Path]) -> None:
    layer(layers[1], {"tools": f"# tête\nbuilds_on: en-bas\n{OVER_TOOLS}"})
    with pytest.raises(InvalidInputError) as raised:
        load_catalogue(layers[1])
    spans = [(item.code, item.span.line, item.span.column) for item in raised.value.diagnostics if item.span]
    assert ("CAT010", 2, 12) in spans


def test_what_is_lent_below_is_not_blamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer that comes with essfund: untidy, its case fails, and its rules name an offer that the layer above takes away."""
    bundled = layer(tmp_path / "bundled", FIRST)
    national = layer(bundled / "national", {**FIRST, "rules": RULES.replace("requires:", "offers: {unique: {}}\n    requires:")})
    (national / "cases").mkdir()
    (national / "cases" / "x.yaml").write_text(
        'cases:\n  - id: une\n    as_of: "2026-02-01"\n    profile: {legal_form: association}\n    says: rien\n    source: reglement\n    expect:\n'
        "      fonds-local: {verdict: eligible}\n", encoding="utf-8")
    monkeypatch.setattr(texts, "bundled_place", lambda: str(bundled))
    mine = layer(tmp_path / "mine", {**OVER, "tools": "builds_on: national\n" + OVER_TOOLS})
    found = validate(mine, on=DAY)
    assert {item.span.file for item in found if item.span and not item.span.file.startswith(str(mine))} == set()
    assert [item for item in found if item.is_error] == []
    named = layer(tmp_path / "named", OVER)
    untidy = "contacts:\n  oublie: {name: Oubli, source: reglement}\n"
    layer(national, {"tools": TOOLS.replace("contacts:\n", untidy)})
    assert {item.span.file for item in validate([national, named], on=DAY) if item.span and str(national) in item.span.file} == set()
    assert [item.code for item in validate(national, on=DAY) if item.code == "CAT030"] == ["CAT030"]
    layer(mine, {"rules": OVER_RULES + "  fonds-local: {requires: [{id: scop, legal_form: {in: [scop]}, source: reglement}]}\n"})
    (failed,) = [item for item in validate(mine, on=DAY) if item.code == "CAT040"]
    assert failed.span is not None
    assert failed.span.file.startswith(str(mine))
    assert "of this id" in str(failed.help)
    layer(mine, {"rules": OVER_RULES, "tools": f"builds_on: national\n{OVER_TOOLS}".replace("unique", "seule")})
    errors = [item for item in validate(mine, on=DAY) if item.is_error]
    assert [(item.code, item.span.file) for item in errors if item.span] == [("CAT012", str(mine / "tools.yaml"))]
    line = (mine / "tools.yaml").read_text(encoding="utf-8").splitlines()[errors[0].span.line - 1] if errors[0].span else ""
    assert line == "  fonds-local:"


def test_commands_take_layers(layers: list[Path], tmp_path: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    first, over = map(str, layers)
    named = ("--catalogue", first, "--catalogue", over)
    listed = essfund("tools", "list", "-f", "json", *named)
    assert [one["tool"] for one in json.loads(listed.out)["tools"]] == ["fonds-nouveau", "fonds-local"]
    monkeypatch.setenv("ESSFUND_CATALOGUE", os.pathsep.join([first, over]))
    assert essfund("tools", "list", "-f", "json").out == listed.out
    assert "1 instrument" not in essfund("validate", "--no-cases").err
    monkeypatch.delenv("ESSFUND_CATALOGUE")
    whole = tmp_path / "whole.json"
    whole.write_text(essfund("export", "-f", "json", *named).out, encoding="utf-8")
    assert essfund("tools", "list", "-f", "csv", "--catalogue", str(whole)).out == essfund("tools", "list", "-f", "csv", *named).out
    assert essfund("diff", over, "--catalogue", first, "--catalogue", over).code == 0
    assert essfund("diff", first, over, "--catalogue", first, "--catalogue", over).code == 1
    assert '"avance"' in essfund("schema", "tools", *named).out
    matched = essfund("match", "--legal-form", "association", "--amount", "5000", "--all", *named)
    assert "Fonds nouveau" in matched.out
    done = essfund("new", "autre-aide", "--family", "avance", "--reach", "regional", "--as-of", "2026-02-01", *named, "--write",
                   "--source", "reglement", "--apply", "maison")
    assert done.code == 0, done.err
    assert re.search(r"^  autre-aide:", (layers[1] / "tools.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert (layers[0] / "tools.yaml").read_text(encoding="utf-8") == TOOLS


def test_fixing_mends_what_is_reported_in_every_layer_but_what_is_lent(layers: list[Path], tmp_path: Path, essfund: Callable[..., Done]) -> None:
    """Whoever named a layer below, on the command line or by `builds_on`, is told of it and gets it mended."""
    first, over = layers
    untidy = TOOLS.replace('"2026-01-24"', "2026-01-24")
    (first / "tools.yaml").write_text(untidy, encoding="utf-8")
    layer(over, {"tools": OVER_TOOLS.replace('"2026-01-24"', "2026-01-24")})
    done = essfund("validate", "--fix", "--catalogue", str(first), "--catalogue", str(over), "--lang", "en", "--as-of", DAY.isoformat())
    assert done.err.count("is now between quotes") == 3, done.err
    assert [(place / "tools.yaml").read_text(encoding="utf-8") for place in layers] == [TOOLS, OVER_TOOLS]
    above = layer(tmp_path / "above", {**OVER, "tools": f"builds_on: first\n{OVER_TOOLS}"})
    below = layer(above / "first", {**FIRST, "tools": untidy})
    shown = essfund("validate", str(above), str(below), "--diff", "--lang", "en")
    assert (shown.code, shown.out.count(f"+++ {below / 'tools.yaml'}")) == (1, 1)
    essfund("validate", str(above), "--fix", "--as-of", DAY.isoformat())
    assert (below / "tools.yaml").read_text(encoding="utf-8") == TOOLS


@pytest.mark.parametrize(("lower", "upper", "file"), [
    ({"tools": TOOLS.replace("  maison:", "  maisons:")},
     {"tools": OVER_TOOLS.replace("  maison: {name: Autre maison", "  bureau: {name: Bureau")}, "above/tools.yaml"),
    ({"tools": TOOLS.replace("  fonds-local:", "  fonds-locals:")},
     {"tools": f"tools:\n  fonds-nouveau:{ENTRY.format(name='Fonds nouveau', family='subvention')}", "rules": OVER_RULES}, "first/tools.yaml"),
])
def test_what_follows_from_another_layer_is_told_under_its_cause(
    lower: dict[str, str], upper: dict[str, str], file: str, layers: list[Path], tmp_path: Path, essfund: Callable[..., Done]
) -> None:
    """A name is misspelt below, and the layer above, which is read first by its path, speaks of it too: tools come before rules."""
    first, over = layer(layers[0], lower), layer(layers[1].rename(tmp_path / "above"), upper)
    call = ("validate", "--catalogue", str(first), "--catalogue", str(over), "--lang", "en", "--as-of", DAY.isoformat())
    found = json.loads(essfund(*call, "-f", "json").out)["diagnostics"]
    following = [item for item in found if item["cause"]]
    assert {item["cause"]["file"] for item in following} == {str(tmp_path / file)}
    assert {item["file"].removeprefix(f"{tmp_path}/").partition("/")[0] for item in following} >= {"above" if "first" in file else "first"}
    assert "that follow" in essfund(*call).out


def test_a_layer_below_that_the_user_cannot_write_is_not_blamed(layers: list[Path], essfund: Callable[..., Done]) -> None:
    """It belongs to others: no warning stands there, and an error is told at the user's own entry."""
    first, over = layers
    layer(first, {"tools": TOOLS.replace("contacts:\n", "contacts:\n  oublie: {name: Oubli, source: reglement}\n")})

    def files(*call: str) -> set[str]:
        done = essfund("validate", *call, "-f", "json", "--as-of", DAY.isoformat())
        return {item["file"].removeprefix(f"{first.parent}/").partition("/")[0] for item in json.loads(done.out)["diagnostics"]}

    both = ("--catalogue", str(first), "--catalogue", str(over))
    assert "first" in files(*both)
    paths = [*first.iterdir()]
    try:
        for path in paths:
            path.chmod(0o444)
        with ordinary_rights():
            assert "first" not in files(*both)
            assert "first" in files(str(first))  # alone, its own files are all that can be blamed
            for path in over.iterdir():
                path.chmod(0o444)
            assert "first" in files(*both)  # nothing can be written: as in a container, that says nothing of whose it is
    finally:
        for path in [*paths, *over.iterdir()]:
            path.chmod(0o644)


CASE = """cases:
  - id: une
    as_of: "2026-02-01"
    profile: {{legal_form: association}}
    says: rien
    source: reglement
    expect:
      fonds-local: {{verdict: {verdict}}}
"""


def test_a_case_of_the_same_id_stands_in_the_place_of_the_one_below(layers: list[Path], essfund: Callable[..., Done]) -> None:
    """Whoever refuses in a layer above what the one below gives has a way to say that its case is over."""
    first, over = layers
    layer(over, {"rules": OVER_RULES + "  fonds-local: {requires: [{id: scop, legal_form: {in: [scop]}, source: reglement}]}\n"})
    for place in layers:
        (place / "cases").mkdir()
    (first / "cases/a.yaml").write_text(CASE.format(verdict="eligible"), encoding="utf-8")
    call = ("validate", "--catalogue", str(first), "--catalogue", str(over), "--lang", "en", "--as-of", DAY.isoformat(), "--select", "CAT040")
    assert essfund(*call).code == 1
    (over / "cases/autre.yaml").write_text(CASE.format(verdict="ineligible"), encoding="utf-8")
    done = essfund(*call)
    assert (done.code, done.out) == (0, "")
    assert "1 golden case tried" in done.err
    (over / "cases/autre.yaml").write_text(CASE.format(verdict="eligible"), encoding="utf-8")
    assert essfund(*call).out.count("autre.yaml:8:7") == 1


def test_a_layer_that_is_none_is_told_which_was_meant(layers: list[Path], essfund: Callable[..., Done]) -> None:
    for command in (("tools", "list"), ("validate",)):
        done = essfund(*command, "--catalogue", "nationale", "--catalogue", str(layers[1]), "--lang", "en")
        assert done.code == 3
        assert "did you mean national?" in done.out + done.err
    assert "a layer that comes with essfund: national" in essfund("tools", "list", "--catalogue", "ailleurs", "--lang", "en").err
