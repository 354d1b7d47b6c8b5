"""Below the chart of a page: what is known of each instrument, family by family."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from essfund.core.messages import N_, say
from essfund.presenting.charts.text_layout import plain
from essfund.presenting.charts.words import amount_words, answer_words, band_words, reach_words, stages_of, state_words
from essfund.presenting.wording import to_know, why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Bar, Chart
    from essfund.model.tool import Contact

BACK = N_("Back to the chart")
LABELS = {
    "answer": N_("For this profile"), "why": N_("Why"), "know": N_("To know"), "amount": N_("Amount"), "stages": N_("Stages"),
    "reach": N_("Reach"), "state": N_("On this day"), "provider": N_("Provider"), "contact": N_("Contact"),
    "successor": N_("Successor"), "checked": N_("Sources read on"),
}


def draw_details(where: Element, chart: Chart, tr: Translator) -> None:
    """Write a section for each family and one in it for each instrument."""
    for band in chart.bands:
        family = SubElement(where, "section")
        SubElement(family, "h2").text = band_words(chart, band, tr)
        for bar in band.bars:
            _instrument(family, chart, bar, tr)


def _instrument(where: Element, chart: Chart, bar: Bar, tr: Translator) -> None:
    tool = bar.instrument.tool
    one = SubElement(where, "section", {"id": f"tool-{bar.instrument.id}", "tabindex": "-1"})
    SubElement(one, "h3", {"dir": "auto"}).text = plain(tool.name)
    SubElement(one, "p").text = plain(tr.say(tool.summary))
    facts = SubElement(one, "dl")
    for key, value in _facts(chart, bar, tr):
        if value:
            SubElement(facts, "dt").text = tr.text(LABELS[key])
            SubElement(facts, "dd").text = plain(value)
    contact = chart.catalogue.contacts.get(tool.apply)
    if contact:
        SubElement(facts, "dt").text = tr.text(LABELS["contact"])
        _contact(SubElement(facts, "dd"), contact, tr)
    back = SubElement(one, "p", {"class": "back"})
    SubElement(back, "a", {"href": "#top", "aria-label": tr.say(say("Back to the chart, from {name}", name=plain(tool.name)))}
               ).text = tr.text(BACK)


def _facts(chart: Chart, bar: Bar, tr: Translator) -> Iterator[tuple[str, str]]:
    tool, report = bar.instrument.tool, chart.report
    if bar.result and report:
        yield "answer", answer_words(bar, tr)
        yield "why", why(bar.result, report, tr)
        yield "know", to_know(bar.result, report, tr)
    yield "amount", amount_words(bar, tr)
    yield "stages", stages_of(chart, bar, tr)
    yield "reach", reach_words(chart, bar, tr)
    yield "state", state_words(bar, tr)
    successor = chart.catalogue.instruments.get(tool.successor or "")
    yield "successor", successor.tool.name if successor else tool.successor or ""
    yield "provider", tool.provider
    yield "checked", tr.day(tool.checked_on)


def _contact(where: Element, contact: Contact, tr: Translator) -> None:
    where.text = plain(" – ".join(part for part in (contact.name, contact.phone) if part))
    if contact.url and contact.url.startswith(("https://", "http://")):
        where.text += " – "
        SubElement(where, "a", {"href": plain(contact.url), "rel": "noreferrer"}).text = plain(contact.url)
    if contact.note:
        SubElement(where, "br").tail = plain(tr.say(contact.note))
