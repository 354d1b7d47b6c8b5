"""Codes, web addresses and SIREN numbers that are in no official list or cannot be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.text import nearest
from essfund.loading.checks.check import Check
from essfund.model.field_types import ParseError
from essfund.model.field_types.texts_and_flags import clean_siren

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.core.messages import Message
    from essfund.loading.checks.check import Subject


LEGAL_FORM_CODES = """
0000 1000 2110 2120 2210 2220 2310 2320 2385 2400 2700 2800 2900 3110 3120 3205 3210 3220 3290 4110 4120 4130 4140 4150 4160
5191 5192 5193 5194 5195 5196 5202 5203 5306 5307 5308 5309 5310 5370 5385 5410 5415 5422 5426 5430 5431 5432 5442 5443 5451
5453 5454 5455 5458 5459 5460 5470 5485 5499 5505 5510 5515 5520 5522 5525 5530 5531 5532 5542 5543 5546 5547 5548 5551 5552
5553 5554 5555 5558 5559 5560 5570 5585 5599 5605 5610 5615 5620 5622 5625 5630 5631 5632 5642 5643 5646 5647 5648 5651 5652
5653 5654 5655 5658 5659 5660 5670 5685 5699 5710 5770 5785 5800 6100 6210 6220 6316 6317 6318 6411 6511 6521 6532 6533 6534
6535 6536 6537 6538 6539 6540 6541 6542 6543 6544 6551 6554 6558 6560 6561 6562 6563 6564 6565 6566 6567 6568 6569 6571 6572
6573 6574 6575 6576 6577 6578 6585 6589 6595 6596 6597 6598 6599 6901 7111 7112 7113 7120 7150 7160 7171 7172 7179 7190 7210
7220 7225 7229 7230 7312 7313 7314 7321 7322 7323 7331 7340 7341 7342 7343 7344 7345 7346 7347 7348 7349 7351 7352 7353 7354
7355 7356 7357 7361 7362 7363 7364 7365 7366 7367 7371 7372 7373 7378 7379 7381 7382 7383 7384 7385 7389 7410 7430 7450 7470
7490 8110 8120 8130 8140 8150 8160 8170 8190 8210 8250 8290 8310 8311 8410 8420 8450 8470 8490 8510 8520 9110 9150 9210 9220
9221 9222 9223 9224 9230 9240 9260 9300 9900 9970
"""

LEGAL_FORMS = frozenset(LEGAL_FORM_CODES.split())

FORMER = frozenset({"5498", "5720"})  # EURL and SASU: in older files and in the RNE, no longer in the list
REGIONS_AND_DEPARTEMENTS = """
01 971 / 02 972 / 03 973 / 04 974 / 06 976 / 11 75 77 78 91 92 93 94 95 / 24 18 28 36 37 41 45 / 27 21 25 39 58 70 71 89 90
28 14 27 50 61 76 / 32 02 59 60 62 80 / 44 08 10 51 52 54 55 57 67 68 88 / 52 44 49 53 72 85 / 53 22 29 35 56
75 16 17 19 23 24 33 40 47 64 79 86 87 / 76 09 11 12 30 31 32 34 46 48 65 66 81 82 / 84 01 03 07 15 26 38 42 43 63 69 73 74
93 04 05 06 13 83 84 / 94 2A 2B / 975 975 / 977 977 / 978 978 / 984 984 / 986 986 / 987 987 / 988 988 / 989 989
"""
"""Each region's code before its départements. Region and département codes collide: 11, 32, 76 are both."""

REGIONS = {codes[0]: codes[1:] for codes in map(str.split, REGIONS_AND_DEPARTEMENTS.strip().replace("\n", "/").split("/"))}
REGION_OF = {departement: region for region, departements in REGIONS.items() for departement in departements}


def find_official_codes(subject: Subject) -> Iterator[Fault]:
    """Find legal forms, départements and regions that no official list has, and départements put into another region."""
    words = subject.words
    for code in words.insee_codes:
        if code not in LEGAL_FORMS | FORMER:
            yield _unknown(say("`{code}` is not an INSEE legal form", code=code), ("insee_codes", code), code, LEGAL_FORMS)
    for code in words.regions:
        if code not in REGIONS:
            yield _unknown(say("`{code}` is not the code of a region", code=code), ("regions", code), code, REGIONS)
    for code, place in words.departements.items():
        if code not in REGION_OF:
            yield _unknown(say("`{code}` is not the code of a département", code=code), ("departements", code), code, REGION_OF)
        elif place.region != REGION_OF[code]:
            yield Fault("CAT017", say("the département {code} lies in the region {region}", code=code, region=REGION_OF[code]),
                        "vocabularies", ("departements", code, "region"), say("write {example}", example=f'"{REGION_OF[code]}"'))
    for key, contact in subject.tools.contacts.items():
        seen: set[str] = set()
        for index, local in enumerate(contact.by_departement):
            for place_index, code in enumerate(local.departements):
                path = ("contacts", key, "by_departement", index, "departements", place_index)
                if code not in REGION_OF:
                    yield Fault("CAT017", say("`{code}` is not the code of a département", code=code), "tools", path,
                                say("compare it with the official list"))
                elif code in seen:
                    yield Fault("CAT017", say("the département {code} has two contacts here", code=code), "tools", path,
                                say("keep it at one of the two"))
                seen.add(code)


def _unknown(message: Message, path: tuple[object, ...], code: str, known: Iterable[str]) -> Fault:
    help_ = did_you_mean(nearest(code, known), say("compare it with the official list"))
    return Fault("CAT017", message, "vocabularies", path, help_, on_key=True)


CODES_CHECK = Check(find_official_codes, {
    "CAT017": CodePage(
        N_("code outside the official list"),
        N_("A legal form that INSEE does not have, a département or region that the Code officiel géographique does not have, or "
           "a département put into another region or given two contacts."),
        N_("Correct the code; keep it between quotes."),
        why=N_("A département where a region belongs, or a code mistyped by one digit, silently hides an instrument from everybody "
               "it was made for."),
        example=Example("tools.yaml", at="    source: reglement\n\ntools:\n",
                        good='    source: reglement\n    by_departement:\n      - {departements: ["31"], contact: maison}\n\ntools:\n',
                        bad='    source: reglement\n    by_departement:\n      - {departements: ["20"], contact: maison}\n\ntools:\n'),
    ),
})


HOST = re.compile(r"(?!-)[a-z0-9-]+(?<!-)(\.(?!-)[a-z0-9-]+(?<!-))*\.[a-z]{2,}")
TRACKING = re.compile(r"(^|&)(utm_\w+|fbclid|gclid|mc_cid|mc_eid)=", re.IGNORECASE)


def find_addresses(subject: Subject) -> Iterator[Fault]:
    """Find addresses that no browser could open or that carry a trace of where they were copied, and SIREN with a wrong key."""
    for word, entries in (("sources", subject.tools.sources), ("contacts", subject.tools.contacts)):
        for key, entry in entries.items():
            if problem := wrong_address(entry.url) if entry.url else None:
                yield Fault("CAT019", problem, "tools", (word, key, "url"), say("open it in a browser, and copy it from there"))
    for key, contact in subject.tools.contacts.items():
        if contact.siren is not None:
            try:
                clean_siren(contact.siren)
            except ParseError as parse_error:
                yield Fault("CAT018", parse_error.message, "tools", ("contacts", key, "siren"), parse_error.help)


def wrong_address(url: str) -> Message | None:
    """What is wrong with an address, if anything; nothing is fetched."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return say("this is not a web address")
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    if not HOST.fullmatch(plain.lower()):
        return say("`{host}` is not the name of a site", host=host or url)
    if parts.username or parts.password or port:
        return say("an address of a public page holds no user, password or port")
    if TRACKING.search(parts.query):
        return say("this address carries a mark of where it was copied from")
    if url[-1] in ".,;:!?)»'\"" and not (url.endswith(")") and "(" in url):
        return say("this address ends with a punctuation mark")
    return None


ADDRESSES_CHECK = Check(find_addresses, {
    "CAT018": CodePage(
        N_("SIREN with a wrong key"),
        N_("The number does not have nine digits, or its last digit does not agree with the others (Luhn's rule)."),
        N_("Compare it with the Kbis or the Sirene notice."),
        why=N_("With one digit wrong it names another enterprise, or none, in every register that is linked by it."),
        example=Example("tools.yaml", at="    url: https://www.exemple.fr/contact\n",
                        good='    url: https://www.exemple.fr/contact\n    siren: "732829320"\n',
                        bad='    url: https://www.exemple.fr/contact\n    siren: "732829321"\n'),
    ),
    "CAT019": CodePage(
        N_("address that leads nowhere"),
        N_("The address has no real site name, holds a password, a port or a tracking mark, or ends with a punctuation mark."),
        N_("Open it in a browser, and copy it from there."),
        why=N_("An adviser clicks on it in front of the entrepreneur. Nothing is fetched here: a page that is gone is not seen."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good="    url: https://www.exemple.fr/contact\n",
                        bad="    url: https://www.exemple/contact?utm_source=lettre\n"),
    ),
})
