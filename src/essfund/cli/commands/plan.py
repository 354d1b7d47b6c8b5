"""`essfund plan`: the financing plan of a project, in variants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.cli.commands.tools import find_result
from essfund.cli.declaring import ASKING, OUTPUT, group, option, switch
from essfund.cli.options import (
    Common,
    KnownOfOne,
    check_dialect,
    complete_tools,
    day_option,
    dialect_option,
    format_option,
    profile_argument,
)
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.record import record, replace
from essfund.model.plan import PREFERENCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.model.plan import Preference

MOST = 5
PREFERENCE_WORDS: Mapping[str, Preference] = {
    **dict.fromkeys(("moins-de-dossiers", "le-moins-de-dossiers", "dossiers", "files"), "fewest-files"),
    **dict.fromkeys(("moins-cher", "le-moins-cher", "cout", "cost"), "cheapest"),
    **dict.fromkeys(("moins-de-banque", "le-moins-de-banque", "banque", "bank"), "least-bank"),
}
"""What people write for a preference besides its name, folded."""


def read_count(text: str) -> int:
    """Number of variants. Raises UsageError."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise UsageError(say("--variants takes a number from 1 to {most}", most=MOST))
    return int(text)


@record(frozen=True)
class PlanCommand:
    """Options of `plan`."""

    profile: str | None = profile_argument()
    known: KnownOfOne = group(KnownOfOne)
    as_of: str | None = day_option()
    variants: str = option(N_("How many variants at most, 1 to 5; fewer are shown where they would not differ."),
                           "--variants", metavar="NUMBER", default="3", panel=ASKING)
    prefer: Preference = option(
        N_("What the first variant prefers, once it covers all it can; in French also moins-de-dossiers, moins-cher, moins-de-banque."),
        "--prefer", choices=PREFERENCES, synonyms=PREFERENCE_WORDS, default=PREFERENCES[0], panel=ASKING)
    exclude: Sequence[str] = option(N_("Leave an instrument out of every variant."),
                                    "--exclude", metavar="ID", many=True, complete=complete_tools, panel=ASKING)
    require: Sequence[str] = option(N_("Have an instrument in every variant."),
                                    "--require", metavar="ID", many=True, complete=complete_tools, panel=ASKING)
    all: bool = switch(N_("Also say of every option why it is not in the plan, and every check."), "--all")
    format: str | None = format_option("plan")
    dialect: str = dialect_option(OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Read, plan, show."""
        from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing

        form = session.format("plan", self.format)
        check_dialect(self.dialect, form)
        count, day = read_count(self.variants), read_as_of(self.as_of)
        profile = session.profile(self.profile, self.known)
        exclude, require = [], []
        if self.exclude or self.require:
            report = match(session.catalogue, profile, on=day)
            exclude, require = ([find_result(report, name).instrument.id for name in names] for names in (self.exclude, self.require))
        found = session.plan(profile, day, variants=count, prefer=self.prefer, exclude=exclude, require=require)
        session.write(form, form.render(found, replace(session.view(everything=self.all), dialect=self.dialect)))
