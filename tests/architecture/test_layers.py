"""The house: floors and rooms of docs/explanation/architecture.md, no circle, late imports, sizes, no output outside the shell."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from essfund import load_catalogue

SOURCE = Path(__file__).parents[2] / "src" / "essfund"
MODULES = {
    ".".join(("essfund", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
FLOORS = ("core", "model", "engine", "loading", "presenting")
"""What all share, the lowest first. Each imports only those below it; and `presenting` nothing of `loading`."""

ROOMS = ("answer", "authoring", "exchange", "financing_plan", "handout", "interview", "landscape", "review", "screening")
"""What people do, side by side on the floors: none imports another."""

SHELL = ("", "__main__", "api", "cli")
"""Above the rooms: the only place that prints, exits, reads the clock or the environment."""

PURE = ("core", "model", "engine")
PURE_FORBIDDEN = {"typer", "rich", "yaml", "locale", "os", "sys", "io", "time", "tempfile", "subprocess", "shutil"}
MOST_FILES = 30


def room(module: str) -> str:
    """Return the room of a module: the folder below `essfund`; the version counts as core, which anything may know."""
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else ""
    return "core" if name == "version" else name


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str, *, late: bool = True, typing: bool = True) -> frozenset[str]:
    """Return what a module imports: at run time, late inside functions, and for type checkers only."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if not typing and isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                continue
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not late:
                continue
            if isinstance(child, ast.Import):
                found.update(alias.name for alias in child.names)
            if isinstance(child, ast.ImportFrom) and child.module:
                names = {f"{child.module}.{alias.name}" for alias in child.names}
                found.update(name if name in MODULES else child.module for name in names)
            visit(child)

    visit(tree(module))
    return frozenset(found)


def ours(module: str) -> set[str]:
    return {name for name in imports(module) if name.split(".")[0] == "essfund" and name != module}


def test_every_folder_is_a_floor_a_room_or_the_shell() -> None:
    assert {room(name) for name in MODULES} == {*FLOORS, *ROOMS, *SHELL}


def test_every_floor_and_room_has_its_row_on_the_page() -> None:
    page = (SOURCE.parents[1] / "docs/explanation/architecture.md").read_text(encoding="utf-8")
    assert [name for name in (*FLOORS, *ROOMS) if f"\n| `src/essfund/{name}/` | " not in page] == []


def test_arrows_go_down_and_no_room_imports_another() -> None:
    """Every import counts: late ones, and those for type checkers."""
    wrong = []
    for module in MODULES:
        own = room(module)
        below = FLOORS[: FLOORS.index(own)] if own in FLOORS else FLOORS
        allowed = {own, *below} | ({*ROOMS, *SHELL} if own in SHELL else set())
        if own == "presenting":
            allowed.remove("loading")
        wrong += [f"{module} -> {name}" for name in sorted(ours(module)) if room(name) not in allowed]
    assert wrong == []


def test_there_is_no_circle() -> None:
    """Imports for type checkers and late ones count."""
    graph = {name: ours(name) & MODULES.keys() for name in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name):], name))
        if name not in done:
            for inner in sorted(graph[name]):
                visit(inner, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_the_core_knows_no_file_clock_or_terminal() -> None:
    for module, path in MODULES.items():
        if room(module) not in PURE or module.startswith("essfund.core.language"):
            continue
        assert not {name.split(".")[0] for name in imports(module)} & PURE_FORBIDDEN, module
        if room(module) != "core":
            assert not {name.split(".")[0] for name in imports(module)} & {"babel", "gettext", "pathlib"}, module
        text = path.read_text(encoding="utf-8")
        assert not [word for word in ("print(", "open(", ".today(", ".now(", ".environ", "input(") if word in text], module


def test_only_the_shell_prints_and_leaves() -> None:
    for module in MODULES:
        if room(module) not in SHELL:
            called = {ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}
            assert not called & {"print", "sys.exit", "exit", "quit", "input"}, module


def test_modules_functions_and_folders_are_small() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert statistics.median(lengths.values()) <= 120
    assert {name: size for name, size in lengths.items() if size > 350} == {}
    for name in MODULES:
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                assert size <= 60, f"{name}.{node.name}: {size} lines"
    folders = Counter(path.parent for path in SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert {str(folder): count for folder, count in folders.items() if count > MOST_FILES} == {}


def test_no_class_name_stands_twice() -> None:
    names = Counter(node.name for name in MODULES for node in ast.walk(tree(name)) if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_module_can_make_code_of_data() -> None:
    for name in MODULES:
        assert not {module.split(".")[0] for module in imports(name)} & {"pickle", "marshal", "shelve", "dill"}, name


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not [name for name in MODULES if name.rsplit(".", 1)[-1] in {"utils", "helpers", "common", "misc"}]


def loaded_by(code: str) -> set[str]:
    """Return the top-level packages and our modules that a fresh interpreter has loaded after some code."""
    script = f"{code}\nimport sys\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split("\n"))


RUN = "import io, contextlib\nfrom essfund.cli.main import run\nwith contextlib.redirect_stdout(io.StringIO()): run({argv!r})"


def test_help_and_version_load_neither_the_catalogue_nor_pydantic() -> None:
    loaded = loaded_by("\n".join(RUN.format(argv=argv) for argv in (["--help"], ["--version"], ["match", "--help"], ["interview", "--help"])))
    assert "essfund.cli.main" in loaded
    assert not {"pydantic", "yaml", "babel", "prompt_toolkit", "essfund.model.catalogue", "essfund.engine.match"} & loaded


def test_importing_the_package_loads_nothing_else() -> None:
    assert {name for name in loaded_by("import essfund") if name.startswith("essfund")} == {"essfund"}


def test_a_match_with_a_warm_cache_needs_neither_yaml_nor_pydantic_nor_rich() -> None:
    load_catalogue(cache=True)
    loaded = loaded_by(RUN.format(argv=["match", "--legal-form", "scop", "--employees", "12"]))
    assert "essfund.engine.match" in loaded
    assert not {"pydantic", "yaml", "rich.console", "prompt_toolkit", "urllib.request", "http.client", "ssl", "socket"} & loaded
    assert not {"pathlib", "urllib.parse", "ipaddress", "decimal", "_hashlib", "copy", "shlex", "essfund.engine.timeline"} & (loaded - loaded_by("pass"))  # slow to load, a tenth of a run
