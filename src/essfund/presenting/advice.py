"""Words of advice, for every format: the need, what an option brings here, what it costs, how fresh its proof is, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Euros, counted, say
from essfund.engine.need import asked_as
from essfund.model.condition import leaves
from essfund.model.verdict import Availability, Place, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.amounts import is_stated, open_offers
from essfund.presenting.sentences import OR
from essfund.presenting.short_amounts import short_by_offer
from essfund.presenting.wording import FACT, SEMICOLON, basis, pause, to_confirm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.core.language.translator import Translator
    from essfund.core.messages import Words
    from essfund.model.catalogue import Instrument
    from essfund.model.report import Report, Result
    from essfund.model.rulebook import Supposition
    from essfund.model.terms import Terms
    from essfund.presenting.json_shapes import TermsPlain

PLACES = {
    Place.FIRST: N_("Ask for first"),
    Place.ONLY_IF: N_("Only if"),
    Place.UNLIKELY: N_("Unlikely"),
    Place.LATER: N_("Later"),
    Place.ENDED: N_("Probably ended"),
    Place.REFUSED: N_("Refused"),
    Place.CLOSED: N_("Closed"),
}
LONG_NAME = 36
"""Letters from which on a name is long: a desk loses what it adds after a comma, an option of a group is counted."""


def only_if(report: Report, tr: Translator, *, typed: bool = False, spelt: bool = False) -> Iterator[str]:
    """Groups of options that only enterprises out of the ordinary may ask for, with the option that says so if it can be `typed`.

    Where there are several they are counted; `spelt` says what is counted.
    """
    waiting = [each for each in report.results if each.place is Place.ONLY_IF]
    for item in report.catalogue.suppositions:
        names = [each.instrument.tool.name for each in waiting if each.only_if[0] == item.field]
        if names:
            options = counted(len(names), N_("1 option"), N_("{count} options"))
            count = tr.say(options) if spelt else str(len(names))
            listed = names[0] if len(names) == 1 and len(names[0]) <= LONG_NAME else count
            option = report.catalogue.fields[item.field].typed(value=not item.value) if typed else ""
            fact = f"{tr.say(item.otherwise)} ({option})" if typed else item.otherwise
            yield tr.say(say("{fact}: {names}", fact=fact, names=listed))


def desk_names(result: Result, tr: Translator, *, short: bool = False) -> str:
    """Whom to call, by name; `short` without what a name adds in parentheses or, if it is long, after a comma."""
    names = [contact.name.split(" (")[0] if short else contact.name for contact in result.contacts]
    return tr.text(OR).join(name.split(", ")[0] if short and len(name) > LONG_NAME else name for name in names)


def named_with(result: Result, desk: str) -> str:
    """An instrument with whom to call for it; once where both have one name."""
    name = result.instrument.tool.name
    return name if name.startswith(desk) else f"{name} – {desk}"


def in_place_of(result: Result, numbers: Mapping[str, int], report: Report, tr: Translator) -> str:
    """Which option above it this one would take the place of, by its number; empty if there is none."""
    own = numbers.get(result.instrument.id, len(numbers) + 1)
    for relation in report.catalogue.alternatives:
        others = [number for tool, number in numbers.items() if number < own and tool in relation.tools]
        if result.instrument.id in relation.tools and others:
            return tr.say(say("in place of {rank}", rank=min(others)))
    return ""


def doubts(result: Result, report: Report, tr: Translator) -> list[str]:
    """What speaks against an option and does not refuse it: money that is missing elsewhere, else what to confirm with the funder."""
    if result.amount.short and not (result.amount.binding and result.amount.binding.less):
        return [tr.say(say("not as things stand: {amount} of other money is missing", amount=tr.money(result.amount.short)))]
    if result.instrument.role.funds and not report.need.calls_for(result.amount):
        floor = say("its floor, {amount}, is more than what is left to find", amount=tr.money(result.amount.low))
        return [tr.say(floor if report.need.amount else say("nothing is left to find"))]
    return to_confirm(result, report, tr)


def stands_for(result: Result, report: Report, tr: Translator) -> str:
    """Which other options of the same desk this one speaks for; empty if there are none."""
    names = ", ".join(report.catalogue.instruments[tool].tool.name for tool in result.replaces)
    return tr.say(say("stands for {names} too", names=names)) if names else ""


ONE_PLACE = {
    Place.FIRST: N_("ask for it first"),
    Place.UNLIKELY: N_("unlikely"),
    Place.LATER: N_("later"),
    Place.ENDED: N_("probably ended"),
    Place.CLOSED: N_("closed"),
}
"""Places in words for one instrument; that of a refused one is its verdict."""


def place(result: Result, report: Report, tr: Translator) -> str:
    """Where one instrument stands: « peu probable », « seulement si : innovation sociale »; empty where the verdict says it."""
    if result.place is Place.ONLY_IF:
        facts = [tr.say(item.otherwise) for item in report.catalogue.suppositions if item.field in result.only_if]
        return tr.say(say("only if: {facts}", facts=", ".join(facts)))
    return tr.text(ONE_PLACE[result.place]) if result.place in ONE_PLACE else ""


def here(result: Result, report: Report, tr: Translator) -> str:
    """What an option brings here: « 5 000 – 7 000 € », « garantit 14 000 € »; nothing for support.

    One amount stands alone only where nothing but what is supposed is to be checked, and nothing unknown lowers it: else it is « up to ».
    """
    role, brings = result.instrument.role, result.brings
    if role is Role.SUPPORT:
        return tr.say(say("support"))
    if brings.high is None:
        if brings.low:
            return tr.say(say("from {low}", low=tr.money(brings.low)))
        said = short_by_offer(open_offers(result), tr)
        return said if is_stated(said, tr) else tr.say(say("amount not stated"))
    high, certain = tr.money(brings.high), result.amount.certain
    sure = settled_but_for_suppositions(result, report) and brings.high in {brings.low, min(certain or 0, brings.high)}
    if role is Role.GUARANTEE:
        amount = between(certain, brings.high, tr) if certain and certain < brings.high else high
        told = say("guarantees {amount}", amount=amount) if sure or amount != high else say("guarantees up to {amount}", amount=amount)
        return tr.say(told)
    if certain is not None and certain < brings.high and not brings.low:
        perhaps = say("perhaps {high}", high=high)
        return tr.say(say("up to {sure}, perhaps {high}", sure=tr.money(certain), high=high) if certain else perhaps)
    if brings.low in {None, brings.high}:
        return high if result.need_covered == 1 and sure else tr.say(say("up to {high}", high=high))
    return between(brings.low or 0, brings.high, tr)


def settled_but_for_suppositions(result: Result, report: Report) -> bool:
    """Whether the verdict on an option is settled, or hangs on nothing but what is supposed of the enterprise."""
    return result.verdict is not Verdict.TO_CHECK or (bool(result.missing) and report.supposed.keys() >= {*result.missing})


def between(low: int, high: int, tr: Translator) -> str:
    """Two sums of euros: « 5 000 – 7 000 € »."""
    return tr.say(say("{low} – {high}", low=tr.number(low) if tr.language == "fr" else tr.money(low), high=tr.money(high)))


def limits_here(result: Result, tr: Translator) -> str:
    """What limits what an option brings here; nothing for support, nor where what is certain covers all that is left to find."""
    if result.instrument.role is Role.SUPPORT or (result.amount.certain is not None and result.need_covered == 1):
        return ""
    return basis(result.amount, tr)


RATE, FEE, YEARS, DEFERRAL = N_("Rate"), N_("Fee"), N_("Term"), N_("Deferral")
SECURITY, OTHER, PAID_TO, PAID, DELAY = N_("Security"), N_("Other costs"), N_("Who receives it"), N_("How it is paid"), N_("Delay")
TERMS = (RATE, FEE, YEARS, DEFERRAL, SECURITY, OTHER, PAID_TO, PAID, DELAY)
"""What there is to know of the terms, in the order in which an adviser says it."""
PRICES = (RATE, FEE, OTHER)
RECEIVERS = {"structure": N_("paid to the structure"), "person": N_("paid to the person")}
PAYMENTS = {"advance": N_("paid in advance"), "instalments": N_("paid in instalments"), "proof": N_("paid on proof")}
USUAL = frozenset({RECEIVERS["structure"], PAYMENTS["advance"]})
"""What goes without saying on the first screen."""


def labelled_terms(result: Result, tr: Translator) -> dict[str, str]:
    """Return what is known of the terms of an option, by label; what is not known is left out."""
    return terms_in_words(result.terms, result.instrument.role, tr) if result.terms else {}


def terms_in_words(terms: Terms, role: Role, tr: Translator) -> dict[str, str]:
    """Return terms in words, by label."""
    guarantee = role is Role.GUARANTEE
    fee = N_("{fee} percent of the guaranteed amount, once") if guarantee else N_("{fee} percent fee, once")
    found = {
        RATE: _numbers(terms.rate, N_("{rate} percent a year"), "rate", tr, none=N_("no interest")),
        FEE: _at_least(_numbers(terms.fee, fee, "fee", tr, none=N_("no fee")), terms.least_fee, tr),
        YEARS: _numbers(terms.years, N_("{years} years"), "years", tr),
        DEFERRAL: _numbers(terms.deferral, N_("deferral {months} months"), "months", tr),
        SECURITY: tr.say(terms.security or ""), OTHER: tr.say(terms.other or ""),
        PAID_TO: tr.text(RECEIVERS[terms.paid_to]) if terms.paid_to else "", PAID: tr.text(PAYMENTS[terms.paid]) if terms.paid else "",
        DELAY: tr.say(terms.delay or ""),
    }
    return {label: text for label, text in found.items() if text}


def _at_least(fee: str, least: int | None, tr: Translator) -> str:
    """A fee with the euros that it comes to at least, if there are any."""
    return fee if least is None else ", ".join(filter(None, (fee, tr.say(say("at least {euros}", euros=Euros(least))))))


def terms_plain(result: Result, tr: Translator) -> TermsPlain | None:
    """Terms of an option as plain values: what people read in words, what programs reckon with in numbers; None if none is known."""
    terms, words = result.terms, labelled_terms(result, tr)
    return {
        "rate": words.get(RATE), "rate_percent": _plain_numbers(terms.rate), "years": _plain_numbers(terms.years),
        "deferral_months": list(terms.deferral) or None, "fee": words.get(FEE), "fee_percent": _plain_numbers(terms.fee),
        "least_fee": terms.least_fee, "security": words.get(SECURITY), "paid_to": terms.paid_to, "paid": terms.paid,
        "delay": words.get(DELAY), "other": words.get(OTHER), "strength": terms.strength.value, "source": ", ".join(terms.source),
    } if terms else None


def _plain_numbers(found: Sequence[float]) -> list[float] | None:
    """Numbers without a needless « .0 »; nothing where none is known."""
    return [int(number) if number == int(number) else number for number in found] or None


def all_terms(instrument: Instrument, tr: Translator) -> Iterator[tuple[str, Terms]]:
    """Yield the terms of an instrument in words, then those of its offers that have their own."""
    for label, terms in ((None, instrument.tool.terms), *((offer.entry.label, offer.entry.terms) for offer in instrument.offers)):
        if terms:
            said = ", ".join(terms_in_words(terms, instrument.role, tr).values())
            yield tr.text(FACT).format(field=tr.say(label), value=said) if label else said, terms


def _numbers(numbers: Sequence[float], template: str, name: str, tr: Translator, *, none: str = "") -> str:
    """Return one number or the least and the greatest in words; `none` where they are all nothing."""
    if not any(numbers):
        return tr.text(none) if numbers and none else ""
    texts = list(dict.fromkeys(tr.number(number) for number in numbers))
    said = tr.say(say("{low} to {high}", low=texts[0], high=texts[-1])) if len(texts) > 1 else texts[0]
    return tr.text(template).format(**{name: said})


def cost(result: Result, report: Report, tr: Translator, room: int | None = None, *, everything: bool = False) -> str:
    """What an option costs, prices first, behind its class of cost where no price is known (« argent donné, versé sur justificatifs »).

    With `room`, in so many letters at most: a term that does not fit is left out whole. `everything` says the usual terms too.
    """
    usual, terms = set() if everything else {tr.text(text) for text in USUAL}, labelled_terms(result, tr)
    priced = terms.keys() & {RATE, OTHER, FEE if result.instrument.role is Role.GUARANTEE else RATE}
    labels = sorted(terms, key=lambda label: label not in PRICES)
    told = "" if priced else cost_class(result, report, tr)
    for text in [terms[label] for label in labels if terms[label] not in usual]:
        longer = f"{told}, {text}" if told else text
        if not told or room is None or len(longer) <= room:
            told = longer
    return told


def cost_class(result: Result, report: Report, tr: Translator) -> str:
    """The class of cost of an option: « argent donné »; empty if nobody said it."""
    label = report.catalogue.vocabularies.cost.words(result.instrument.tool.cost) if result.instrument.tool.cost else None
    word = tr.say(label) if label else ""
    return word[:1].lower() + word[1:]


def proof(result: Result, tr: Translator) -> str:
    """How fresh the last proof of life is: « preuve 2019 »."""
    return tr.say(say("proof of {year}", year=result.last_proof[:4])) if result.last_proof else tr.say(say("no dated proof"))


def proof_and_dates(result: Result, report: Report, tr: Translator) -> str:
    """The last proof of life, the day on which it closes or opens, the successor."""
    return tr.text(SEMICOLON).join(part for part in (proof(result, tr), time_left(result, tr), successor(result, report, tr)) if part)


def verdict(result: Result, report: Report, tr: Translator) -> str:
    """The verdict, with what is missing: « à vérifier : âge, chiffre d'affaires »; what is supposed in the words of the supposition."""
    if result.verdict is Verdict.ELIGIBLE:
        return tr.say(say("eligible a priori"))
    if result.verdict is Verdict.INELIGIBLE:
        return tr.say(say("not eligible"))
    suppose = {item.field: tr.say(_as_asked(item, result)) for item in report.catalogue.suppositions if item.field in report.supposed}
    labels = [suppose.get(key) or tr.words(report.catalogue.fields[key].label) for key in asked_as(result.missing, report)]
    if not labels:
        return tr.say(say("to be checked"))
    shown, more = ", ".join(labels[:3]), len(labels) - 3
    if more <= 0:
        return tr.say(say("to be checked: {fields}", fields=shown))
    others = counted(more, N_("to be checked: {fields} and {count} other"), N_("to be checked: {fields} and {count} others"),
                     fields=shown)
    return tr.say(others)


def _as_asked(item: Supposition, result: Result) -> Words:
    """The words of a supposition as the option asks for it: « situation saine », but « SIAE » where only a SIAE enters."""
    asked = [leaf for condition in result.instrument.all_conditions for leaf in leaves(condition.test) if leaf.field == item.field]
    return item.text if any(leaf.argument == item.value for leaf in asked) else item.otherwise


def time_left(result: Result, tr: Translator) -> str:
    """The day on which it closes, why and until when it is suspended, when it opens; empty if nothing is known of it."""
    tool = result.instrument.tool
    if result.availability is Availability.SUSPENDED and tool.suspended:
        return pause(tool.suspended, tr)
    if result.availability in {Availability.UPCOMING, Availability.PROBABLY_NOT_YET}:
        firsts = [each.first_day for each in tool.offers.values() if each.first_day]
        start = tool.valid_from.day if tool.valid_from else min(firsts, default=None)
        if start:
            sure = result.availability is Availability.UPCOMING
            return tr.say(say("opens on {day}", day=start) if sure else say("probably opens on {day}", day=start))
    return tr.say(say("closes on {day}", day=result.closes_on)) if result.closes_on else ""


def successor(result: Result, report: Report, tr: Translator) -> str:
    """The successor of an instrument, and whether that one lives; empty if none is known, or if on that day none has taken over."""
    if not result.successor or result.successor not in report.catalogue.instruments:
        return ""
    after = report.result(result.successor)
    name, state = after.instrument.tool.name, after.availability
    if state.askable:
        return tr.say(say("→ {name}", name=name))
    if not result.availability.over:
        return ""
    unborn = state in {Availability.UPCOMING, Availability.PROBABLY_NOT_YET}
    return tr.say(say("→ {name} (not open yet)", name=name) if unborn else say("→ {name} (cannot be asked for either)", name=name))
