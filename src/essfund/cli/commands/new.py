"""`essfund new`: the skeleton of an instrument, with its open questions, printed or put into the files of a catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from essfund.cli.declaring import OUTPUT, argument, group, option, switch
from essfund.cli.options import Common, completer, completing
from essfund.cli.output import write_error
from essfund.cli.session import Session, read_as_of, read_ids
from essfund.cli.writing import write_files
from essfund.core.errors import UsageError
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.record import record
from essfund.core.text import fold, suggested

if TYPE_CHECKING:
    from pathlib import Path

    from essfund.authoring.instrument import InstrumentFacts
    from essfund.authoring.new import Base, NewInstrument
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabulary

MOST_NAMED = 6
KNOWN = N_("What is known already")


@record(frozen=True)
class New:
    """Options of `new`."""

    instrument: str = argument(N_("Id of the new instrument, like fonds-local."), "INSTRUMENT", required=True)
    family: str | None = option(N_("What kind of help it is: a family of the catalogue; needed."), "--family", metavar="FAMILY",
                                panel=KNOWN, complete=completer("family"))
    reach: str | None = option(N_("Where it is decided: a reach of the catalogue; needed."), "--reach", metavar="REACH", panel=KNOWN,
                               complete=completer("reach"))
    name: str | None = option(N_("The name an adviser uses."), "--name", metavar="TEXT", panel=KNOWN)
    provider: str | None = option(N_("Who gives the money or the help."), "--provider", metavar="TEXT", panel=KNOWN)
    apply: str | None = option(N_("Whom to call: a contact of the catalogue, by its id."), "--apply", metavar="CONTACT", panel=KNOWN,
                               complete=completing(lambda catalogue: catalogue.contacts))
    source: str | None = option(N_("Where it was read: a source of the catalogue, by its id."), "--source", metavar="SOURCE",
                                panel=KNOWN, complete=completing(lambda catalogue: catalogue.sources))
    source_title: str | None = option(N_("Where it was read: author and title of a new source."), "--source-title", metavar="TEXT",
                                      panel=KNOWN)
    source_url: str | None = option(N_("Where it was read: address of a new source."), "--source-url", metavar="URL", panel=KNOWN)
    as_of: str | None = option(N_("Day the sources were read; today if not given."), "--as-of", metavar="DAY", panel=KNOWN)
    write: bool = switch(N_("Put the skeleton into the files of the catalogue given by --catalogue, all or none."), "--write",
                         panel=OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Write the skeleton, or print it, and say what to do next."""
        from essfund.authoring.instrument import InstrumentFacts  # noqa: PLC0415 - `--help` writes nothing
        from essfund.authoring.new import Base, draft  # noqa: PLC0415 - `--help` writes nothing
        from essfund.loading.catalogue import load_vocabularies  # noqa: PLC0415 - `--help` reads nothing
        from essfund.loading.files import is_file  # noqa: PLC0415 - as above

        form = session.format("new --write" if self.write else "new")
        if self.write and not session.places:
            raise UsageError(say("--write needs --catalogue DIR"), say("the catalogue that comes with essfund is not changed"))
        for place in session.places[-1:] if self.write else ():
            if is_file(place):
                raise UsageError(say("`{path}` is one file, and an instrument goes into several", path=place),
                                 say("give the directory of the catalogue: --catalogue DIR"))
        base = Base.read(session.places)
        words = load_vocabularies(session.places)
        reach = read_word("--reach", self.reach, words.reach)
        family = read_word("--family", self.family, words.family)
        wanted = InstrumentFacts(
            self.instrument, family, reach, read_as_of(self.as_of), name=self.name, provider=self.provider, apply=self.apply,
            source=self.source, source_title=self.source_title, source_url=self.source_url,
        )
        check(wanted, base)
        made = draft(base, wanted, session.tr)
        if self.write:
            write_files(made.texts())
            session.write(form, "".join(f"{place}\n" for place in made.places))
        else:
            session.write(form, made.printed(session.tr))
        write_error(next_steps(made, base.directory if self.write else None, session.tr))


def read_word(option_: str, text: str | None, vocabulary: Vocabulary) -> str:
    """Id of a vocabulary that is meant. Raises UsageError, with all ids of the vocabulary, if there is none."""
    if text is None:
        needed = say("a value is needed: one of {names}", names=", ".join(vocabulary.terms))
        raise UsageError(say("{option}: {problem}", option=option_, problem=needed),
                         say("see: {command} --help", command="essfund new"))
    return read_ids(option_, [text], vocabulary)[0]


def check(wanted: InstrumentFacts, base: Base) -> None:
    """Raise UsageError for what cannot be written."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - `--help` needs no pydantic

    from essfund.model.authored_types import ID, Line, Url  # noqa: PLC0415 - as above

    ids = base.ids
    if not re.fullmatch(ID, wanted.id):
        near = fold(wanted.id)
        raise UsageError(say("`{id}` is not an id: lower case without accents, words joined by hyphens", id=wanted.id),
                         say("did you mean {words}?", words=near) if re.fullmatch(ID, near) else say("write it like fonds-local"))
    if wanted.id in {*ids("tools"), *ids("instruments")}:
        raise UsageError(say("an instrument is already called `{id}`", id=wanted.id),
                         say("`essfund tools show {id}` shows it; otherwise choose another id, {other} for example", id=wanted.id,
                             other=f"{wanted.id}-2"))
    if today := base.bearer(wanted.id):
        raise UsageError(say("`{id}` is a former id of the instrument `{today}`", id=wanted.id, today=today),
                         say("choose another id: whoever still types the former one would be answered for another instrument"))
    for flag, section, name, new in (
        ("--apply", "contacts", wanted.apply, wanted.contact_id), ("--source", "sources", wanted.source, wanted.source_id),
    ):
        if name is None and new in ids(section):
            raise UsageError(say("`{section}` of the catalogue already has `{id}`", section=section, id=new),
                             say("use it: {option} {id}", option=flag, id=new))
        if name is not None and name not in ids(section):
            raise UsageError(say("{option}: `{section}` of the catalogue has no `{id}`", option=flag, section=section, id=name),
                             did_you_mean(suggested(name, ids(section), MOST_NAMED),
                                          say("leave {option} out: an entry to fill in is written", option=flag)))
    if wanted.source and (wanted.source_title or wanted.source_url):
        raise UsageError(say("--source names a source that exists; --source-title and --source-url make a new one"),
                         say("give one or the other"))
    forms: dict[str, Any] = {"name": Line, "provider": Line, "source_title": Line, "source_url": Url}
    for name, form in forms.items():
        flag, text = f"--{name.replace('_', '-')}", getattr(wanted, name)
        try:
            TypeAdapter(form | None).validate_python(text)
        except ValidationError:
            raise UsageError(say("{option}: this text is not accepted here", option=flag), say(
                "write an address that begins with https://") if text else say("leave {option} out: the gap is stated", option=flag),
            ) from None


def next_steps(made: NewInstrument, directory: Path | None, tr: Translator) -> str:
    """What is left to do, for the terminal. `directory` is that of the catalogue if the parts are in its files."""
    rules, cases = made.rules_file.name, f"cases/{made.cases_file.name}"
    if directory:
        rules, cases = str(directory / rules), str(directory / cases)
    steps = [
        say("read the sources; answer each « to establish », in the texts too; what nobody knows stays in a note"),
        say("write who may have it in {file}; until then `essfund validate` refuses it (CAT011)", file=rules),
        say("write its golden cases in {file}", file=cases),
        say("check everything: essfund validate {directory}", directory=directory or "DIR"),
    ]
    if directory is None:
        steps.insert(0, say("put the parts into the files named above them, or let --catalogue DIR --write do it"))
    return "\n".join([tr.say(say("next steps:")), *(f"  {number}. {tr.say(step)}" for number, step in enumerate(steps, 1)), ""])
