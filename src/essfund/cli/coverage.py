"""`essfund coverage`: where nothing exists, along some fields of a profile."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, choices, common_parameters, completer, format_parameter, switch, with_options
from essfund.cli.output import encoded, refuse_terminal, write_error, write_result
from essfund.cli.session import open_session, read_as_of, read_ids
from essfund.core.errors import UsageError
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.similar_words import fold, nearest
from essfund.model.fields import FIELDS, TESTED
from essfund.model.report import Availability
from essfund.presenting.formats import BINARY, COVERAGE_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.language.translator import Translator
    from essfund.engine.coverage import Coverage

AXES = tuple(key for key in TESTED if FIELDS[key].kind.name not in {"several", "code"})
"""The fields along which one can look: one value each, cut by the rules into a few classes."""

USUAL = "legal_form,stage,amount_needed"


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    axes = typer.Option("--axes", metavar="FIELDS", help=tr.text(N_("Fields to look along, separated by commas.")))
    family = typer.Option("--family", metavar="FAMILY", help=tr.text(N_("Only this family (repeatable).")),
                          autocompletion=completer("family"))
    state = typer.Option(
        "--availability", case_sensitive=False,
        help=tr.text(N_("What counts as there (repeatable); open and unverified if not given.")),
    )
    since = typer.Option("--since", metavar="DAY", help=tr.text(N_("Say which holes opened and closed since another day.")),
                         show_default=False)
    against = typer.Option("--against", metavar="DIR", show_default=False,
                           help=tr.text(N_("Say which holes opened and closed since another catalogue.")))
    states = choices("Availability", tuple(one.value for one in Availability))
    return with_options(
        partial(run, tr),
        [
            ("axes", Annotated[str, axes], USUAL),
            ("family", Annotated[list[str], family], []),
            ("availability", Annotated[list[states], state], []),  # type: ignore[valid-type] # an enumeration made here
            switch("eligible", N_("Count only where somebody is eligible a priori; otherwise where somebody is not refused."), tr),
            as_of_parameter(tr),
            ("since", Annotated[str | None, since], None),
            ("against", Annotated[str | None, against], None),
            format_parameter(tr, COVERAGE_FORMATS, "text"),
            *common_parameters(tr),
        ],
    )


def run(tr: Translator, axes: str, as_of: str | None, since: str | None, against: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """Look, list the holes, and say how much was looked at."""
    from essfund.engine.coverage import ASKABLE, TooManyCells, space_along, supply  # noqa: PLC0415 - `--help` looks at nothing
    from essfund.engine.gaps import Shortages, changed_holes, holes  # noqa: PLC0415 - `--help` looks at nothing

    session, output = open_session(tr, given)
    if format.value in BINARY:
        refuse_terminal(format.value, output)
    start, fields = perf_counter(), read_axes(axes)
    states = frozenset(Availability(one.value) for one in given["availability"]) or ASKABLE
    catalogue, day = session.catalogue, read_as_of(as_of)
    known = catalogue.vocabularies.family
    families = read_ids("--family", given["family"], known) or tuple(known.terms)
    earlier = other_catalogue(against) if against else catalogue
    space = space_along([earlier, catalogue])
    found = supply(catalogue, day, fields, states, space, eligible=given["eligible"])
    before: Coverage | None = None
    if since or against:
        before = supply(earlier, read_as_of(since) if since else day, fields, states, space, eligible=given["eligible"])
    change = changed_holes(before, found, families) if before else None
    answer = Shortages(found, families, holes(found, families), before, change)
    try:
        text = renderer(COVERAGE_FORMATS, format.value)(catalogue, answer, session.view(to_file=output is not None))
    except TooManyCells as many:
        raise UsageError(
            say("these fields cut the enterprises into {count} cells, too many to count one by one", count=many.count),
            say("choose fewer fields; their holes alone are listed by --format text"),
        ) from None
    write_result(encoded(format.value, text), output)
    seconds = f"{perf_counter() - start:.2f}"
    write_error(tr.say(say("{tools} instruments, {cells} cells, {seconds} s", tools=len(found.reach), cells=found.cells,
                              seconds=seconds)) + "\n")
    return ExitCode.DONE


def read_axes(text: str) -> tuple[str, ...]:
    """Return the fields that were named. Raises UsageError, with a suggestion, for one along which one cannot look."""
    known = {fold(name): key for key in AXES for name in (key, FIELDS[key].option)}
    found: list[str] = []
    for name in (part.strip() for part in text.split(",") if part.strip()):
        if fold(name) not in known:
            near = [known[one] for one in nearest(name, known)]
            raise UsageError(say("one cannot look along `{name}`", name=name),
                             did_you_mean(near, say("choose among {words}", words=", ".join(AXES))))
        found.append(known[fold(name)])
    if not found:
        raise UsageError(say("name at least one field to look along"), say("choose among {words}", words=", ".join(AXES)))
    return tuple(dict.fromkeys(found))


def other_catalogue(directory: str) -> Any:
    """Return the catalogue of another directory. Raises InvalidInputError."""
    from essfund.loading.catalogue import load_catalogue  # noqa: PLC0415 - only if one is named

    return load_catalogue(Path(directory), cache=True)
