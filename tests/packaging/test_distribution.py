"""Wheel and sdist carry the data, the translations and the types; a wheel installed elsewhere finds its catalogue."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CARRIED = ("data/tools.yaml", "data/rules.yaml", "data/vocabularies.yaml", "data/cases/prets.yaml", "data/national/vocabularies.yaml")


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


def test_the_wheel_carries_data_translations_and_types(distributions: Path) -> None:
    names = set(zipfile.ZipFile(next(distributions.glob("*.whl"))).namelist())
    assert {f"essfund/{name}" for name in CARRIED} <= names
    assert {f"essfund/exchange/exporting/page.{ending}" for ending in ("html", "css", "js")} <= names
    assert {f"essfund/presenting/document/{name}" for name in ("document.html", "document.css", "balance.css", "document.typ")} <= names
    assert {"essfund/py.typed", "essfund/core/language/locale/fr/LC_MESSAGES/essfund.mo"} <= names


def test_the_sdist_carries_data_tests_and_docs(distributions: Path) -> None:
    with tarfile.open(next(distributions.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(CARRIED) <= names
    assert {"README.md", "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "docs/reference/cli.md", "schemas/tools.json"} <= names


def test_an_unpacked_wheel_finds_its_own_catalogue(distributions: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(next(distributions.glob("*.whl"))).extractall(tmp_path)
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import essfund; from essfund.loading.texts import bundled_directory\n"
        "print(bundled_directory()); print(len(essfund.load_catalogue().instruments))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    where, count = done.stdout.split("\n")[:2]
    assert Path(where) == tmp_path / "essfund" / "data"
    assert int(count) > 40
