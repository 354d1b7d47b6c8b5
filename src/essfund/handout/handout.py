"""From a report to the sheet that an adviser hands over: one story, a section a function, the same for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say
from essfund.engine.cartography import make_chart
from essfund.handout import next_steps
from essfund.handout.letter import letter
from essfund.handout.options import PRINTED, OptionWriter, chosen
from essfund.handout.picture import OptionsPicture, PictureWords, Stretch
from essfund.model.field_types import Interval
from essfund.model.report import Range
from essfund.model.verdict import Verdict
from essfund.model.vocabulary import Role
from essfund.presenting import advice, situation
from essfund.presenting.charts.words import NO_STAGE, OPEN_ENDED, UNCERTAIN_STAGES, stages_of
from essfund.presenting.document.blocks import Bullets, Facts, PaperSheet, Paragraph, Section
from essfund.presenting.registered import register_lines
from essfund.presenting.safe_text import one_line, typesetter
from essfund.presenting.wording import CAVEAT, FACT, SEMICOLON, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.engine.cartography import Bar
    from essfund.handout.options import Chosen
    from essfund.model.report import Report, Result
    from essfund.presenting.document.blocks import Block, Fact
    from essfund.presenting.view import View

DRAWN, ENDED = 12, 5
"""How many options a picture holds, and how many instruments that have ended are named."""
TITLE = N_("Financing options")
SITUATION = N_("As of {day}, by the catalogue of financing instruments, edition {edition}")
UNDERSTOOD, GLANCE = N_("What we have understood"), N_("The options at a glance")
CALLS = N_("Calls, in their order: one for each contact")
QUOTE, OTHERS, PAPERS = N_("Before you sign a quote"), N_("Support and other ways"), N_("What to prepare")
UNKNOWN, MEETING, OVER = N_("Questions still open"), N_("Next meeting"), N_("Ended, surely or probably")
MESSAGE = N_("Draft of a message")
NO_RIGHT = N_("Nothing on this sheet is a right to money: an application is made, and a committee decides.")
NOTHING = N_("No instrument of the catalogue is open to this profile.")
MADE_FROM = N_("Catalogue under {licence}.")
DENIED = N_("Answered no")
AMOUNT, OWN_STAGE = N_("What it brings here"), N_("coloured: the stage of the project")
DRAWING = N_("Each numbered option with the stages it was made for and, beside the need, what it brings")
FLOWS = frozenset({"amount_needed", "project_cost", *situation.PARTS})
"""Amounts that the sum of the need says."""


def make_handout(report: Report, view: View, added: tuple[Section, ...] = ()) -> PaperSheet:
    """Sheet of a report, every text on one line and safe: all options if the view wants `everything`, a letter for its `message`.

    `added` are sections that others made of the same answer; they stand behind the options.
    """
    return Maker(report, view).made(added)


class Maker:
    """One report on its way to one sheet."""

    def __init__(self, report: Report, view: View) -> None:
        self.report, self.view, self.tr = report, view, view.tr
        self.chosen = chosen(report, everything=view.everything, message=bool(view.message))
        self.numbered = [result for group in self.chosen for result in group.results]
        self.write = OptionWriter(report, view.tr, typesetter(view.tr.language), self.numbered)
        self.chart = make_chart(report.catalogue, report.as_of, everything=True, report=report)
        self.name = one_line(str(report.profile.values.get("name", ""))).strip()

    def made(self, added: tuple[Section, ...] = ()) -> PaperSheet:
        """The sheet."""
        options = (self.options(place, item) for place, item in enumerate(self.chosen))
        made = [*self.understood(), *self.glance(), *options, *added, *self.steps(), *self.ending()]
        lead = self.tr.text(SITUATION).format(day=self.tr.day(self.report.as_of), edition=self.report.catalogue.edition)
        foot = f"{self.tr.text(NO_RIGHT)} {self.tr.text(MADE_FROM).format(licence=self.report.catalogue.licence)}"
        title, typeset = self.write.text(TITLE), self.write.typeset
        return PaperSheet(self.tr.language, self.report.as_of, title, self.name, typeset(lead), tuple(made), typeset(foot))

    def understood(self) -> Iterator[Section]:
        """What was understood: who, the need as a sum, what else is known, what is supposed, what contradicts itself."""
        report, write = self.report, self.write
        blocks: list[Block] = [Paragraph(write.typeset(situation.enterprise_line(report, self.tr, named=False))),
                               Paragraph(write.typeset(situation.need_line(report, self.tr)), weighty=True)]
        facts = self.facts([key for key in report.catalogue.fields if key in report.profile.values and not self.said_above(key)])
        blocks += [Facts(facts)] if facts else []
        blocks += [Paragraph(write.typeset(line)) for line in register_lines(report, self.tr)]
        if supposed := ", ".join(self.tr.say(item.text) for item in situation.suppositions(report)):
            blocks.append(Paragraph(write.text(say("Supposed: {texts}. If one of these is not true, tell the adviser.", texts=supposed))))
        blocks += [Paragraph(write.text(say("To be checked: {message}", message=doubt.message))) for doubt in report.doubts]
        yield self.section("understood", UNDERSTOOD, blocks)

    def said_above(self, key: str) -> bool:
        """Whether the lines of the enterprise and of its need say a field in full."""
        value, need = self.report.profile.values[key], self.report.need
        if key in {"name", "departement", *situation.WHO, "stage"}:
            return True
        exact = isinstance(value, Interval) and value.low == value.high
        summed = need.parts.get("project_cost") is not None or key == "amount_needed"
        return key in FLOWS and exact and need.amount is not None and summed

    def facts(self, keys: list[str]) -> tuple[Fact, ...]:
        """What is known of some fields; those that are answered with no stand together in the last one."""
        denied = [key for key in keys if self.report.profile.flag(key) is False]
        facts = [self.write.known(key) for key in keys if key not in denied]
        if denied:
            facts.append(self.write.fact(DENIED, ", ".join(self.tr.words(self.report.catalogue.fields[key].label) for key in denied)))
        return tuple(facts)

    def glance(self) -> Iterator[Section]:
        """What nobody may overlook, and the picture of the options."""
        below = self.picture() if self.numbered else Paragraph(self.write.text(NOTHING))
        yield self.section("glance", GLANCE, [Paragraph(self.write.text(CAVEAT), weighty=True), below])

    def options(self, place: int, group: Chosen) -> Section:
        """Options below one heading."""
        return self.section(f"options-{place + 1}", group.title, [self.write.card(number, result) for number, result in group.results])

    def steps(self) -> Iterator[Section]:
        """What to do with the options: whom to call first, what not to sign, what to bring, what else there is."""
        report, write = self.report, self.write
        most = PRINTED - bool(self.view.message)
        for key, title, blocks in (
            ("calls", CALLS, next_steps.in_order(write)),
            ("quote", QUOTE, next_steps.before_signing(self.numbered, write)),
            ("others", OTHERS, () if self.view.everything else next_steps.others(report, most, write)),
            ("papers", PAPERS, next_steps.to_prepare(self.numbered, report, write)),
            ("unknown", UNKNOWN, next_steps.unknown(self.numbered, report, write)),
            ("meeting", MEETING, (next_steps.next_meeting(write),)),
        ):
            if blocks:
                yield self.section(key, title, list(blocks))

    def ending(self) -> Iterator[Section]:
        """What has ended, and the message."""
        report, write, everything = self.report, self.write, self.view.everything
        over = list(next_steps.ended(report, write, everything=everything))
        if len(over) > ENDED and not everything:
            over[ENDED:] = [write.text(counted(len(over) - ENDED, N_("and {count} more"), N_("and {count} more")))]
        if over:
            line: Block = Bullets(tuple(over)) if everything else Paragraph(write.typeset(self.tr.text(SEMICOLON).join(over)))
            yield self.section("closed", OVER, [line])
        if self.view.message:
            yield self.section("message", MESSAGE, list(letter(report.result(self.view.message), self.name, report, write)))

    def picture(self) -> OptionsPicture:
        """Options over the stages and beside the need."""
        words, text = self.report.catalogue.vocabularies, self.write.text
        bars = {bar.instrument.id: bar for bar in self.chart.bars}
        living = [item for item in self.numbered if item[1].verdict is not Verdict.INELIGIBLE][:DRAWN]
        drawn = [self.stretch(number, result, bars[result.instrument.id]) for number, result in living]
        stage, need = self.report.facts.ids("stage") or frozenset(), self.report.need.amount
        return OptionsPicture(
            title=text(DRAWING),
            alt=self.write.typeset(self.tr.text(SEMICOLON).join(f"{item.number}. {item.words}" for item in drawn)),
            stages=tuple(text(words.stage.words(key)) for key in self.chart.stages),
            own=tuple(place for place, key in enumerate(self.chart.stages) if key in stage),
            need=Interval(need, need) if need else None,
            need_words=text(say("need: {amount}", amount=self.tr.money(need))) if need else "",
            stretches=tuple(drawn),
            legend=PictureWords(
                text(AMOUNT), text(OWN_STAGE), text(NO_STAGE), text(UNCERTAIN_STAGES), text(OPEN_ENDED),
                tuple((item.value, text(VERDICTS[item])) for item in (Verdict.ELIGIBLE, Verdict.TO_CHECK)),
                tuple((item, text(words.reach.words(item))) for item in words.reach.terms)),
        )

    def stretch(self, number: int, result: Result, bar: Bar) -> Stretch:
        """Row of an option in the picture; what a guarantee brings is hollow, for it is no money."""
        typeset, brings = self.write.typeset, result.brings
        here, name = advice.here(result, self.report, self.tr), bar.instrument.tool.name
        sure = 0 if result.instrument.role is Role.GUARANTEE else result.amount.certain
        certain = sure if sure is None or brings.high is None else min(sure, brings.high)
        parts = (advice.verdict(result, self.report, self.tr), here, stages_of(self.chart, bar, self.tr), advice.proof(result, self.tr))
        words = self.tr.text(FACT).format(field=name, value=self.tr.text(SEMICOLON).join(parts))
        drawn = bar._replace(amount=Range(brings.low or 0, brings.high, certain))
        return Stretch(number, typeset(name), typeset(words), typeset(here), drawn)

    def section(self, key: str, title: str, blocks: list[Block]) -> Section:
        """Section with its heading in words."""
        return Section(key, self.write.text(title), tuple(blocks))
