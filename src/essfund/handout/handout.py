"""From a report to the sheet that an adviser hands over: one story, a section a function, the same for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say
from essfund.handout.blocks import Bullets, Facts, Handout, HandoutSection, Paragraph, Picture, PictureWords, Stretch
from essfund.handout.next_steps import letter, to_prepare, unknown
from essfund.handout.options import OptionWriter, chosen
from essfund.model.fields import FIELDS, PROJECT
from essfund.model.tool import REACHES
from essfund.model.verdict import Availability, Verdict
from essfund.presenting.charts.words import NO_STAGE, OPEN_ENDED, UNCERTAIN_STAGES, bar_words, edition, line_words
from essfund.presenting.safe_text import one_line, typesetter
from essfund.presenting.sentences import NO
from essfund.presenting.wording import CAVEAT, CLOSED, FACT, SEMICOLON, VERDICTS, availability, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.handout.blocks import Block, Fact
    from essfund.handout.options import Chosen
    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

DRAWN, ENDED = 12, 6
"""How many options a picture holds, and how many closed instruments are named."""
TITLE = N_("Financing options")
SITUATION = N_("As of {day}, by the catalogue of financing instruments, edition {edition}")
ENTERPRISE, NEED, GLANCE = N_("The enterprise"), N_("The project and its need"), N_("The options at a glance")
PAPERS, UNKNOWN, MESSAGE, ABOUT = N_("What to prepare"), N_("What was not known"), N_("Draft of a message"), N_("About this sheet")
NO_RIGHT = N_("Nothing on this sheet is a right to money: an application is made, and a committee decides.")
NOTHING = N_("No instrument of the catalogue is open to this profile.")
SUCCEEDED = N_("{tool}: {state}; now: {successor}")
AMOUNT, OWN_STAGE = N_("Amount"), N_("coloured: the stage of the project")
DRAWING = N_("Each numbered option with the stages it was made for and, beside the need, its amount")


def make_handout(report: Report, view: View) -> Handout:
    """Sheet of a report, every text on one line and safe: all options if the view wants `everything`, a letter for its `message`."""
    return Maker(report, view).made()


class Maker:
    """One report on its way to one sheet."""

    def __init__(self, report: Report, view: View) -> None:
        self.report, self.view, self.tr = report, view, view.tr
        self.write = OptionWriter(report, view.tr, typesetter(view.tr.language))
        self.chosen = chosen(report, everything=view.everything, message=bool(view.message))
        self.numbered = [result for group in self.chosen for result in group.results]
        self.name = one_line(str(report.profile.values.get("name", ""))).strip()

    def made(self) -> Handout:
        """The sheet."""
        made = [*self.profile(), *self.glance(), *(self.options(place, item) for place, item in enumerate(self.chosen)), *self.ending()]
        lead = self.tr.text(SITUATION).format(day=self.tr.day(self.report.as_of), edition=self.report.catalogue.edition)
        return Handout(self.tr.language, self.report.as_of, self.write.text(TITLE), self.name, self.write.typeset(lead), tuple(made))

    def profile(self) -> Iterator[HandoutSection]:
        """What is known: of the enterprise, then of its project."""
        known = [key for key in FIELDS if key in self.report.profile.values and key != "name"]
        warned = [self.write.text(say("To be checked: {message}", message=doubt.message)) for doubt in self.report.doubts]
        for key, title, keys in (("enterprise", ENTERPRISE, [item for item in known if FIELDS[item].panel != PROJECT]),
                                 ("need", NEED, [item for item in known if FIELDS[item].panel == PROJECT])):
            facts = self.facts(keys)
            blocks: list[Block] = [Facts(facts) if facts else Paragraph(self.write.text(N_("nothing known yet")))]
            blocks += [Paragraph(text) for text in warned] if key == "need" else []
            yield self.section(key, title, blocks)

    def facts(self, keys: list[str]) -> tuple[Fact, ...]:
        """What is known of some fields; those that are answered with no stand together in the last one."""
        denied = [key for key in keys if self.report.profile.flag(key) is False]
        facts = [self.write.known(key) for key in keys if key not in denied]
        if denied:
            facts.append(self.write.fact(NO, ", ".join(self.tr.text(FIELDS[key].label) for key in denied)))
        return tuple(facts)

    def glance(self) -> Iterator[HandoutSection]:
        """What nobody may overlook, and the picture of the options."""
        below = self.picture() if self.numbered else Paragraph(self.write.text(NOTHING))
        yield self.section("glance", GLANCE, [Paragraph(self.write.text(CAVEAT), weighty=True), below])

    def options(self, place: int, group: Chosen) -> HandoutSection:
        """Options below one heading."""
        blocks: list[Block] = [self.write.card(number, result) for number, result in group.results]
        if group.more:
            more = counted(group.more, N_("{count} more option is not printed here; the adviser can print it (--all)."),
                           N_("{count} more options are not printed here; the adviser can print them (--all)."))
            blocks.append(Paragraph(self.write.text(more)))
        return self.section(f"options-{place + 1}", group.title, blocks)

    def ending(self) -> Iterator[HandoutSection]:
        """What follows the options: papers, gaps, closed instruments, the message, and where all of it comes from."""
        report, write = self.report, self.write
        for key, title, blocks in (("papers", PAPERS, to_prepare(self.numbered, report, write)),
                                   ("unknown", UNKNOWN, unknown(self.numbered, write)), ("closed", CLOSED, self.closed())):
            if blocks:
                yield self.section(key, title, list(blocks))
        if self.view.message:
            yield self.section("message", MESSAGE, list(letter(report.result(self.view.message), self.name, report, write)))
        made_from = write.typeset(edition(report.catalogue, self.tr))
        yield self.section("about", ABOUT, [Paragraph(write.text(NO_RIGHT), weighty=True), Paragraph(made_from)])

    def closed(self) -> tuple[Block, ...]:
        """Closed instruments that would have fitted, with what took their place."""
        closed = [result for section in sections(self.report, everything=self.view.everything) for result in section.results
                  if result.availability is Availability.CLOSED]
        items = [self.write.typeset(self.ended(item)) for item in closed[:ENDED]]
        if len(closed) > ENDED:
            items.append(self.write.text(counted(len(closed) - ENDED, N_("and {count} more"), N_("and {count} more"))))
        return (Bullets(tuple(items)),) if items else ()

    def ended(self, result: Result) -> str:
        """A closed instrument in words."""
        tool, state = result.instrument.tool, availability(result, self.tr)
        successor = self.report.catalogue.instruments.get(result.successor or "")
        if successor is None:
            return self.tr.text(FACT).format(field=tool.name, value=state)
        return self.tr.text(SUCCEEDED).format(tool=tool.name, state=state, successor=successor.tool.name)

    def picture(self) -> Picture:
        """Options over the stages and beside the need."""
        words, text = self.report.catalogue.vocabularies, self.write.text
        drawn = [self.stretch(number, result) for number, result in self.numbered if result.verdict is not Verdict.INELIGIBLE][:DRAWN]
        stage, need = self.report.facts.ids("stage") or frozenset(), self.report.facts.number("amount_needed")
        return Picture(
            title=text(DRAWING),
            alt=self.write.typeset(self.tr.text(SEMICOLON).join(f"{item.number}. {item.words}" for item in drawn)),
            stages=tuple(text(words.stage.words(key)) for key in self.write.chart.stages),
            own=tuple(place for place, key in enumerate(self.write.chart.stages) if key in stage),
            need=need,
            need_words=text(say("need: {amount}", amount=self.write.known("amount_needed").value)) if need else "",
            stretches=tuple(drawn),
            legend=PictureWords(
                text(AMOUNT), text(OWN_STAGE), text(NO_STAGE), text(UNCERTAIN_STAGES), text(OPEN_ENDED),
                tuple((item.value, text(VERDICTS[item])) for item in (Verdict.ELIGIBLE, Verdict.TO_CHECK)),
                tuple((item, text(words.reach.words(item))) for item in REACHES)),
        )

    def stretch(self, number: int, result: Result) -> Stretch:
        """Row of an option in the picture."""
        bar, typeset = self.write.bars[result.instrument.id], self.write.typeset
        words = bar_words(self.write.chart, bar, self.tr)
        return Stretch(number, typeset(bar.instrument.tool.name), typeset(words), typeset(line_words(bar, self.tr)), bar)

    def section(self, key: str, title: str, blocks: list[Block]) -> HandoutSection:
        """Section with its heading in words."""
        return HandoutSection(key, self.write.text(title), tuple(blocks))
