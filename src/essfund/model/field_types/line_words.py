"""What people write for natures and states of the lines of a plan, besides their ids; folded."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from essfund.core.text import fold
from essfund.model.plan_line import LineState, Nature, UseNature

if TYPE_CHECKING:
    from collections.abc import Mapping

Named = TypeVar("Named", bound=Enum)

USE_WORDS: Mapping[str, UseNature] = {
    **dict.fromkeys((
        "vehicule", "vehicules", "voiture", "tracteur", "velo", "velos", "serveur", "ordinateur", "meubles", "remorque",
        "camion", "camionnette", "fourgon", "minibus", "machine", "machines", "equipement", "equipements",
        "outillage", "mobilier", "four", "ordinateurs", "informatique", "investissement", "equipment", "vehicle", "van", "tangible",
    ), UseNature.TANGIBLE),
    **dict.fromkeys((
        "logiciel", "site", "etude", "etudes", "formation", "brevet", "communication", "conseil", "recrutement", "recrutements",
        "embauche", "honoraires",
        "software", "study", "training", "intangible",
    ), UseNature.INTANGIBLE),
    **dict.fromkeys((
        "terrain", "hangar", "local", "locaux", "batiment", "travaux", "construction", "amenagement", "renovation", "parts-de-sci",
        "building", "premises", "works", "property",
    ), UseNature.PROPERTY),
    **dict.fromkeys((
        "tresorerie", "loyer", "loyers", "salaires", "besoin-en-fonds-de-roulement", "fonds-de-roulement", "stock", "stocks",
        "working-capital", "cash",
    ), UseNature.WORKING_CAPITAL),
    **dict.fromkeys(("dette", "dettes", "debt", "repayment"), UseNature.REPAYMENT),
    "fees": UseNature.FEES,
}
RESOURCE_WORDS: Mapping[str, Nature] = {
    **dict.fromkeys((
        "apports", "fonds-propres", "autofinancement", "capital", "capitaux-propres", "parts-sociales", "own", "equity",
        "own-money", "savings", "tresorerie",
    ), Nature.OWN),
    **dict.fromkeys((
        "pret-participatif", "titres-associatifs", "titres-participatifs", "compte-courant", "quasi-own", "quasi-equity",
    ), Nature.QUASI_OWN),
    **dict.fromkeys((
        "subventions", "don", "dons", "aide", "mecenat", "crowdfunding", "grant", "grants", "donation",
    ), Nature.GRANT),
    **dict.fromkeys((
        "banque", "emprunt-bancaire", "prets-bancaires", "relais-bancaire", "emprunt", "credit", "credit-bancaire", "bank", "bank-loan",
        "credit-agricole", "bnp", "caisse-d-epargne", "credit-mutuel", "banque-populaire", "credit-cooperatif", "nef",
        "societe-generale", "lcl",
        "cic", "banque-postale",
    ), Nature.BANK_LOAN),
    **dict.fromkeys((
        "pret-d-honneur", "avance", "avance-remboursable", "loan", "pret-familial", "emprunt-familial", "emprunt-famille", "pret-famille",
        "pret-d-associe", "pret-associe", "credit-vendeur",
    ), Nature.LOAN),
    **dict.fromkeys(("guarantee", "caution"), Nature.GUARANTEE),
}
STATE_WORDS: Mapping[str, LineState] = {
    **dict.fromkeys((
        "obtenu", "obtenue", "acquise", "acquises", "accorde", "accordee", "disponible", "obtained", "granted",
    ), LineState.OBTAINED),
    **dict.fromkeys((
        "demandee", "en-cours", "sollicite", "sollicitee", "requested", "asked", "depose", "deposee",
    ), LineState.REQUESTED),
    **dict.fromkeys(("a-solliciter", "prevu", "prevue", "to-request", "to-be-requested", "planned"), LineState.TO_REQUEST),
}


def meant(word: str, kind: type[Named], words: Mapping[str, Named]) -> Named | None:
    """Member of an enumeration that a word names."""
    folded = fold(word)
    return next((member for member in kind if member.value == folded), words.get(folded))


def supposed(label: str, kind: type[Named], words: Mapping[str, Named]) -> Named | None:
    """Member that a label speaks of: its longest run of words that names one; of words alone the last, « prêt BNP »."""
    parts, known = fold(label).split("-"), {**words, **{member.value: member for member in kind}}
    for length in range(max(name.count("-") for name in known) + 1, 0, -1):
        runs = ["-".join(parts[start:start + length]) for start in range(len(parts) - length + 1)]
        if found := [known[run] for run in runs if run in known]:
            return found[-1] if length == 1 else found[0]
    return None
