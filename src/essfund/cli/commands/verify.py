"""`essfund verify`: what is said of an instrument, for its funder to correct; and the answer, as a proof of life."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.commands.tools import find_tool
from essfund.cli.declaring import group, option
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import Common, day_option, format_option, tool_argument
from essfund.cli.session import Session, read_as_of, read_whole_day
from essfund.cli.writing import write_files
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import N_, counted, say
from essfund.core.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from essfund.authoring.confirmation import FunderAnswer
    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.texts import Texts
    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Instrument

ANSWER = N_("The answer of the funder")
TITLED = re.compile(r"\b(?:m|mr|mrs|ms|mme|mlle|monsieur|madame|mademoiselle)\b\.?\s", re.IGNORECASE)
REACHED = re.compile(r"@|(?:\d[\s.-]*){6}")
LONGEST = 300


@record(frozen=True)
class Verify:
    """Options of `verify`."""

    id: str = tool_argument(N_("Id of an instrument."))
    confirmed_on: str | None = option(N_("Record that the funder confirmed it on this day (2026-11-24, 24/11/2026, hier), in the "
                                         "catalogue given by --catalogue."),
                                      "--confirmed-on", metavar="DAY", panel=ANSWER)
    by: str | None = option(N_("Who confirmed it: a function, like « chargée de mission », never a name."), "--by", metavar="ROLE",
                            panel=ANSWER)
    note: str | None = option(N_("What the funder said, in a sentence, for who reads the source."), "--note", metavar="TEXT",
                             panel=ANSWER)
    as_of: str | None = day_option()
    format: str | None = format_option("verify")
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Write the sheet, or record the answer, say where it stands and what the golden cases say to it."""
        if self.confirmed_on is not None:
            return self._record(session)
        if self.by is not None or self.note is not None:
            raise UsageError(say("--by and --note belong to an answer"), say("add --confirmed-on with its day"))
        form = session.format("verify", self.format)
        instrument = find_tool(session.catalogue, self.id)
        session.write(form, form.render(session.catalogue, instrument, read_as_of(self.as_of), session.view()))
        return ExitCode.DONE

    def _record(self, session: Session) -> int:
        from essfund.authoring.confirmation import confirmed, outdated_cases  # noqa: PLC0415 - only if there is an answer
        from essfund.loading.catalogue import load_texts, read_texts  # noqa: PLC0415 - as above
        from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - as above

        form, answer = session.format("verify --confirmed-on"), self._answer()
        check_writable(session)
        texts = read_texts(session.places)
        before = load_texts(texts)
        if before.catalogue is None:
            raise InvalidInputError(before.diagnostics)
        instrument = find_tool(before.catalogue, self.id)
        home = home_of(before.documents["tools"], instrument)
        text = confirmed(home, instrument, answer)
        tools = [replace(file, text=text) if file.name == home.name else file for file in texts.files["tools"]]
        instead = replace(texts, files={**texts.files, "tools": tools})
        refuse_contradictions(session.places, texts, instead)
        after = load_texts(instead).catalogue
        assert after is not None
        own = [layer.folder for layer in texts.layers if layer.folder and not layer.lent]
        cases, path = outdated_cases(own, before.catalogue, after, instrument.id), Path(home.name)
        write_files({path: text, **{file: corrected for file, (corrected, _) in cases.items()}})
        made, tool = parse(text, str(path)), ("tools", instrument.id)
        changed = (("sources", answer.source_id(instrument.id)), (*tool, "running"), (*tool, "checked_on"), (*tool, "sources"))
        places = [(path, span.line, ".".join(at)) for at in changed if (span := made.span(at, key=True))]
        places += [(file, line, "availability") for file, (_, found) in cases.items() for line in found]
        session.write(form, "".join(f"{file}:{line}: {what}\n" for file, line, what in places))
        if count := sum(len(found) for _, found in cases.values()):
            session.note(counted(count, N_("{count} golden case says now that it can be asked for: read it"),
                                 N_("{count} golden cases say now that it can be asked for: read them")))
        return tell_what_differs(session)

    def _answer(self) -> FunderAnswer:
        """The answer as it was given. Raises UsageError for a day to come, and for what is no function."""
        from essfund.authoring.confirmation import FunderAnswer  # noqa: PLC0415 - as above
        from essfund.presenting.safe_text import one_line  # noqa: PLC0415 - as above

        if self.format is not None or self.as_of is not None:
            raise UsageError(say("--format and --as-of are for the sheet, not for an answer"), say("leave them out"))
        day = read_whole_day("--confirmed-on", self.confirmed_on or "")
        if day > read_as_of(None):
            raise UsageError(say("--confirmed-on: {day} has not come yet", day=day), say("write the day on which the funder answered"))
        role, note = (" ".join(one_line(text or "").split()) for text in (self.by, self.note))
        for name, text in (("--by", role), ("--note", note)):
            if len(text) > LONGEST or REACHED.search(text):
                raise UsageError(say("{option}: {problem}", option=name, problem=say("this is no function, or says too much")),
                                 say("no address, no telephone number, {most} characters at most", most=LONGEST))
        named = role.split()
        if not role or TITLED.search(f"{role} ") or (len(named) > 1 and all(word[0].isupper() for word in named)):
            raise UsageError(say("--by needs a function, never the name of a person"),
                             say("write it in small letters: chargée de mission"))
        return FunderAnswer(day, role, note)


def check_writable(session: Session) -> None:
    """Raise UsageError for the bundled catalogue and for an export."""
    from essfund.loading.files import is_folder  # noqa: PLC0415 - only if something is recorded

    folder = session.places[-1] if session.places else None
    if folder is None:
        raise UsageError(say("--confirmed-on needs --catalogue DIR"), say("the catalogue that comes with essfund is not changed"))
    if not is_folder(folder):
        raise UsageError(say("`{path}` is no directory of a catalogue", path=folder),
                         say("an export is read, never changed: name the directory it was made from"))


def home_of(tools: Document, instrument: Instrument) -> Document:
    """The file of a catalogue in which an instrument stands. Raises UsageError for one that is lent."""
    home, _ = tools.home(("tools", instrument.id))
    if home.lent:
        raise UsageError(say("`{tool}` stands in a layer that comes with essfund", tool=instrument.id),
                         say("record the answer where that layer is kept"))
    return home


def tell_what_differs(session: Session) -> int:
    """Tell what the golden cases say to what was recorded, and return the exit code: a proof of life may change who leads."""
    from essfund.review.validation import check_documents  # noqa: PLC0415 - only if something is recorded

    differing = [item for item in check_documents(session.places, read_as_of(None)).diagnostics if item.code == "CAT040"]
    session.tell(differing)
    if not differing:
        session.note(say("recorded; no golden case differs"))
        return ExitCode.DONE
    session.note(counted(len(differing),
                         N_("recorded; {count} golden case says otherwise: a proof of life may change who leads, read it"),
                         N_("recorded; {count} golden cases say otherwise: a proof of life may change who leads, read them")))
    return ExitCode.FINDINGS


def refuse_contradictions(places: Sequence[Path], before: Texts, after: Texts) -> None:
    """Raise InvalidInputError for everything that would be wrong with a catalogue and is not now."""
    from essfund.review.validation import check_documents  # noqa: PLC0415 - only if something is recorded

    def found(texts: Texts, day: date) -> list[Diagnostic]:
        return list(check_documents(places, day, cases=False, instead=texts).diagnostics)

    today = read_as_of(None)
    known = {(item.code, repr(item.message)) for item in found(before, today)}
    new = [replace(item, span=None) for item in found(after, today) if (item.code, repr(item.message)) not in known]
    if new:
        raise InvalidInputError(new)
