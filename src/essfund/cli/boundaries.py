"""`essfund boundaries`: the answers at every edge of a catalogue, as people have reviewed them and as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.declaring import OUTPUT, argument, group, switch
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import Common
from essfund.cli.output import write_error, write_result
from essfund.core.errors import OutputError, UsageError
from essfund.core.messages import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from essfund.cli.session import Session


@dataclass(frozen=True)
class Boundaries:
    """Options of `boundaries`."""

    directory: str | None = argument(N_("Directory of the catalogue; the bundled one if nothing is given."), "DIR")
    write: bool = switch(N_("Write the files instead of showing what would change."), "--write", panel=OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Show or write what has changed at the edges."""
        from essfund.loading.boundaries import FOLDER, read_boundaries, refreshed  # noqa: PLC0415 - `--help` derives nothing
        from essfund.loading.bundled import bundled_directory  # noqa: PLC0415 - `--help` derives nothing
        from essfund.loading.catalogue import load_catalogue  # noqa: PLC0415 - `--help` derives nothing

        form = session.format("boundaries --write" if self.write else "boundaries")
        chosen = Path(self.directory) if self.directory else session.catalogue_directory
        if self.write and chosen is None:
            raise UsageError(say("--write needs the directory of the catalogue"), say("write `essfund boundaries DIR --write`"))
        base = chosen or bundled_directory()
        catalogue = load_catalogue(base)
        shelf = read_boundaries(base, catalogue)
        wanted = {str(base / FOLDER / f"{name}.yaml"): text for name, text in refreshed(shelf, catalogue).items()}
        changed = [name for name in sorted({*wanted, *shelf.texts}) if wanted.get(name) != shelf.texts.get(name)]
        if self.write:
            put(base / FOLDER, changed, wanted)
            session.write(form, "".join(f"{name}\n" for name in changed))
        else:
            session.write(form, "".join(difference(changed, shelf.texts, wanted)))
        write_error(session.tr.say(say("{count} of {all} files differ", count=len(changed), all=len(wanted))) + "\n")
        return ExitCode.FINDINGS if changed and not self.write else ExitCode.DONE


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
