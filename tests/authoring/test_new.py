"""`essfund new`: a skeleton that reads, states its gaps, goes into the files without touching anything else, or not at all."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from essfund.authoring.instrument import Skeleton
from essfund.cli.commands.schema import schema
from essfund.core.language.translator import translator
from essfund.loading.catalogue import load_vocabularies
from essfund.loading.yaml_reader import parse
from tests.depth import sliced
from tests.schemas.programs import ROOT, as_process, check_jsonschema

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

    Essfund = Callable[..., Done]

NEW = ["new", "fonds-tremplin", "--family", "pret", "--reach", "regional", "--as-of", "2026-11-24"]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def added(before: bytes, after: bytes) -> list[str]:
    """Return the lines that were added; fails if one was removed or changed."""
    found = list(difflib.ndiff(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)))
    assert not [line for line in found if line.startswith(("- ", "? "))]
    return [line[2:] for line in found if line.startswith("+ ")]


@pytest.mark.parametrize("lang", sliced(["fr", "en"], 2))
def test_by_default_it_prints_one_yaml_text_with_the_place_of_each_part_and_changes_nothing(lang: str, ours: Path, essfund: Essfund) -> None:
    before = contents(ours)
    done = essfund(*NEW, "--catalogue", str(ours), "--lang", lang)
    assert done.code == 0, done.err
    document = parse(done.out, "printed", plain_words=True)
    assert document.diagnostics == []
    assert list(document.data) == ["sources", "contacts", "tools", "instruments", "cases"]
    tool = document.data["tools"]["fonds-tremplin"]
    assert (tool["family"], tool["reach"], tool["checked_on"]) == ("pret", "regional", "2026-11-24")
    assert tool["summary"] == {"fr": "À établir", "en": "To be established"}
    heads = re.findall(r"^# --- (\S+),", done.out, re.MULTILINE)
    assert heads == ["tools.yaml", "tools.yaml", "tools.yaml", "rules.yaml", "cases/fonds-tremplin.yaml"]
    assert {"fr": "étapes suivantes", "en": "next steps"}[lang] in done.err
    assert contents(ours) == before


@pytest.mark.parametrize("family", sliced(load_vocabularies().family.terms, 5))
def test_written_into_our_catalogue_the_only_error_left_says_that_the_conditions_are_open(family: str, ours: Path, essfund: Essfund) -> None:
    before = contents(ours)
    done = essfund("new", "fonds-tremplin", "--family", family, "--reach", "national", "--catalogue", str(ours), "--write")
    assert done.code == 0, done.err
    after = contents(ours)
    assert set(after) - set(before) == {"cases/fonds-tremplin.yaml"}
    assert {name for name in before if before[name] != after[name]} == {"tools.yaml", "rules.yaml"}
    for name in ("tools.yaml", "rules.yaml"):
        assert "  fonds-tremplin:\n" in added(before[name], after[name])
    checked = essfund("validate", str(ours), "--format", "concise")
    assert checked.code == 1
    assert [re.search(r"\[(\w+)\]", line)[1] for line in checked.out.splitlines()] == ["CAT011"]  # type: ignore[index] # a match


@pytest.mark.slow
def test_check_jsonschema_accepts_what_was_written(mine: Path, essfund: Essfund) -> None:
    essfund(*NEW, "--catalogue", str(mine), "--write")
    for role, name in (("tools", "tools.yaml"), ("rules", "rules.yaml"), ("cases", "cases/fonds-tremplin.yaml")):
        assert check_jsonschema("--schemafile", ROOT / f"schemas/{role}.json", mine / name).exit_code == 0
    first = (mine / "cases/fonds-tremplin.yaml").read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=../../../../schemas/cases.json", "one folder below the other files, which name ../../../schemas"


def test_each_place_that_is_told_is_where_the_part_begins(ours: Path, essfund: Essfund) -> None:
    done = essfund(*NEW, "--catalogue", str(ours), "--write")
    places = re.findall(r"^(\S+):(\d+): (\w+)\.(\S+)$", done.out, re.MULTILINE)
    assert [section for _, _, section, _ in places] == ["sources", "contacts", "tools", "instruments"]
    for path, line, _, key in places:
        assert Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1] == f"  {key}:"


def test_it_goes_to_the_end_of_its_family_in_both_files(ours: Path, essfund: Essfund) -> None:
    essfund(*NEW, "--catalogue", str(ours), "--write")
    tools, rules = (parse((ours / f"{role}.yaml").read_text(encoding="utf-8"), role).data for role in ("tools", "rules"))
    keys = list(tools["tools"])
    place = keys.index("fonds-tremplin")
    before, *after = keys[place - 1], *(tools["tools"][key]["family"] for key in keys[place + 1:])
    assert tools["tools"][before]["family"] == "pret"
    assert "pret" not in after
    names = list(rules["instruments"])
    assert names[names.index("fonds-tremplin") - 1] == before


def comment_above(text: str, entry: str, key: str) -> str:
    """Return the comment lines directly above a key of an entry."""
    above = text[: text.index(f"\n    {key}", text.index(f"\n  {entry}:\n"))].splitlines()
    found: list[str] = []
    while above and above[-1].strip().startswith("# "):
        found.insert(0, above.pop())
    return "\n".join(found)


def test_gaps_are_stated_and_no_fact_is_made_up(mine: Path, essfund: Essfund) -> None:
    essfund(*NEW, "--catalogue", str(mine), "--write")
    tools = parse((mine / "tools.yaml").read_text(encoding="utf-8"), "tools").data
    tool, source = tools["tools"]["fonds-tremplin"], tools["sources"]["fonds-tremplin-source"]
    assert (tool["name"], tool["provider"], source["title"]) == ("À établir",) * 3
    assert tool["offers"] == {"unique": {"amount": {"note": {"fr": "Montants à établir.", "en": "Amounts to be established."}}}}
    assert "running" not in tool
    rules = parse((mine / "rules.yaml").read_text(encoding="utf-8"), "rules").data["instruments"]["fonds-tremplin"]
    assert list(rules) == ["reservations"]
    assert [one["strength"] for one in rules["reservations"]] == ["inferred"]
    text = (mine / "tools.yaml").read_text(encoding="utf-8")
    for entry, keys in (
        ("fonds-tremplin-source", ("title: À établir", "kind: secondary", 'date: "2026-11-24"')),
        ("fonds-tremplin-contact", ("name: À établir",)),
        ("fonds-tremplin", ("name: À établir", "provider: À établir", "summary: {fr: À établir")),
    ):
        for key in keys:
            assert "# à établir" in comment_above(text, entry, key), (entry, key)
    assert "# à établir" not in comment_above(text, "fonds-tremplin", "family: pret")


def test_what_is_known_is_written_and_not_asked_again(mine: Path, essfund: Essfund) -> None:
    known = ["--name", 'Prêt "Tremplin": ESS, 2026', "--provider", "- Région #1", "--apply", "maison", "--source", "reglement"]
    done = essfund(*NEW, *known, "--catalogue", str(mine), "--write")
    assert done.code == 0, done.err
    tools = parse((mine / "tools.yaml").read_text(encoding="utf-8"), "tools").data
    tool = tools["tools"]["fonds-tremplin"]
    assert (tool["name"], tool["provider"], tool["apply"], tool["sources"]) == (known[1], known[3], "maison", ["reglement"])
    assert list(tools["sources"]) == ["reglement"]
    assert list(tools["contacts"]) == ["maison"]
    named = essfund("new", "autre", "--family", "pret", "--reach", "national", "--source-title", "Le règlement",
                    "--source-url", "https://example.org/a,b", "--catalogue", str(mine))
    source = parse(named.out, "", plain_words=True).data["sources"]["autre-source"]
    assert (source["title"], source["url"]) == ("Le règlement", "https://example.org/a,b")


def test_a_finished_skeleton_is_valid_and_its_golden_case_holds(mine: Path, essfund: Essfund) -> None:
    """The next steps, followed: a condition in the place of the open question."""
    essfund(*NEW, "--catalogue", str(mine), "--write")
    path = mine / "rules.yaml"
    text = path.read_text(encoding="utf-8")
    opened = re.sub(r"# requires:.*\n    #   - ", "requires:\n      - ", text)
    assert opened != text
    path.write_text(opened, encoding="utf-8")
    done = essfund("validate", str(mine), "--lang", "en")
    assert done.code == 0, done.out
    assert " error" not in done.err
    assert "2 instruments examined, 3 golden cases tried" in done.err


def test_two_skeletons_one_after_the_other(mine: Path, essfund: Essfund) -> None:
    assert essfund(*NEW, "--catalogue", str(mine), "--write").code == 0
    assert essfund("new", "second", *NEW[2:], "--catalogue", str(mine), "--write").code == 0
    assert list(parse((mine / "tools.yaml").read_text(encoding="utf-8"), "").data["tools"]) == ["fonds-local", "fonds-tremplin", "second"]


@pytest.mark.parametrize(
    ("argv", "said"),
    sliced([
        (["Fonds Tremplin"], "did you mean fonds-tremplin?"),
        (["fonds_tremplin"], "did you mean fonds-tremplin?"),
        (["Prêt-d’honneur"], "did you mean pret-d-honneur?"),
        (["///"], "write it like fonds-local"),
        (["fonds-local"], "fonds-local-2"),
        (["x", "--apply", "mairie-"], "`contacts` of the catalogue has no `mairie-`"),
        (["x", "--apply", "maisons"], "did you mean maison?"),
        (["x", "--source", "reglment"], "did you mean reglement?"),
        (["x", "--source", "reglement", "--source-url", "https://example.org"], "give one or the other"),
        (["x", "--source-url", "example.org"], "https://"),
        (["x", "--name", ""], "leave --name out"),
        (["x", "--provider", "P" * 2001], "--provider"),
        (["x", "--as-of", "demain"], "--as-of"),
        (["x", "--family", "prets"], "did you mean pret?"),
    ], 2),
)
def test_a_wrong_call_is_a_usage_error_with_a_way_out_and_changes_nothing(argv: list[str], said: str, mine: Path, essfund: Essfund) -> None:
    before = contents(mine)
    done = essfund("new", "--family", "pret", "--reach", "regional", *argv, "--catalogue", str(mine), "--write", "--lang", "en")
    assert (done.code, done.out) == (2, ""), done.out
    assert said in done.err
    assert "Traceback" not in done.err
    assert contents(mine) == before


@pytest.mark.parametrize(("section", "option"), [("sources", "--source"), ("contacts", "--apply")])
def test_an_entry_left_from_before_is_used_and_not_written_twice(section: str, option: str, mine: Path, essfund: Essfund) -> None:
    essfund("new", "essai", "--family", "pret", "--reach", "regional", "--catalogue", str(mine), "--write")
    name = f"x-{option.removeprefix('--').replace('apply', 'contact')}"
    text = (mine / "tools.yaml").read_text(encoding="utf-8")
    (mine / "tools.yaml").write_text(text.replace(f"essai{name[1:]}", name), encoding="utf-8")
    before = contents(mine)
    argv = ["new", "x", "--family", "pret", "--reach", "regional", "--catalogue", str(mine), "--write", "--lang", "en"]
    done = essfund(*argv)
    assert (done.code, done.out) == (2, "")
    assert f"`{section}` of the catalogue already has `{name}`\nuse it: {option} {name}" in done.err
    assert contents(mine) == before
    assert essfund(*argv, option, name).code == 0


def test_the_directory_of_golden_cases_is_made(mine: Path, essfund: Essfund) -> None:
    shutil.rmtree(mine / "cases")
    assert essfund(*NEW, "--catalogue", str(mine), "--write").code == 0
    text = (mine / "cases/fonds-tremplin.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Cas de référence")
    assert [one["id"] for one in parse(text, "").data["cases"]] == ["fonds-tremplin-profil-inconnu"]


def test_family_and_reach_are_asked_for_with_their_choices(essfund: Essfund) -> None:
    for argv, said in (([], "--reach: a value is needed: one of regional, national-decline"),
                       (["--reach", "national"], "--family: a value is needed: one of subvention, fonds-propres")):
        done = essfund("new", "x", *argv, "--lang", "en")
        assert done.code == 2
        assert said in done.err


def test_the_catalogue_that_comes_with_the_software_is_not_changed(essfund: Essfund) -> None:
    done = essfund(*NEW, "--write", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "--write needs --catalogue DIR" in done.err


@pytest.mark.parametrize(
    ("name", "text", "code"),
    sliced([
        ("tools.yaml", "tools: [", 3),
        ("rules.yaml", "instruments: {fonds-local: {open_to_all: reglement}}\n", 2),
        ("rules.yaml", "instruments: {\n  fonds-local: {open_to_all: reglement}\n}\n", 2),
        ("rules.yaml", "instruments:\n  a: {}\rb: {}\n", 2),
        ("rules.yaml", "instruments: []\n", 2),
        ("rules.yaml", "", 2),
        ("rules.yaml", "instruments:\n  fonds-tremplin: {open_to_all: reglement}\n", 2),
        ("cases/fonds-tremplin.yaml", "cases: []\n", 2),
    ], 3),
)
def test_a_file_without_room_is_refused_with_words_and_nothing_is_changed(name: str, text: str, code: int, mine: Path, essfund: Essfund) -> None:
    (mine / name).write_bytes(text.encode())
    before = contents(mine)
    done = essfund(*NEW, "--catalogue", str(mine), "--write")
    assert (done.code, done.out) == (code, ""), done.err
    assert name.rsplit("/", 1)[-1] in done.err or "fonds-tremplin" in done.err
    assert contents(mine) == before


@pytest.mark.parametrize("broken", sliced(["\r\n", "no end of line", "comment at the end", "four columns"], 2))
def test_the_manner_of_a_file_is_kept(broken: str, mine: Path, essfund: Essfund) -> None:
    path = mine / "rules.yaml"
    text = path.read_text(encoding="utf-8")
    variants = {
        "\r\n": text.replace("\n", "\r\n"),
        "no end of line": text.rstrip("\n"),
        "comment at the end": f"{text}\n# the end\n...\n",
        "four columns": re.sub(r"^( +)", lambda found: found[1] * 2, text, flags=re.MULTILINE),
    }
    path.write_bytes(variants[broken].encode())
    assert essfund(*NEW, "--catalogue", str(mine), "--write").code == 0
    after = path.read_bytes().decode()
    assert list(parse(after, "").data["instruments"]) == ["fonds-local", "fonds-tremplin"]
    if broken == "\r\n":
        assert after.count("\n") == after.count("\r\n")
    if broken == "comment at the end":
        assert after.endswith("\n\n# the end\n...\n")
    if broken == "four columns":
        assert "\n    fonds-tremplin:\n" in after
    kept = after.replace("\r\n", "\n").splitlines()
    for line in variants[broken].replace("\r\n", "\n").splitlines():
        assert kept.pop(kept.index(line)) == line


def test_a_failure_while_writing_puts_every_file_back(mine: Path, monkeypatch: pytest.MonkeyPatch, essfund: Essfund) -> None:
    before, replaced = contents(mine), []

    def full(path: Path, target: Path) -> Path:
        replaced.append(target.name)
        if len(replaced) == 2:
            raise OSError(28, "No space left on device")
        return Path(shutil.move(path, target))

    monkeypatch.setattr(Path, "replace", full)
    done = essfund(*NEW, "--catalogue", str(mine), "--write", "--lang", "en")
    assert (done.code, done.out) == (74, "")
    assert "no space left" in done.err
    assert replaced == ["tools.yaml", "rules.yaml"]
    assert contents(mine) == before


def test_a_place_that_may_not_be_written_is_said_and_nothing_is_changed(mine: Path, essfund: Essfund) -> None:
    shutil.rmtree(mine / "cases")
    (mine / "cases").write_text("a file where the directory should be", encoding="utf-8")
    before = contents(mine)
    done = essfund(*NEW, "--catalogue", str(mine), "--write")
    assert (done.code, done.out) == (74, "")
    assert "Traceback" not in done.err
    assert contents(mine) == before


def test_a_new_key_of_a_model_appears_without_a_second_edit() -> None:
    made: dict[str, Any] = schema("tools", load_vocabularies(), translator("en"))
    tool = made["$defs"]["Tool"]
    tool["properties"]["colour"] = {"description": "What it looks like.", "type": ["string", "null"]}
    tool["properties"]["motto"] = {"description": "What it says of itself.", "type": "string"}
    tool["properties"]["read_in"] = {"description": "Where.", "anyOf": [{"type": "string"}, {"type": "array"}]}
    tool["required"] += ["motto", "read_in"]
    given: dict[tuple[str, ...], Any] = {(key,): "x" for key in ("name", "family", "reach", "provider", "apply", "summary", "offers", "checked_on", "sources")}
    lines = Skeleton(made, given, "source-x", translator("en")).lines("Tool")
    assert "# colour:  # What it looks like." in lines
    assert lines[lines.index("# to establish: What it says of itself.") + 1] == "motto: À établir"
    assert "read_in: source-x" in lines
    tool["required"].append("size")
    tool["properties"]["size"] = {"description": "How big.", "type": "integer"}
    with pytest.raises(LookupError, match="size"):
        Skeleton(made, given, "source-x", translator("en")).lines("Tool")


@pytest.mark.parametrize(
    ("words", "expected"),
    sliced([
        ("essfund new x --fam", "--family"),
        ("essfund new x --family gar", "garantie"),
        ("essfund new x --apply urscop", "urscop-occitanie"),
        ("essfund new x --source plan-", "plan-2018"),
        ("essfund ne", "new"),
    ], 5),
)
def test_the_shell_completes(words: str, expected: str) -> None:
    done = as_process(_ESSFUND_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split(" ")) - 1))
    assert expected in done.stdout.split("\n"), done.stdout + done.stderr
