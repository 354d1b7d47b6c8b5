"""Répertoire des aides aux entreprises (aides-entreprises.fr), to drafts. Its texts are HTML."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from essfund.core.text import fold
from essfund.exchange.importing.dispositif_aide import NOBODY, day
from essfund.exchange.importing.draft_catalogue import Drafts, ImportedInstrument, text, url_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.exchange.importing.draft_catalogue import Row
    from essfund.model.vocabulary import Vocabularies

MARKS = {"id_aid", "aid_nom"}
EMPLOYEES = {"1": (0, 9), "2": (0, 9), "3": (10, 49), "4": (50, 249), "5": (250, None), "6": (250, None)}
"""Codes of `effectif`, as third parties read them."""

NATURES = (("garantie", "garantie"), ("fonds-propres", "fonds-propres"), ("participation", "fonds-propres"), ("pret", "pret"),
           ("avance", "pret"), ("subvention", "subvention"), ("appel-a-projet", "subvention"), ("exoneration", "subvention"))
DELETED = "0"
YOUNG, OLD = re.compile(r"-\s*de\s*3\s*ans"), re.compile(r"\+\s*de\s*3\s*ans")


class _Text(HTMLParser):
    """Keeps the text of HTML, with a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 - as the parser calls it
        """Begin a line at each block."""
        if tag in {"p", "li", "br", "div", "ul", "ol"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.parts.append(data)


def lines(html: str) -> list[str]:
    """Lines of an HTML text."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return [" ".join(item.split()) for item in "".join(reader.parts).split("\n") if item.strip()]


def read(rows: Sequence[Row], vocabularies: Vocabularies, regions: Mapping[str, str]) -> Drafts:  # noqa: ARG001 - as every format
    """Draft for each aid on line."""
    reasons = ["status 0" if text(row, "status") == DELETED else "" if text(row, "aid_nom") else "aid_nom" for row in rows]
    drafts = [_draft(row) for row, reason in zip(rows, reasons, strict=True) if not reason]
    return Drafts("aides-entreprises", drafts, Counter(filter(None, reasons)))


def _draft(row: Row) -> ImportedInstrument:
    provider = names(row.get("financeurs"), "org_nom") or NOBODY
    natures = names(row.get("natures"), "typ_libelle") or text(row, "natures")
    purpose = lines(text(row, "aid_objet"))
    folded = fold(natures)
    draft = ImportedInstrument(
        name=text(row, "aid_nom"), provider=provider, place=names(row.get("contacts"), "org_nom") or provider,
        family=next((family for word, family in NATURES if word in folded), "accompagnement"),
        reach="regional" if text(row, "couverture_geo") == "1" else "national",
        summary=" ".join(purpose) or text(row, "aid_nom"), url=url_in(text(row, "complements_sources") or text(row, "complements")),
        last_day=day(text(row, "date_fin")), updated=day(text(row, "aid_validation") or text(row, "horodatage")),
        asked=[*lines(text(row, "aid_conditions")), *lines(text(row, "aid_benef"))], money=lines(text(row, "aid_montant")),
        notes=[f"Famille déduite de « natures » : {natures or 'rien'}.", f"id_aid : {text(row, 'id_aid')}"],
    )
    if text(row, "territoires"):
        draft.asked.append(f"Territoires : {names(row.get('territoires'), 'ter_libelle') or text(row, 'territoires')}")
    draft.tests["aide-aux-entreprises"] = {"legal_form": {"not_in": ["organisme-public"]}}
    _employees(text(row, "effectif"), draft)
    age = text(row, "age_entreprise")
    if bool(YOUNG.search(age)) != bool(OLD.search(age)):
        draft.tests["age"] = {"age_years": {"less_than": 3} if YOUNG.search(age) else {"at_least": 3}}
    return draft


def names(value: Any, key: str) -> str:
    """Names that a list of mappings, or its JSON, gives."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value).strip()
    listed = value if isinstance(value, list) else [value]
    return ", ".join(str(item[key]) for item in listed if isinstance(item, dict) and item.get(key))


def _employees(said: str, draft: ImportedInstrument) -> None:
    bands = [EMPLOYEES[code] for code in re.findall(r"\d", said) if code in EMPLOYEES]
    highs = [high for _, high in bands if high is not None]
    if low := min((low for low, _ in bands), default=0):
        draft.tests["effectif-minimal"] = {"employees": {"at_least": low}}
    if bands and len(highs) == len(bands):
        draft.tests["effectif-maximal"] = {"employees": {"at_most": max(highs)}}
