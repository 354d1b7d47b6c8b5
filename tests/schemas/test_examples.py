"""Our files and good examples pass, each kind of mistake is refused: by check-jsonschema, as an editor would, and by `validate`."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from essfund.cli.commands.schema import SCHEMAS
from essfund.cli.main import run
from essfund.loading.schemas import CATALOGUE_FILES
from tests.depth import sliced
from tests.schemas.programs import FOLDER, ROOT, check_jsonschema, refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
OURS = [path for folder in (ROOT / "data", ROOT / "data/national") for path in (*sorted(folder.glob("*.yaml")), *sorted((folder / "cases").glob("*.yaml")))]
GOOD = sorted((FOLDER / "good").rglob("*.yaml"))
BAD = sorted((FOLDER / "bad").rglob("*.yaml"))
BEYOND = sorted((FOLDER / "beyond").rglob("*.yaml"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def role_of(path: Path) -> str:
    """The kind of file, from its place alone: `cases/` or `bad/rules/`, else the name of the file."""
    return path.parent.name if path.parent.name in CATALOGUE_FILES else path.stem


@pytest.mark.parametrize("path", [*OURS, *GOOD, *BAD, *BEYOND], ids=name_of)
def test_the_first_line_names_an_existing_schema_of_its_own_kind(path: Path) -> None:
    found = MODELINE.fullmatch(path.read_text(encoding="utf-8").split("\n", 1)[0])
    assert found, path
    assert (path.parent / found[1]).resolve() == ROOT / f"schemas/{role_of(path)}.json"
    assert (ROOT / f"schemas/{role_of(path)}.json").is_file()


@pytest.mark.parametrize("role", sliced(CATALOGUE_FILES, 2))
def test_check_jsonschema_accepts_our_files_and_the_good_examples(role: str) -> None:
    files = [path for path in (*OURS, *GOOD) if role_of(path) == role]
    assert len(files) >= 2
    done = check_jsonschema("--schemafile", ROOT / f"schemas/{role}.json", *files)
    assert done.exit_code == 0, done.stdout


@pytest.mark.parametrize("role", sliced(CATALOGUE_FILES, 2))
def test_check_jsonschema_refuses_every_bad_example(role: str) -> None:
    files = [path for path in BAD if role_of(path) == role]
    assert len(files) >= 4
    assert sorted(refused(role, files)) == sorted(path.name for path in files)


@pytest.mark.parametrize("role", ["tools", "rules"])
def test_what_a_schema_cannot_see_is_still_seen_by_validate(role: str) -> None:
    assert refused(role, [path for path in BEYOND if role_of(path) == role]) == {}


@pytest.mark.parametrize("path", [*BAD, *BEYOND], ids=name_of)
def test_validate_refuses_the_same_files_with_the_code_they_announce(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    announced = path.read_text(encoding="utf-8").split("\n")[1]
    found = re.match(r"# ([A-Z]+\d+): ", announced)
    assert found, announced
    shutil.copytree(FOLDER / "good", tmp_path / "mine")
    shutil.copy(path, tmp_path / "mine" / ("cases/cases.yaml" if role_of(path) == "cases" else f"{role_of(path)}.yaml"))
    code = run(["validate", str(tmp_path / "mine"), "--format", "concise"])
    said = capsys.readouterr().out
    assert code == 1, said
    assert f"[{found[1]}]" in said


def test_the_good_examples_are_a_valid_catalogue(essfund: Callable[..., Done]) -> None:
    done = essfund("validate", str(FOLDER / "good"), "--lang", "en")
    assert done.code == 0, done.out
    assert " error" not in done.err
    assert "1 instrument examined, 2 golden cases tried" in done.err


@pytest.mark.slow  # by default each is held against the same schema of schemas: test_published.py
def test_check_jsonschema_accepts_the_schemas_themselves() -> None:
    done = check_jsonschema("--check-metaschema", *(ROOT / f"schemas/{name}.json" for name in SCHEMAS))
    assert done.exit_code == 0, done.stdout


def test_a_profile_written_in_yaml_or_json_is_checked_too(tmp_path: Path) -> None:
    good = tmp_path / "good.yaml"
    good.write_text('legal_form: asso\nemployees: 10..19\nesus: oui\nsiae: no\ndepartement: "09"\nanswers: {x: yes}\n', encoding="utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text("esus: peut-être\n", encoding="utf-8")
    assert list(refused("profile", [good, bad])) == ["bad.yaml"]
