"""`essfund boundaries`: the answers at every edge of a catalogue, as people have reviewed them and as they are now."""

from __future__ import annotations

from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import OUTPUT, common_parameters, switch, with_options
from essfund.cli.output import output_format, write_error, write_formatted, write_result
from essfund.cli.session import open_session
from essfund.errors import OutputError, UsageError
from essfund.messages import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from essfund.language.speaker import Speaker


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    directory = typer.Argument(metavar="DIR", help=speak.text(N_("Directory of the catalogue; the bundled one if nothing is given.")))
    return with_options(
        partial(run, speak),
        [
            ("directory", Annotated[str | None, directory], None),
            switch("write", N_("Write the files instead of showing what would change."), speak, OUTPUT),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, directory: str | None, *, write: bool, **given: Any) -> int:
    """Show or write what has changed at the edges."""
    from essfund.reading.boundaries import FOLDER, read_boundaries, refreshed  # noqa: PLC0415 - `--help` derives nothing
    from essfund.reading.bundled import bundled_directory  # noqa: PLC0415 - `--help` derives nothing
    from essfund.reading.catalogue import load_catalogue  # noqa: PLC0415 - `--help` derives nothing

    session, output = open_session(speak, given)
    form = output_format("boundaries --write" if write else "boundaries", None, output)
    chosen = Path(directory) if directory else session.catalogue_directory
    if write and chosen is None:
        raise UsageError(say("--write needs the directory of the catalogue"), say("write `essfund boundaries DIR --write`"))
    base = chosen or bundled_directory()
    catalogue = load_catalogue(base)
    shelf = read_boundaries(base, catalogue)
    wanted = {str(base / FOLDER / f"{name}.yaml"): text for name, text in refreshed(shelf, catalogue).items()}
    changed = [name for name in sorted({*wanted, *shelf.texts}) if wanted.get(name) != shelf.texts.get(name)]
    if write:
        put(base / FOLDER, changed, wanted)
        write_formatted(form, "".join(f"{name}\n" for name in changed), output)
    else:
        write_formatted(form, "".join(difference(changed, shelf.texts, wanted)), output)
    write_error(speak.say(say("{count} of {all} files differ", count=len(changed), all=len(wanted))) + "\n")
    return ExitCode.FINDINGS if changed and not write else ExitCode.DONE


def put(folder: Path, names: list[str], wanted: Mapping[str, str]) -> None:
    """Write what changed; the files of instruments that do not exist any more go."""
    try:
        folder.mkdir(exist_ok=True)
        for name in names:
            if name in wanted:
                write_result(wanted[name], Path(name))
            else:
                Path(name).unlink()
    except OSError:
        raise OutputError(say("`{path}` may not be written", path=folder)) from None


def difference(names: list[str], old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a unified diff."""
    for name in names:
        before, after = old.get(name, ""), new.get(name, "")
        yield from unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), name, name)
