"""`essfund coverage`: where nothing exists, along some fields of a profile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from essfund.cli.declaring import group, option, switch
from essfund.cli.options import Common, CountedOn, completer, day_option, format_option
from essfund.cli.session import Session, read_as_of, read_ids
from essfund.core.errors import UsageError
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.text import fold, nearest
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.engine.coverage import Shortages
    from essfund.model.fields import Field


@dataclass(frozen=True)
class CoverageCommand:
    """Options of `coverage`."""

    axes: str = option(N_("Fields to look along, separated by commas."), "--axes", metavar="FIELDS",
                       default="legal_form,stage,amount_needed")
    family: list[str] = option(N_("Only this family (repeatable)."), "--family", metavar="FAMILY", many=True,
                               complete=completer("family"))
    availability: list[str] = option(N_("What counts as there (repeatable); open and unverified if not given."), "--availability",
                                     choices=tuple(item.value for item in Availability), many=True)
    eligible: bool = switch(N_("Count only where somebody is eligible a priori; otherwise where somebody is not refused."), "--eligible")
    as_of: str | None = day_option()
    since: str | None = option(N_("Say which holes opened and closed since another day."), "--since", metavar="DAY")
    against: str | None = option(N_("Say which holes opened and closed since another catalogue."), "--against", metavar="DIR")
    counted: CountedOn = group(CountedOn)
    format: str | None = format_option("coverage")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Look, list the holes, and say how much was looked at."""
        from essfund.engine.coverage import ASKABLE, Shortages, TooManyCells, changed_holes, holes, space_along, supply  # noqa: PLC0415 - `--help` looks at nothing
        from essfund.loading.catalogue import load_catalogue  # noqa: PLC0415 - `--help` reads no catalogue

        self.counted.check()
        form = session.format("coverage", self.format)
        start, fields = perf_counter(), read_axes(self.axes, session.catalogue.fields)
        states = frozenset(map(Availability, self.availability)) or ASKABLE
        catalogue, day = session.catalogue, read_as_of(self.as_of)
        known = catalogue.vocabularies.family
        families = read_ids("--family", self.family, known) or tuple(known.terms)
        earlier = load_catalogue(Path(self.against), cache=True) if self.against else catalogue
        if differing := catalogue.vocabularies.differing(earlier.vocabularies):
            raise UsageError(say("`{field}` is another kind of field in the other catalogue", field=min(differing)),
                             say("compare the two with `essfund diff`"))
        space = space_along([earlier, catalogue])
        supplied = supply(catalogue, day, fields, states, space, eligible=self.eligible)
        then = read_as_of(self.since) if self.since else day
        before = supply(earlier, then, fields, states, space, eligible=self.eligible) if self.since or self.against else None
        change = changed_holes(before, supplied, families) if before else None
        answer = self.weighed(session, Shortages(supplied, families, holes(supplied, families), before, change))
        try:
            text = form.render(catalogue, answer, session.view())
        except TooManyCells as many:
            raise UsageError(say("these fields cut the enterprises into {count} cells, too many to count one by one", count=many.count),
                             say("choose fewer fields; their holes alone are listed by --format text")) from None
        session.write(form, text)
        session.note(say("{tools} instruments, {cells} cells, {seconds} s", tools=len(supplied.reach), cells=supplied.cells,
                         seconds=f"{perf_counter() - start:.2f}"))

    def weighed(self, session: Session, answer: Shortages) -> Shortages:
        """The holes weighed by the enterprises of a list, if there is one. Raises InvalidInputError and UsageError."""
        if self.counted.listed is None:
            return answer
        from essfund.landscape.hole_weights import BoxesOfList, weighed  # noqa: PLC0415 - only where there is a list

        boxes = BoxesOfList(answer.supply, session.catalogue)
        reading = self.counted.count(session.tr, session.catalogue.vocabularies, boxes.prepared)
        return weighed(answer, boxes, reading) if reading else answer


def read_axes(text: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Fields that were named. Raises UsageError, with a suggestion, for one along which one cannot look.

    One can look along those that have one value each, cut by the rules into a few classes.
    """
    along = {key: field for key, field in fields.items() if field.tested and field.kind.name not in {"several", "code"}}
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
