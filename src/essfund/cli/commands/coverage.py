"""`essfund coverage`: where nothing exists, along some fields of a profile."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from essfund.cli.declaring import group, option, switch
from essfund.cli.options import Common, CountedOn, HeldFacts, Known, completer, day_option, format_option
from essfund.cli.session import Session, read_as_of, read_ids
from essfund.core.errors import UsageError
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.record import record
from essfund.core.text import fold, nearest
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.engine.coverage import Counting, Shortages
    from essfund.model.fields import Field
    from essfund.model.profile import Profile


USUAL = ("legal_form", "stage", "amount_needed")
"""Fields looked along if none is named, but for those of which a fact is held fixed."""
BANDS = ("round", "exact")


@record(frozen=True)
class CoverageCommand:
    """Options of `coverage`."""

    axes: str | None = option(N_("Fields to look along, separated by commas; legal_form,stage,amount_needed if not given."), "--axes",
                              metavar="FIELDS")
    family: list[str] = option(N_("Only this family (repeatable)."), "--family", metavar="FAMILY", many=True,
                               complete=completer("family"))
    availability: list[str] = option(N_("What counts as there (repeatable); open and unverified if not given."), "--availability",
                                     choices=tuple(item.value for item in Availability), many=True)
    not_refused: bool = switch(N_("Count what does not refuse, whoever it is made for: the strict bound of holes."), "--not-refused")
    eligible: bool = switch(N_("Count only where somebody is eligible a priori; otherwise what is made for somebody."), "--eligible")
    bands: str = option(N_("How money is cut: `round` (5, 10, 25, 50, 100, 300 k€, 1 M€), `exact` (at every bound of the rules), or "
                           "where bands end, in euros, separated by commas."), "--bands", metavar="BANDS", default=BANDS[0])
    as_of: str | None = day_option()
    since: str | None = option(N_("Say which holes opened and closed since another day."), "--since", metavar="DAY")
    against: str | None = option(N_("Say which holes opened and closed since another catalogue."), "--against", metavar="DIR")
    counted: CountedOn = group(CountedOn)
    held: HeldFacts = group(HeldFacts)
    format: str | None = format_option("coverage")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Look, list the holes, and say how much was looked at."""
        from essfund.engine.coverage import ASKABLE, Shortages, TooManyCells, aged_gaps, changed_holes, holes  # noqa: PLC0415 - `--help` looks at nothing
        from essfund.engine.supply import Asked, space_along, supply  # noqa: PLC0415 - as above
        from essfund.loading.catalogue import load_catalogue  # noqa: PLC0415 - `--help` reads no catalogue

        self.counted.check()
        form = session.format("coverage", self.format)
        start, held, bands = perf_counter(), self.facts(session), read_bands(self.bands)
        known_fields = session.catalogue.fields
        fields = read_axes(self.axes, known_fields) if self.axes is not None else usual_axes(held, known_fields)
        asked = Asked(fields, self.counting(), held, bands)
        states = frozenset(map(Availability, self.availability)) or ASKABLE
        catalogue, day = session.catalogue, read_as_of(self.as_of)
        known = catalogue.vocabularies.family
        families = read_ids("--family", self.family, known) or tuple(known.terms)
        earlier = load_catalogue(Path(self.against), cache=True) if self.against else catalogue
        if differing := catalogue.vocabularies.differing(earlier.vocabularies):
            raise UsageError(say("`{field}` is another kind of field in the other catalogue", field=min(differing)),
                             say("compare the two with `essfund diff`"))
        space = space_along([earlier, catalogue], asked)
        supplied = supply(catalogue, day, asked, states, space)
        then = read_as_of(self.since) if self.since else day
        before = supply(earlier, then, asked, states, space) if self.since or self.against else None
        change = changed_holes(before, supplied, families) if before else None
        found = Shortages(supplied, families, holes(supplied, families), before, change, aged=aged_gaps(supplied, families))
        answer = self.weighed(session, found)
        try:
            text = form.render(catalogue, answer, session.view())
        except TooManyCells as many:
            raise UsageError(say("these fields cut the enterprises into {count} cells, too many to count one by one", count=many.count),
                             say("choose fewer fields; their holes alone are listed by --format text")) from None
        session.write(form, text)
        session.note(say("{tools} instruments, {cells} cells, {seconds} s", tools=len(supplied.reach), cells=supplied.cells,
                         seconds=f"{perf_counter() - start:.2f}"))

    def counting(self) -> Counting:
        """What counts. Raises UsageError for two answers."""
        from essfund.engine.coverage import Counting  # noqa: PLC0415 - `--help` counts nothing

        if self.eligible and self.not_refused:
            raise UsageError(say("--eligible and --not-refused both say what counts"), say("keep one of them"))
        return Counting.ELIGIBLE if self.eligible else Counting.NOT_REFUSED if self.not_refused else Counting.MADE_FOR

    def facts(self, session: Session) -> Profile:
        """Facts that hold of every enterprise looked at."""
        return session.profile(None, Known(self.held.fields, self.held.fact, answer=[]))

    def weighed(self, session: Session, answer: Shortages) -> Shortages:
        """The holes weighed by the enterprises of a list, if there is one. Raises InvalidInputError and UsageError."""
        if self.counted.listed is None:
            return answer
        from essfund.landscape.hole_weights import BoxesOfList, weighed  # noqa: PLC0415 - only where there is a list

        boxes = BoxesOfList(answer.supply, session.catalogue)
        reading = self.counted.count(session.tr, session.catalogue.vocabularies, boxes.prepared)
        return weighed(answer, boxes, reading) if reading else answer


def axes_of(fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields along which one can look: one value each, cut by the rules into a few classes."""
    return {key: field for key, field in fields.items() if field.tested and field.kind.name not in {"several", "code"}}


def usual_axes(held: Profile, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Fields looked along if none is named."""
    along = tuple(axes_of(fields))
    free = [key for key in USUAL if key not in held.values]
    return tuple(free or [next((key for key in along if key not in held.values), along[0])])


def read_axes(text: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Fields that were named. Raises UsageError, with a suggestion, for one along which one cannot look."""
    along = axes_of(fields)
    known = {fold(name): key for key, field in along.items() for name in (key, field.option)}
    axes: list[str] = []
    for name in (part.strip() for part in text.split(",") if part.strip()):
        if fold(name) not in known:
            near = [known[item] for item in nearest(name, known)]
            raise UsageError(say("one cannot look along `{name}`", name=name),
                             did_you_mean(near, say("choose among {words}", words=", ".join(along))))
        axes.append(known[fold(name)])
    if not axes:
        raise UsageError(say("name at least one field to look along"), say("choose among {words}", words=", ".join(along)))
    return tuple(dict.fromkeys(axes))


def read_bands(text: str) -> tuple[int, ...]:
    """Where bands of euros end; nowhere for `exact`. Raises UsageError."""
    from essfund.engine.coverage import ROUND  # noqa: PLC0415 - `--help` looks at nothing

    word = fold(text)
    if word in BANDS:
        return ROUND if word == BANDS[0] else ()
    ends = [part.strip().replace("\u00a0", "").replace(" ", "") for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() and 0 < int(part[:16]) < 10**15 for part in ends):
        raise UsageError(say("--bands is `round`, `exact`, or whole euros separated by commas"),
                         say("write for example {example}", example="--bands 10000,50000,250000"))
    return tuple(sorted({int(part) for part in ends}))
