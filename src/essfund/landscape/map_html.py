"""The chart as one self-contained page: bars lead to details, no script, no network; a chart for wide and one for narrow windows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from essfund.core.messages import N_, say
from essfund.landscape.map_picture import A3, picture
from essfund.presenting.charts import words
from essfund.presenting.charts.text_layout import plain
from essfund.presenting.safe_text import picture_text
from essfund.presenting.wording import CAVEAT, to_know, why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Bar, Chart
    from essfund.model.tool import Contact
    from essfund.presenting.view import View

PHONE = 336
METAS = (
    {"charset": "utf-8"}, {"name": "viewport", "content": "width=device-width, initial-scale=1"},
    {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"},
    {"name": "generator", "content": "essfund"},
)
SKIP, DETAILS, BACK = N_("Go to the details"), N_("Details of each instrument"), N_("Back to the chart")
CONTACT = N_("Contact")
STYLE = Path(__file__).with_name("map.css")


def render(chart: Chart, view: View, kind: str, size: object) -> str:  # noqa: ARG001 - the page fits its window
    """Page of the chart."""
    tr = view.tr
    page = Element("html", {"lang": tr.language})
    head = SubElement(page, "head")
    for meta in METAS:
        SubElement(head, "meta", meta)
    SubElement(head, "title").text = words.title(chart, kind, tr)
    SubElement(head, "style").text = "\n" + STYLE.read_text(encoding="utf-8")
    body = SubElement(page, "body")
    SubElement(body, "a", {"class": "skip", "href": "#details"}).text = tr.text(SKIP)
    header = SubElement(body, "header")
    SubElement(header, "h1").text = words.title(chart, kind, tr)
    for text in (*words.subtitles(chart, kind, tr), tr.text(CAVEAT) if chart.report else ""):
        if text:
            SubElement(header, "p").text = plain(text)
    main = SubElement(body, "main")
    for name, wide in (("wide", A3), ("narrow", PHONE)):
        SubElement(main, "figure", {"class": name}).append(linked(chart, view, kind, wide, name))
    details = SubElement(main, "section", {"id": "details", "tabindex": "-1"})
    SubElement(details, "h2").text = tr.text(DETAILS)
    for band in chart.bands:
        family = SubElement(details, "section")
        SubElement(family, "h2").text = words.band_words(chart, band, tr)
        for bar in band.bars:
            _instrument(family, chart, bar, tr)
    footer = SubElement(body, "footer")
    for text in words.remarks(chart, kind, tr):
        SubElement(footer, "p").text = plain(text)
    return picture_text("<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n")


def linked(chart: Chart, view: View, kind: str, width: int, name: str) -> Element:
    """Chart with a link around each bar: reached by the keyboard, read out by its alternative text."""
    root = picture(chart, view, kind, width, f"{name}-", headed=False)
    root.set("role", "group")
    said = {bar.instrument.id: words.bar_words(chart, bar, view.tr) for bar in chart.bars}
    for place, child in enumerate(list(root)):
        tool = child.get("data-tool")
        if tool is not None:
            label = plain(view.tr.say(say("{bar} – details", bar=said[tool])))
            root[place] = Element("a", {"href": f"#tool-{tool}", "aria-label": label})
            root[place].append(child)
    return root


def _instrument(where: Element, chart: Chart, bar: Bar, tr: Translator) -> None:
    tool = bar.instrument.tool
    item = SubElement(where, "section", {"id": f"tool-{bar.instrument.id}", "tabindex": "-1"})
    SubElement(item, "h3", {"dir": "auto"}).text = plain(tool.name)
    SubElement(item, "p").text = plain(tr.say(tool.summary))
    facts = SubElement(item, "dl")
    for label, value in _facts(chart, bar, tr):
        if value:
            SubElement(facts, "dt").text = tr.text(label)
            SubElement(facts, "dd").text = plain(value)
    contact = chart.catalogue.contacts.get(tool.apply)
    if contact:
        SubElement(facts, "dt").text = tr.text(CONTACT)
        _contact(SubElement(facts, "dd"), contact, tr)
    back = SubElement(item, "p", {"class": "back"})
    SubElement(back, "a", {"href": "#top", "aria-label": tr.say(say("Back to the chart, from {name}", name=plain(tool.name)))}
               ).text = tr.text(BACK)


def _facts(chart: Chart, bar: Bar, tr: Translator) -> Iterator[tuple[str, str]]:
    tool, report = bar.instrument.tool, chart.report
    if bar.result and report:
        yield words.ANSWER, words.answer_words(bar, tr)
        yield N_("Why"), why(bar.result, report, tr)
        yield N_("To know"), to_know(bar.result, report, tr)
    yield N_("Amount"), words.amount_words(bar, tr)
    yield N_("Stages"), words.stages_of(chart, bar, tr)
    yield words.REACH, words.reach_words(chart, bar, tr)
    yield words.STATE, words.state_words(bar, tr)
    successor = chart.catalogue.instruments.get(tool.successor or "")
    yield N_("Successor"), successor.tool.name if successor else tool.successor or ""
    yield N_("Provider"), tool.provider
    yield N_("Sources read on"), tr.day(tool.checked_on)


def _contact(where: Element, contact: Contact, tr: Translator) -> None:
    where.text = plain(" – ".join(part for part in (contact.name, contact.phone) if part))
    if contact.url and contact.url.startswith(("https://", "http://")):
        where.text += " – "
        SubElement(where, "a", {"href": plain(contact.url), "rel": "noreferrer"}).text = plain(contact.url)
    if contact.note:
        SubElement(where, "br").tail = plain(tr.say(contact.note))
