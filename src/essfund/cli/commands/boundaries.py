"""`essfund boundaries`: where the answer of one instrument turns, shown on both sides, or written as golden cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.commands.tools import find_tool
from essfund.cli.declaring import group, option
from essfund.cli.options import Common, day_option, format_option, tool_argument
from essfund.cli.session import Session, read_as_of
from essfund.cli.writing import write_files
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import N_, counted, say
from essfund.core.record import record

if TYPE_CHECKING:
    from essfund.engine.boundaries import Boundary
    from essfund.model.catalogue import Catalogue

CHOICE = N_("Choice")


@record(frozen=True)
class Boundaries:
    """Options of `boundaries`."""

    id: str = tool_argument(N_("Id of an instrument."))
    edge: list[str] = option(N_("Only this boundary, by its number (repeatable)."), "--edge", metavar="NUMBER", many=True,
                                 panel=CHOICE)
    field: list[str] = option(N_("Only boundaries in this field, like employees or as_of (repeatable)."), "--field",
                                  metavar="FIELD", many=True, panel=CHOICE)
    new_file: str | None = option(N_("Write the boundaries as golden cases into a file, like data/cases/NAME.yaml, below those that it "
                                     "holds."), "--write", metavar="FILE", panel=CHOICE)
    as_of: str | None = day_option()
    format: str | None = format_option("boundaries")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Show boundaries, and write golden cases of them if asked to."""
        from essfund.engine.boundaries import boundaries  # noqa: PLC0415 - `--help` looks for nothing

        form = session.format("boundaries", self.format)
        catalogue, day = session.catalogue, read_as_of(self.as_of)
        instrument = find_tool(catalogue, self.id)
        numbered = chosen(dict(enumerate(boundaries(catalogue, instrument, day), start=1)), self.edge, self.field)
        text = form.render(catalogue, instrument, day, numbered, session.view())
        if self.new_file:
            write_cases(session, Path(self.new_file), numbered, catalogue)
        session.write(form, text)


def write_cases(session: Session, path: Path, numbered: dict[int, Boundary], catalogue: Catalogue) -> None:
    """Write boundaries as golden cases into a file. Raises UsageError, InvalidInputError, OutputError."""
    from essfund.authoring.new import modeline  # noqa: PLC0415 - only if cases are written
    from essfund.review.boundaries import cases_text  # noqa: PLC0415 - only if cases are written

    add_cases(path, cases_text(numbered.values(), catalogue, modeline(path.parent), session.tr))
    session.note(counted(
        len(numbered), N_("{count} boundary written to {path}; check it: essfund validate {directory}"),
        N_("{count} boundaries written to {path}; check them: essfund validate {directory}"), path=path, directory=path.parent))


def add_cases(path: Path, text: str) -> None:
    """Write golden cases into a new file, or below those of one that holds some. Raises UsageError, InvalidInputError, OutputError."""
    from essfund.authoring.case_file import added  # noqa: PLC0415 - only if cases are written
    from essfund.loading.files import LARGEST_CATALOGUE, is_there, read_text  # noqa: PLC0415 - as above
    from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - as above

    if is_there(path):
        before, problems = read_text(path, LARGEST_CATALOGUE)
        if any(item.is_error for item in problems):
            raise InvalidInputError(problems)
        text = added(parse(before, str(path), plain_words=True), text)
    write_files({path: text})


def chosen(numbered: dict[int, Boundary], edges: list[str], fields: list[str]) -> dict[int, Boundary]:
    """Boundaries asked for. Raises UsageError where there is none of them."""
    known = {boundary.field for boundary in numbered.values()}
    for name in fields:
        if name not in known:
            raise UsageError(say("no boundary lies in `{field}`", field=name), say("there are some in: {fields}", fields=sorted(known)))
    for number in edges:
        if number not in {str(key) for key in numbered}:
            raise UsageError(say("there is no boundary {number}", number=number),
                             say("they are numbered from 1 to {last}", last=len(numbered)))
    return {number: boundary for number, boundary in numbered.items()
            if (not edges or str(number) in edges) and (not fields or boundary.field in fields)}
