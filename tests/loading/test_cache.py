"""The cache: the same catalogue or none, from the user's own directory alone, and nothing in it that could run."""

from __future__ import annotations

import errno
import json
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from essfund import Catalogue, load_catalogue, match, read_profile
from essfund.loading import cache
from essfund.loading import cache_codec as codec
from essfund.loading.cache_shapes import CLASSES, NAMES, SHAPES, UNIONS
from essfund.model.condition import Leaf, Not
from tests.depth import law

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/hostile/base"
POSIX = pytest.mark.skipif(os.name == "nt", reason="owners and modes of POSIX")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cache"
    path.mkdir(mode=0o700)
    monkeypatch.setenv("ESSFUND_CACHE", str(path))
    return path


@pytest.fixture(scope="session")
def kept(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file in which the catalogue is kept, to be copied."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESSFUND_CACHE", str(folder))
        cache.remember(catalogue)
        assert cache.recall(catalogue.digest) is not None
    (path,) = folder.iterdir()
    return path


@pytest.fixture
def entry(kept: Path, folder: Path) -> Path:
    """Return the file in which the catalogue is kept."""
    return Path(shutil.copy2(kept, folder))


def entry_of(digest: str) -> Path:
    """Return where the catalogue of a digest is kept."""
    name = cache._path(digest)
    assert name is not None
    return Path(name)


@pytest.fixture(scope="session")
def small() -> Catalogue:
    return load_catalogue(SMALL)


def assert_same(first: Any, second: Any, pairs: dict[int, Any]) -> None:
    """Check that two values are equal all the way down, and that what is one object in one is one object in the other."""
    assert type(first) is type(second)
    if is_dataclass(first) and not isinstance(first, type):
        if id(first) in pairs:
            assert pairs[id(first)] is second
            return
        pairs[id(first)] = second
        for field in fields(first):
            assert_same(getattr(first, field.name), getattr(second, field.name), pairs)
    elif isinstance(first, dict):
        assert list(first) == list(second)
        for key in first:
            assert_same(first[key], second[key], pairs)
    elif isinstance(first, tuple):
        assert len(first) == len(second)
        for one, other in zip(first, second, strict=True):
            assert_same(one, other, pairs)
    else:
        assert first == second


def test_it_gives_the_same_catalogue_and_shared_objects_stay_shared(catalogue: Catalogue, folder: Path) -> None:
    first = load_catalogue(cache=True)
    assert [path.suffix for path in folder.iterdir()] == [".jsonl"]
    again = cache.recall(first.digest)
    assert again is not None
    assert again is not first
    assert again.digest == catalogue.digest
    assert_same(first, again, {})
    assert codec.encode(again) == codec.encode(first)
    assert load_catalogue(cache=True) is not first


def test_equal_leaves_are_one_object(catalogue: Catalogue) -> None:
    again, _ = codec.decode(codec.encode(catalogue))
    leaves = [leaf for several in again.leaves_by_field.values() for leaf in several]
    tests = [condition.test for instrument in again.instruments.values() for condition in instrument.all_conditions]
    for test in tests:
        assert not isinstance(test, Leaf) or any(test is leaf for leaf in leaves)


def test_plain_data_is_kept_with_the_catalogue_and_may_speak_of_its_tests(catalogue: Catalogue) -> None:
    tests = [condition.test for instrument in catalogue.instruments.values() for condition in instrument.all_conditions][:9]
    extra = {"nodes": ((0, 1, 2**70), (1, -3), ()), "regions": {test: number for number, test in enumerate(dict.fromkeys(tests))},
             "rest": (True, 1, 1.0, None, "é", 0.5)}
    again, kept = codec.decode(codec.encode(catalogue, extra))
    assert_same(extra, kept, {})
    conditions = [condition for instrument in again.instruments.values() for condition in instrument.all_conditions]
    assert all(any(test is condition.test for condition in conditions) for test in kept["regions"])
    with pytest.raises(TypeError):
        codec.encode(catalogue, {"path": Path()})


def test_the_diagrams_are_kept_with_the_catalogue_and_decide_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_catalogue(cache=True)
    monkeypatch.setattr("essfund.engine.decision.roots_of", None)  # whoever makes a diagram after this fails
    again = cache.recall(first.digest)
    assert again is not None
    assert list(folder.iterdir())
    profile = read_profile(again, {"legal_form": "scop", "employees": 12})
    assert [result.verdict for result in match(again, profile, on=date(2019, 6, 1)).results]


def test_a_catalogue_of_other_values_is_not_kept_and_that_is_no_error(catalogue: Catalogue, folder: Path) -> None:
    cache.remember(replace(catalogue, edition=7))  # type: ignore[arg-type]
    assert list(folder.iterdir()) == []


def test_a_changed_file_is_another_catalogue(tmp_path: Path) -> None:
    for name in ("tools", "rules", "vocabularies"):
        shutil.copy(SMALL / f"{name}.yaml", tmp_path)
    before = load_catalogue(tmp_path, cache=True).digest
    with (tmp_path / "rules.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    assert load_catalogue(tmp_path, cache=True).digest != before


def values(shape: str, depth: int = 6) -> st.SearchStrategy[Any]:
    """Return a strategy for values of a shape, of every class and with everything that may be left out."""
    if shape.endswith("?"):
        return st.none() | values(shape[:-1], depth)
    if shape in UNIONS:
        kinds = [kind for kind in UNIONS[shape].split() if depth > 0 or kind not in {"AllOf", "AnyOf", "Not", "plain*", "plain:plain"}]  # those that hold more
        return st.one_of([values(kind, depth - 1) for kind in kinds])
    if shape.endswith("*"):
        return st.lists(values(shape[:-1], depth - 1), max_size=3).map(tuple)
    if shape.startswith("{"):
        return st.frozensets(values(shape[1:-1], depth - 1), max_size=3)
    if ":" in shape:
        key, value = shape.split(":")
        return st.dictionaries(st.text(max_size=3) if key == "plain" else values(key), values(value, depth - 1), max_size=2)
    if shape in SHAPES:
        parts = {name: values(inner, depth - 1) for name, inner in zip(NAMES[shape], SHAPES[shape], strict=True)}
        return st.fixed_dictionaries(parts).map(lambda drawn: CLASSES[shape](**drawn))
    made = {"str": st.text(max_size=5), "float": st.floats(allow_nan=False)}
    return made[shape] if shape in made else st.from_type(CLASSES[shape])


QUIET = law(150, unchecked=list(HealthCheck))


@QUIET
@given(st.data())
def test_whatever_has_the_shape_of_a_catalogue_comes_back(catalogue: Catalogue, data: st.DataObject) -> None:
    small = replace(catalogue, instruments={}, sources={}, contacts={}, shared={}, incompatibilities=(), pairings=())
    field, shape = data.draw(st.sampled_from(list(zip(NAMES["Catalogue"], SHAPES["Catalogue"], strict=True))))
    drawn = replace(small, **{field: data.draw(values(shape))})
    kept = data.draw(values("plain", 2))
    again, extra = codec.decode(codec.encode(drawn, kept))
    assert_same(drawn, again, {})
    assert_same(kept, extra, {})


@QUIET
@given(st.data())
def test_a_damaged_entry_gives_the_same_catalogue_or_none(catalogue: Catalogue, kept: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESSFUND_CACHE", str(folder))
        path = entry_of(catalogue.digest)
        shutil.copy2(kept, path)
        whole = kept.read_bytes()
        place = data.draw(st.integers(0, len(whole) - 1) | st.integers(0, 60))
        flipped = whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1:]
        damaged = data.draw(st.sampled_from([whole[:place], whole[place:], whole + whole[place:], flipped]))
        path.write_bytes(damaged)
        assert (cache.recall(catalogue.digest) is not None) == (damaged == whole)


@once
def small_text(catalogue: Catalogue) -> bytes:
    instruments = dict(list(catalogue.instruments.items())[:2])
    return codec.encode(replace(catalogue, instruments=instruments, sources={}, contacts={}), {"a": (1, True, "b")})


def small_body(catalogue: Catalogue) -> list[Any]:
    """Return a body as the data of its lines: the roots, then the batches."""
    return [*map(json.loads, small_text(catalogue).split(b"\n"))]


def written(lines: list[Any]) -> bytes:
    """Return the body of some lines."""
    return "\n".join(map(json.dumps, lines)).encode()


STRANGE: list[Any] = [None, True, False, 0, -1, 1, 3, 10**6, 10**400, 1.5, "", "x", "None", "type", "os.system", "str", "Leaf", "Tool*", [], [[]], {}, {"a": 1}, [0] * 9]


@QUIET
@given(st.data())
def test_a_body_that_was_not_made_by_us_never_raises_anything_unforeseen(catalogue: Catalogue, data: st.DataObject) -> None:
    """As if a seal could be made: one place of a sound body, of any depth, holds something else."""
    body = small_body(catalogue)
    place: Any = body
    while True:
        at = data.draw(st.integers(0, len(place) - 1))
        if not isinstance(place[at], list) or not place[at] or data.draw(st.integers(0, 9)) == 0:
            break
        place = place[at]
    strange = [data.draw(st.sampled_from(STRANGE))]
    if isinstance(place[at], str) and place[at]:  # the name of a kind, a text or a column of numbers: one of its characters is another
        wrong = data.draw(st.integers(0, len(place[at]) - 1))
        strange.append(place[at][:wrong] + data.draw(st.characters()) + place[at][wrong + 1:])
    place[at] = data.draw(st.sampled_from(strange))
    try:
        made, _ = codec.decode(written(body))
    except codec.MALFORMED:
        return
    codec.encode(made)  # everything in it has the shape of its place


@pytest.mark.parametrize("body", [
    b"", b"null", b"{}", b"[]", b"[0]", b"[0,0]", b"[1,0]", b"[0,0,0]", b"[" * 100_000, b"[0,0]" + b"\n[]" * 2000, b"\xff\xfe[", "[é".encode("latin-1"), b"\n", b"[0,0]\n", b"\n[0,0]",
    b'[1,1]\n["int",[' + b"9" * 5000 + b"]]", b"[[],0,0]", b'[0,0]\n[["str",["a"]]]',
])
def test_what_is_no_body_is_refused(body: bytes) -> None:
    with pytest.raises(codec.MALFORMED):
        codec.decode(body)


@pytest.mark.parametrize("batch", [
    [], ["None", [0], []], ["os.system", ["true"]], ["tuple", [1], ["a"]], ["function", ["a"]], ["str", [1]], ["str", [None]], ["int", [True]], ["int", [1.0]],
    ["date", ["2026-13-01"]], ["date", [20260101]], ["Strength", ["__class__"]], ["str", ["a"], ["b"]], ["str*", "^", [0]], ["str*", "^", []], ["str*", "^", ["a", "b"]], ["str*", "\\", []], ["str*", [codec.NONE + 1], [0]], ["str*", [-1], []], ["str*", ["1"], ["a"]], ["str*", "^", "a"],
    ["str:str", "_", ["a", "b"], ["c"]], ["str:str", "^", ["a"], ["b", "c"]], ["str:str", "^", ["a"]], ["plain*", "^", [10**9]], ["plain*", "^", ["a"]], ["plain*", "^", "\ud800"], ["Condition*", "^", "]"], ["Condition*", "^", [1]], ["Words", ["a"]],
    ["Words", ["a"], ["b", "c"]], ["Words", ["a"], [None]], ["Words", ["a"], ["b"], ["c"]], ["Not", [codec.NONE]], ["Not", [0]], ["Not", [codec.NONE + 1]], ["Catalogue"], [["str"], ["a"]], [{}, {}],
])
def test_a_batch_of_another_shape_is_refused(batch: list[Any], catalogue: Catalogue) -> None:
    with pytest.raises(codec.MALFORMED):
        codec.decode(written([*small_body(catalogue), batch]))


def test_the_body_to_which_batches_are_added_is_taken(catalogue: Catalogue) -> None:
    assert codec.decode(written(small_body(catalogue)))


def test_equal_objects_that_compare_by_identity_stay_apart(catalogue: Catalogue) -> None:
    first = next(iter(catalogue.instruments.values()))
    twice = replace(catalogue, instruments={"a": replace(first), "b": replace(first), "c": first, "d": first})
    made = codec.decode(codec.encode(twice, ({}, {})))
    again = made[0].instruments
    assert again["a"] is not again["b"]
    assert again["a"].tool is again["b"].tool
    assert again["c"] is again["d"]
    assert made[1][0] is not made[1][1]


def test_nothing_is_nested_deeper_than_the_bound(catalogue: Catalogue) -> None:
    deep: Any = next(iter(catalogue.leaves_by_field.values()))[0]
    for _ in range(codec.MOST_BATCHES // 8):
        deep = Not(deep)
    assert codec.decode(codec.encode(catalogue, deep))[1] == deep
    batches: list[Any] = [["bool", [True]], ["str*", [0], []], ["str", ["a"]], ["Leaf", ["esus"], ["is"], [1], [1]]]
    batches += [["Not", [4 + number]] for number in range(codec.MOST_BATCHES)]
    with pytest.raises(ValueError, match="1004"):
        codec.decode(written([[0, 0], *batches]))


def pickled(path: Path) -> bytes:
    """Return a pickle that touches a file, by names that the allow-list of the former cache let through."""
    scope: dict[str, Any] = {}
    exec(f"def run():\n    open({str(path)!r}, 'w').close()", scope)  # noqa: S102 - the attack of which the cache must not know
    code = scope["run"].__code__
    parts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals, code.co_stacksize, code.co_flags, code.co_code,
             code.co_consts, code.co_names, code.co_varnames, code.co_filename, code.co_name, code.co_qualname, code.co_firstlineno,
             code.co_linetable, code.co_exceptiontable, code.co_freevars, code.co_cellvars)

    def named(name: str) -> bytes:
        return b"".join(b"\x8c" + bytes([len(text)]) + text.encode() for text in ("essfund.core.messages", name)) + b"\x93"

    arguments = pickle.dumps(parts, protocol=3)[2:-1]
    return b"\x80\x04" + named("N_.__class__") + named("N_.__code__.__class__") + arguments + b"R" + b"}\x86R" + b")R."


class Touch:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


ATTACKS: list[Callable[[Path], bytes]] = [pickled, lambda path: pickle.dumps(Touch(path)), lambda path: pickle.dumps(Touch(path), protocol=0)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_attacks_would_run_if_anything_unpickled_them(attack: Callable[[Path], bytes], tmp_path: Path) -> None:
    pickle.loads(attack(tmp_path / "ran"))  # noqa: S301 - ours
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("ending", [".jsonl", ".pickle"])
def test_a_planted_pickle_is_never_run(attack: Callable[[Path], bytes], ending: str, folder: Path, small: Catalogue, tmp_path: Path) -> None:
    data = attack(tmp_path / "ran")
    cache.remember(small)
    (entry,) = folder.iterdir()
    for planted in (data, cache._sealed(data)):
        entry.unlink(missing_ok=True)
        entry.with_suffix(ending).write_bytes(planted)
        assert cache.recall(small.digest) is None
    assert load_catalogue(SMALL, cache=True).digest == small.digest
    assert not (tmp_path / "ran").exists()
    assert {path.suffix for path in entry.parent.iterdir()} == {".jsonl"}


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "ESSFUND_CACHE"])
def test_a_repository_that_brings_a_cache_is_passed_over(name: str, entry: Path, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    shipped = work / ".cache" / "essfund"
    shipped.mkdir(parents=True, mode=0o700)
    home.mkdir()
    (shipped / entry.name).write_bytes(entry.read_bytes())
    monkeypatch.chdir(work)
    for variable in ("ESSFUND_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv(name, ".cache" if name == "XDG_CACHE_HOME" else ".cache/essfund")
    assert cache.directory() == str(home / ".cache" / "essfund")
    assert cache.recall(catalogue.digest) is None
    cache.remember(catalogue)
    assert [path.name for path in shipped.iterdir()] == [entry.name]
    assert [path.name for path in (home / ".cache" / "essfund").iterdir()] == [entry.name]
    monkeypatch.setenv("HOME", ".")
    monkeypatch.setenv("USERPROFILE", ".")
    assert cache.directory() is None
    cache.remember(catalogue)
    assert cache.recall(catalogue.digest) is None


def test_an_empty_variable_switches_it_off(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    monkeypatch.setenv("ESSFUND_CACHE", "")
    assert cache.directory() is None
    cache.remember(catalogue)
    assert cache.recall(catalogue.digest) is None


@POSIX
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770, 0o702])
def test_a_directory_that_others_can_write_is_passed_over(mode: int, entry: Path, catalogue: Catalogue) -> None:
    entry.parent.chmod(mode)
    assert cache.recall(catalogue.digest) is None
    entry.unlink()
    cache.remember(catalogue)
    assert list(entry.parent.iterdir()) == []


@POSIX
def test_an_entry_that_others_can_write_is_passed_over(entry: Path, catalogue: Catalogue) -> None:
    entry.chmod(0o620)
    assert cache.recall(catalogue.digest) is None


@POSIX
def test_a_directory_of_somebody_else_is_passed_over(entry: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name for path in entry.parent.iterdir()}
    with monkeypatch.context() as patch:
        patch.setattr("os.geteuid", lambda: os.getuid() + 1)
        assert cache.recall(catalogue.digest) is None
        entry.unlink()
        cache.remember(catalogue)
    assert {path.name for path in entry.parent.iterdir()} == before - {entry.name}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("which", ["directory", "entry"])
def test_what_belongs_to_another_user_is_passed_over(which: str, entry: Path, catalogue: Catalogue) -> None:
    os.chown(entry if which == "entry" else entry.parent, 65534, 65534)
    assert cache.recall(catalogue.digest) is None


@POSIX
def test_links_pipes_directories_and_giants_are_passed_over(entry: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    kept = entry.rename(tmp_path / "kept")
    entry.symlink_to(kept)
    assert cache.recall(catalogue.digest) is None
    entry.unlink()
    entry.symlink_to("/dev/zero")
    assert cache.recall(catalogue.digest) is None
    entry.unlink()
    os.mkfifo(entry, 0o600)
    assert cache.recall(catalogue.digest) is None
    entry.unlink()
    entry.mkdir()
    assert cache.recall(catalogue.digest) is None
    entry.rmdir()
    with entry.open("wb") as stream:
        stream.truncate(2**40)
    assert cache._read(str(entry)) == b""
    assert cache.recall(catalogue.digest) is None
    entry.unlink()
    kept.rename(entry)
    assert cache.recall(catalogue.digest) is not None
    linked = tmp_path / "linked"
    entry.parent.rename(linked)
    entry.parent.symlink_to(linked)
    assert cache.recall(catalogue.digest) is None


def test_an_entry_for_other_classes_or_another_digest_is_passed_over(entry: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    other = "sha256:" + "0" * 64
    path = entry_of(other)
    path.write_bytes(entry.read_bytes())
    path.chmod(0o600)
    assert cache.recall(other) is None
    monkeypatch.setattr(cache, "MODEL", b"classes with one field more")
    assert cache.recall(catalogue.digest) is None


def test_nothing_stays_where_an_entry_cannot_be_replaced(entry: Path, catalogue: Catalogue) -> None:
    entry.unlink()
    entry.mkdir()
    (entry / "in the way").touch()
    cache.remember(catalogue)
    assert list(entry.parent.iterdir()) == [entry]


@POSIX
def test_nothing_stays_on_a_full_disk(folder: Path, catalogue: Catalogue) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        cache.remember(catalogue)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no space"), KeyboardInterrupt()])
def test_nothing_stays_when_replacing_is_stopped(error: BaseException, folder: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", stopped)
    if isinstance(error, OSError):
        cache.remember(catalogue)
    else:
        with pytest.raises(KeyboardInterrupt):
            cache.remember(catalogue)
    assert list(folder.iterdir()) == []


def test_the_newest_are_kept_and_files_of_others_left_alone(folder: Path, catalogue: Catalogue) -> None:
    digest = "0123456789abcdef" * 2
    old = [folder / f"catalogue-0.0.{number}-{digest}.jsonl" for number in range(9)]
    left = folder / f"catalogue-0.1.0-{digest}.jsonl.u3_x9"
    for number, path in enumerate([left, *old]):
        path.touch()
        os.utime(path, (number, number))
    for name in (f"catalogue-0.1.0-{digest}.pickle", "catalogue-2024.jsonl", "catalogue-mine.pickle", "tmpabcdefgh"):
        (folder / name).touch()
    cache.remember(catalogue)
    assert set(folder.iterdir()) == {*old[2:], entry_of(catalogue.digest), *(folder / name for name in ("catalogue-2024.jsonl", "catalogue-mine.pickle", "tmpabcdefgh"))}


def test_a_match_by_a_planted_cache_runs_nothing(entry: Path, tmp_path: Path) -> None:
    """The whole program, in a directory that brings a cache, with the variable that pointed to it."""
    shipped = tmp_path / "work" / ".cache" / "essfund"
    shipped.mkdir(parents=True)
    for ending in (".jsonl", ".pickle"):
        shipped.joinpath(entry.name).with_suffix(ending).write_bytes(pickled(tmp_path / "ran"))
    environment = {key: value for key, value in os.environ.items() if key not in {"ESSFUND_CACHE", "LOCALAPPDATA"}}
    environment |= {"XDG_CACHE_HOME": ".cache", "HOME": str(tmp_path / "home"), "USERPROFILE": str(tmp_path / "home")}
    subprocess.run([sys.executable, "-m", "essfund", "match", "--legal-form", "scop"], cwd=tmp_path / "work", env=environment, check=True, capture_output=True)
    assert not (tmp_path / "ran").exists()
    assert {path.suffix for path in shipped.iterdir()} == {".jsonl", ".pickle"}
    assert (tmp_path / "home" / ".cache" / "essfund" / entry.name).exists()
