"""Broken profiles for `essfund match FILE`: exit code 3, what is wrong at its line, nothing on standard output, no value quoted twice."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund import InvalidInputError, read_profile
from essfund.core.text import UNSEEN
from essfund.loading.files import LARGEST_PROFILE
from tests.depth import sliced
from tests.hostile.work import assert_little_work, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund import Catalogue
    from tests.command_line import Done

DAY = ["--as-of", "2026-06-01", "--lang", "en"]
ROOM = LARGEST_PROFILE - 200

PROFILES: dict[str, tuple[str, bytes]] = {
    "a list": ("PRO002", b"- legal_form: scop\n"),
    "a word": ("PRO002", b"scop\n"),
    "a number": ("PRO002", b"42\n"),
    "broken syntax": ("IN004", b"legal_form: [scop\nemployees: 3\n"),
    "broken json": ("IN004", b'{"legal_form": "scop",\n "employees": ]'),
    "json cut short": ("IN004", b'{"legal_form": "scop", "employees": 3'),
    "unknown fields": ("PRO001", b"legal_frm: scop\nemploy\xc3\xa9s: 3\n"),
    "thousands of unknown fields": ("PRO001", "".join(f"employee{i}: 1\n" for i in range(5_000)).encode()),
    "thousands of unknown fields in json": ("PRO001", ("{\t" + ", ".join(f'"employee{i}": 1' for i in range(4_000)) + "}").encode()),
    "thousands of answers to nothing": ("PRO003", ("answers:\n" + "".join(f"  fiso.nothing-{i}: yes\n" for i in range(3_000))).encode()),
    "the same field twice": ("IN005", b"employees: 1\nemployees: 2\n"),
    "the same field twice in json": ("IN005", b'{"employees": 1, "employees": 2}'),
    "the same field a thousand times": ("IN005", b"employees: 1\n" * 5_000),
    "values of every kind": ("PRO002", b'{"legal_form": {"x": 1}, "employees": [1], "esus": 3, "naf": {}, "name": [[]], "siren": 1.5, "answers": 1}'),
    "answers of every kind": ("PRO002", b'{"answers": {"membre-cgscop": [[]], "socoden.passage-urscop": {"met": {}, "note": 1}}}'),
    "lists in lists, in json": ("PRO002", b'{\t"answers": {"membre-cgscop": ' + b"[" * 900 + b"]" * 900 + b"}}"),
    "brackets without end": ("IN007", b'{"legal_form": ' + b"[" * ROOM),
    "levels without end": ("IN007", "".join(f"{' ' * i}a:\n" for i in range(400)).encode()),
    "digits without end": ("IN006", b"employees: " + b"9" * 90_000),
    "digits without end in json": ("PRO002", b'{\t"employees": ' + b"9" * 4_000 + b"}"),
    "more digits than python reads, in json": ("IN006", b'{\t"employees": ' + b"9" * 5_000 + b"}"),
    "no number": ("PRO002", b'{\t"employees": NaN, "amount_needed": Infinity, "turnover": -1e400}'),
    "a day that is none": ("PRO002", b"created_on: 2019-02-30\n"),
    "the year 0": ("PRO002", b"created_on: 0000-00-00\n"),
    "half a letter": ("PRO002", b'{\t"legal_form": "\\ud800", "\\ud800": 1}'),
    "tags": ("IN008", b"legal_form: !!python/object/apply:os.system [touch ran]\n"),
    "aliases": ("IN007", b"legal_form: &a [scop, *a]\n"),
    "directives": ("IN008", "".join(f"%TAG !a{i}! tag:x\n" for i in range(4_000)).encode() + b"---\nemployees: 1\n"),
    "two documents": ("IN008", b"employees: 1\n---\nemployees: 2\n"),
    "utf-16": ("IN002", "employees: 1\n".encode("utf-16")),
    "latin-1": ("IN002", "name: Éole\n".encode("latin-1")),
    "nul": ("IN002", b"name: a\x00b\n"),
    "an escape sequence": ("IN002", b"name: a\x1b[31mb\n"),
    "an escape sequence in a field": ("PRO001", b'"\\e[31m\\u202e[red]": 1\n'),
    "an escape sequence in a value": ("PRO002", b'legal_form: "\\e[31m\\u202e[red]scop"\n'),
    "a field longer than any": ("PRO001", b'? "' + b"x" * ROOM + b'"\n: 1\n'),
    "a value longer than any": ("PRO002", b"legal_form: " + b"x" * ROOM + b"\n"),
    "too large": ("IN001", b"# nothing\n" * 20_000),
}

STRANGE: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "a directory": Path.mkdir,
    "a pipe that nobody writes to": os.mkfifo,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a file whose reading fails": lambda path: path.symlink_to("/proc/self/mem"),
    "fifty megabytes": lambda path: path.write_bytes(b"x" * 50_000_000),
}


def assert_refused(done: Done, code: str) -> None:
    assert (done.code, done.out) == (3, ""), done.err[:500]
    assert f"[{code}]" in done.err, done.err[:500]
    assert "Traceback" not in done.err
    assert not UNSEEN.search(done.err)
    assert len(done.err) < 200_000


@pytest.mark.parametrize("name", sliced(PROFILES, 6))
def test_a_broken_profile_is_refused_with_its_code(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    code, data = PROFILES[name]
    path = tmp_path / "profile.yaml"
    path.write_bytes(data)
    assert_refused(essfund("match", str(path), *DAY), code)
    assert_refused(essfund("match", "-", *DAY, stdin=data), code)
    assert not Path("ran").exists()
    done = essfund("validate", str(path), *DAY, "-f", "concise")
    assert done.code in {1, 3}
    assert f"[{code}]" in done.out


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_file_is_refused_at_once(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    STRANGE[name](path)
    done = counted(essfund, "match", str(path), *DAY)
    assert done.code == 3, done.text
    assert "[IN001]" in done.text
    assert_little_work(done)


@pytest.mark.parametrize("name", ["thousands of unknown fields in json", pytest.param("thousands of answers to nothing", marks=pytest.mark.slow), "directives",
                                  "brackets without end"])
def test_a_profile_takes_no_more_work_than_a_catalogue(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    code, data = PROFILES[name]
    (tmp_path / "profile.yaml").write_bytes(data)
    done = counted(essfund, "match", str(tmp_path / "profile.yaml"), *DAY)
    assert done.code == 3
    assert f"[{code}]" in done.text
    assert_little_work(done)


@pytest.mark.parametrize("depth", [100, 500, 900, 980, 990, 1000, 1100])
def test_no_depth_of_a_json_profile_is_an_internal_error(depth: int, essfund: Callable[..., Done]) -> None:
    for field in ("answers", "legal_form", "name", "purposes"):
        done = essfund("match", "-", *DAY, stdin=f'{{\t"{field}": {"[" * depth}{"]" * depth}}}')
        assert done.code == 3, (field, done.err[:300])


@pytest.mark.parametrize("value", [[], {}, [[]], {"x": 1}, 10**400, -1, 1.5, float("nan"), float("inf"), "\ud800", "\x1b[31m", "x" * 10**5, object()])
def test_no_value_of_the_library_is_an_internal_error(value: object, catalogue: Catalogue) -> None:
    from essfund.model.fields import FIELDS

    for key in (*FIELDS, "answers", "nothing"):
        with suppress(InvalidInputError):
            assert key in {*read_profile(catalogue, {"employees": 1, key: value}).plain(), "answers"}
