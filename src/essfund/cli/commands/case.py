"""`essfund case`: a saved profile as a golden case that nobody is known by."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.cli.commands.boundaries import add_cases
from essfund.cli.commands.tools import find_tool
from essfund.cli.declaring import ASKING, OUTPUT, argument, group, option
from essfund.cli.options import Common, complete_tools, day_option
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import InvalidInputError
from essfund.core.messages import N_, say
from essfund.core.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from essfund.model.catalogue import Instrument
    from essfund.model.profile import Profile


@record(frozen=True)
class CaseCommand:
    """Options of `case`."""

    profile: str = argument(N_("A profile that `interview --save` or somebody wrote, or an answer of `match --format json`; - reads "
                               "standard input."), "PROFILE", required=True)
    tool: list[str] = option(N_("What the case is about, by its id (repeatable); the option in the first place if not given."), "--tool",
                             metavar="ID", many=True, panel=ASKING, complete=complete_tools)
    new_file: str | None = option(N_("Write the case into a file, like data/cases/NAME.yaml, below those that it holds."), "--write",
                                  metavar="FILE", panel=OUTPUT)
    as_of: str | None = day_option()
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Print the case, or write it into a file."""
        from essfund.authoring.new import modeline  # noqa: PLC0415 - `--help` writes nothing
        from essfund.authoring.profile_case import case_text, deciding_facts, ids_of_cases  # noqa: PLC0415 - as above
        from essfund.loading.catalogue import read_texts  # noqa: PLC0415 - as above

        form = session.format("case")
        profile, day = read_saved(session, self.profile, self.as_of)
        found = deciding_facts(session.catalogue, profile, day, self._tools(session, profile, day))
        taken = ids_of_cases(read_texts(session.places).folders)
        if self.new_file is None:
            session.write(form, case_text(session.catalogue, found, day, None, session.tr, taken))
            return
        path = Path(self.new_file)
        add_cases(path, case_text(session.catalogue, found, day, modeline(path.parent), session.tr, taken))
        session.note(say("written to {path}; read it, then check it: essfund validate {directory}", path=path, directory=path.parent))

    def _tools(self, session: Session, profile: Profile, day: date) -> Sequence[Instrument]:
        if self.tool:
            return list({item.id: item for item in (find_tool(session.catalogue, name) for name in self.tool)}.values())
        from essfund import match  # noqa: PLC0415 - only if nothing is named

        return [match(session.catalogue, profile, on=day).results[0].instrument]


def read_saved(session: Session, path: str, as_of: str | None) -> tuple[Profile, date]:
    """Profile of a file with the day it is asked for: that of a saved answer, or today. Raises InvalidInputError, UsageError."""
    from essfund.loading.earlier_answer import LARGEST_ANSWER, read_earlier  # noqa: PLC0415 - only once there is a file
    from essfund.loading.files import LARGEST_PROFILE, too_large  # noqa: PLC0415 - as above
    from essfund.loading.profile import parse_profile, read_profile  # noqa: PLC0415 - as above

    text, name, problems = session.profile_text(path, LARGEST_ANSWER)
    data: Any = None
    with suppress(ValueError, RecursionError):
        data = json.loads(text)
    if isinstance(data, dict) and str(data.get("schema", "")).startswith("essfund."):
        earlier = read_earlier(session.catalogue, text, name)
        session.tell(problems)
        if earlier.lost:
            session.note(say("of the earlier profile today's catalogue cannot read: {fields}", fields=", ".join(earlier.lost)))
        return earlier.profile, earlier.day if as_of is None else read_as_of(as_of)
    if len(text) > LARGEST_PROFILE:
        raise InvalidInputError([too_large(name, LARGEST_PROFILE)])
    said, session.document = parse_profile(text, name)
    profile, doubtful = read_profile(session.catalogue, said, session.document)
    session.tell([*problems, *doubtful])
    return profile, read_as_of(as_of)
