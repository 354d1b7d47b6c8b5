"""The house of design section 5: layers, no import cycle, late imports, sizes, no output outside the shell."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "essfund"
MODULES = {
    ".".join(("essfund", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
LAYERS = {
    "essfund.truth": 0, "essfund.messages": 0, "essfund.diagnostics": 0, "essfund.errors": 0, "essfund.spelling": 0,
    "essfund.codes": 0, "essfund.version": 0, "essfund.lines": 0, "essfund.unseen": 0,
    "essfund.models": 1,
    "essfund.engine": 2, "essfund.checks": 2,
    "essfund.extras": 3, "essfund.reading": 3, "essfund.writing": 3, "essfund.language": 3, "essfund.render": 3, "essfund.api": 3,
    "essfund.cli": 4, "essfund.__main__": 4, "essfund": 4,
}
PURE_FORBIDDEN = {"typer", "rich", "yaml", "babel", "gettext", "locale", "os", "sys", "io", "pathlib", "time", "tempfile"}


def layer(module: str) -> int:
    return LAYERS[max((name for name in LAYERS if module == name or module.startswith(f"{name}.")), key=len)]


def imports(module: str, *, top_level: bool) -> set[str]:
    """Return what a module imports; at run time only: blocks under TYPE_CHECKING do not count."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    found: set[str] = set()

    def visit(node: ast.AST, *, inside: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                continue
            inner = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            if isinstance(child, ast.Import) and not (inner and top_level):
                found.update(alias.name for alias in child.names)
            if isinstance(child, ast.ImportFrom) and child.module and not (inner and top_level):
                names = {f"{child.module}.{alias.name}" for alias in child.names}
                found.update(name if name in MODULES else child.module for name in names)
            visit(child, inside=inner)

    visit(tree, inside=False)
    return found


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_its_own_layer_or_lower(module: str) -> None:
    own = layer(module)
    for name in imports(module, top_level=False):
        if name.split(".")[0] == "essfund":
            assert layer(name) <= own, f"{module} (layer {own}) imports {name} (layer {layer(name)})"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if layer(name) <= 2))
def test_the_core_knows_no_file_clock_terminal_or_locale(module: str) -> None:
    assert not {name.split(".")[0] for name in imports(module, top_level=False)} & PURE_FORBIDDEN
    text = MODULES[module].read_text(encoding="utf-8")
    assert not [word for word in ("print(", "open(", ".today(", ".now(", ".environ", "input(") if word in text]


@pytest.mark.parametrize("module", sorted(name for name in MODULES if layer(name) < 4))
def test_only_the_shell_prints_and_leaves(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"print", "sys.exit", "exit", "quit", "input"}


def test_there_is_no_import_cycle() -> None:
    graph = {name: {one for one in imports(name, top_level=True) if one in MODULES} for name in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for inner in sorted(graph[name]):
                visit(inner, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_renderers_do_not_read_files_and_readers_do_not_render() -> None:
    for name in MODULES:
        used = imports(name, top_level=True)
        if name.startswith("essfund.render"):
            assert not [one for one in used if one.startswith("essfund.reading")], name
        if name.startswith("essfund.reading"):
            assert not [one for one in used if one.startswith(("essfund.render", "essfund.language"))], name


def test_modules_and_functions_are_small() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert statistics.median(lengths.values()) <= 120
    assert {name: size for name, size in lengths.items() if size > 350} == {}
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                assert size <= 60, f"{name}.{node.name}: {size} lines"


def test_no_module_can_make_code_of_data() -> None:
    for name in MODULES:
        assert not {one.split(".")[0] for one in imports(name, top_level=False)} & {"pickle", "marshal", "shelve", "dill"}, name


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not [name for name in MODULES if name.rsplit(".", 1)[-1] in {"utils", "helpers", "common", "misc"}]


def loaded_by(code: str) -> set[str]:
    """Return the top-level packages and our modules that a fresh interpreter has loaded after some code."""
    script = f"{code}\nimport sys\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split("\n"))


RUN = "import io, contextlib\nfrom essfund.cli.main import run\nwith contextlib.redirect_stdout(io.StringIO()): run({argv!r})"


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["match", "--help"], ["interview", "--help"]])
def test_help_and_version_load_neither_the_catalogue_nor_pydantic(argv: list[str]) -> None:
    loaded = loaded_by(RUN.format(argv=argv))
    assert not {"pydantic", "yaml", "babel", "prompt_toolkit", "essfund.models.catalogue", "essfund.engine.matching"} & loaded


def test_importing_the_package_loads_nothing_else() -> None:
    assert {name for name in loaded_by("import essfund") if name.startswith("essfund")} == {"essfund"}


def test_a_match_with_a_warm_cache_needs_neither_yaml_nor_pydantic_nor_rich() -> None:
    argv = ["match", "--legal-form", "scop", "--employees", "12"]
    loaded_by(RUN.format(argv=argv))
    assert not {"pydantic", "yaml", "rich.console", "prompt_toolkit"} & loaded_by(RUN.format(argv=argv))
