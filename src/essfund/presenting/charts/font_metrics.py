"""How wide text is at most in DejaVu Sans and in Arial, by 2048ths of its size: a text that fits by these tables fits in both.

REGULAR and BOLD are the advance widths of the two fonts beside this module, which pictures that are not SVG are set in. Most letters
are narrower in Arial (Liberation Sans has the same widths); those that are wider stand in ARIAL_REGULAR and ARIAL_BOLD. A test holds the
tables against the fonts. Letters that the fonts lack count as wide.
"""

from __future__ import annotations

import unicodedata
from functools import cache

STACK = "DejaVu Sans, Arial, Liberation Sans, Helvetica, sans-serif"
EM = 2048
WIDE, OTHER = 2300, 1800
"""Letters that no table holds: East Asian ones, all others."""

REGULAR: dict[int, str] = {
    409: "\u202f",
    465: "\u2032",
    563: "'",
    569: "ijlìíîïĩīĭįıĵĺļ",
    582: "ł",
    604: "IJÌÍÎÏĨĪĬĮİĴ",
    651: " ,.\u00a0·\u2018\u2019\u201a\u201b\u2027",
    685: "\u2024",
    690: "/:;\\|¦",
    700: "ŀ",
    721: "fſ",
    739: "-\u00ad\u2010\u2011",
    765: "\u2033",
    768: "ľ",
    799: "()[]",
    803: "tţťŧ",
    819: "\u2039\u203a",
    821: "!¡²³¹",
    842: "rŕŗř",
    942: '"',
    965: "ªº",
    1024: "*_`§¨¯°´¸\u2013\u2016\u2017\u2020\u2021",
    1061: "\u201c\u201d\u201e\u201f",
    1067: "sśŝşš",
    1075: "zźżž",
    1087: "?¿",
    1126: "cçćĉċč",
    1138: "ĳ",
    1141: "LĹĻĽĿ",
    1151: "Ł",
    1178: "F",
    1186: "kķĸ",
    1208: "Ĳ\u2022\u2023",
    1212: "vxyýÿŷ",
    1235: "P",
    1239: "Þ",
    1251: "TYÝŢŤŦŶŸ",
    1253: "o«»ðòóôõöøōŏő",
    1255: "aàáâãäåāăą",
    1260: "eèéêëēĕėęě",
    1290: "ß",
    1294: "EÈÉÊËĒĔĖĘĚ",
    1298: "hnuñùúûüĥńņňŋũūŭůűų",
    1300: "SbdgpqþďđĝğġģŚŜŞŠ",
    1303: "$0123456789{}¢£¤¥µ¶\u2012€",
    1343: "KĶ",
    1367: "\u2025",
    1401: "AVÀÁÂÃÄÅĀĂĄ",
    1403: "XZŹŻŽ",
    1405: "B",
    1423: "RħŔŖŘ",
    1430: "CÇĆĈĊČ",
    1499: "UÙÚÛÜŨŪŬŮŰŲ",
    1532: "NÑŃŅŇŊ",
    1540: "HĤ",
    1577: "DĎ",
    1587: "GÐĐĜĞĠĢ",
    1597: "&",
    1612: "OQÒÓÔÕÖØŌŎŐ",
    1666: "ŉ",
    1675: "wŵ",
    1716: "#+<=>^~¬±×÷\u2190\u2191\u2192\u2193\u2212\u2264\u2265",
    1767: "M",
    1876: "Ħ",
    1946: "%",
    1985: "¼½¾",
    1995: "mÆ",
    2011: "æ",
    2025: "WŴ",
    2048: "@©®\u2014\u2015\u2026\u2122",
    2095: "œ",
    2191: "Œ",
    2748: "\u2030",
    3554: "\u2031",
}

BOLD: dict[int, str] = {
    409: "\u202f",
    540: "\u2032",
    627: "'",
    682: "\u2024",
    702: "ijlìíîïĩīĭįıĵĺļ",
    713: " \u00a0\u2027",
    748: "/\\|¦",
    760: "ł",
    762: "IJÌÍÎÏĨĪĬĮİĴ",
    778: ",.·\u2018\u2019\u201a\u201b",
    819: ":;",
    844: "\u2039\u203a",
    850: "-\u00ad\u2010\u2011",
    891: "fſ",
    897: "²³¹",
    915: "\u2033",
    934: "!¡",
    936: "()[]",
    979: "tţťŧ",
    982: "ľ",
    1010: "rŕŗř",
    1024: "_`§¨¯°´¸\u2013\u2016\u2017\u2020\u2021",
    1067: '"',
    1071: "*",
    1140: "ŀ",
    1155: "ªº",
    1188: "?¿",
    1192: "zźżž",
    1214: "cçćĉċč",
    1219: "sśŝşš",
    1303: "¤¶",
    1305: "LĹĻĽĿ",
    1309: "\u2022\u2023",
    1315: "Ł",
    1321: "x",
    1323: "«»",
    1335: "vyýÿŷ",
    1346: "\u201c\u201d\u201e\u201f",
    1362: "kķĸ",
    1366: "\u2025",
    1382: "aàáâãäåāăą",
    1389: "eèéêëēĕėęě",
    1397: "TŢŤŦ",
    1399: "EFÈÉÊËĒĔĖĘĚ",
    1404: "ĳ",
    1407: "oðòóôõöøōŏő",
    1425: "$0123456789¢£¥\u2012€",
    1458: "hnu{}ñùúûüĥńņňŋũūŭůűų",
    1466: "bdgpqþďđĝğġģ",
    1473: "ß",
    1475: "SŚŜŞŠ",
    1483: "YÝŶŸ",
    1485: "ZŹŻŽ",
    1501: "P",
    1503: "CÇĆĈĊČ",
    1507: "µ",
    1511: "Þ",
    1524: "Ĳ",
    1561: "B",
    1577: "RŔŖŘ",
    1579: "X",
    1585: "AVÀÁÂÃÄÅĀĂĄ",
    1587: "KĶ",
    1618: "ħ",
    1663: "UÙÚÛÜŨŪŬŮŰŲ",
    1681: "GĜĞĠĢ",
    1700: "DĎ",
    1714: "HNÑĤŃŅŇŊ",
    1716: "#+<=>^~¬±Ð×÷Đ\u2190\u2191\u2192\u2193\u2212\u2264\u2265",
    1741: "OQÒÓÔÕÖØŌŎŐ",
    1786: "&",
    1892: "wŵ",
    1994: "Ħ",
    2013: "ŉ",
    2038: "M",
    2048: "@©®\u2014\u2015\u2026\u2122",
    2052: "%",
    2120: "¼½¾",
    2134: "m",
    2146: "æ",
    2222: "Æ",
    2241: "œ",
    2259: "WŴ",
    2390: "Œ",
    2949: "\u2030",
    3864: "\u2031",
}

ARIAL_REGULAR: dict[int, str] = {
    410: "\u202f",
    682: "·",
    1024: "JĴ",
    1131: "¯\u2017",
    1139: "?_§\u2013\u2020\u2021",
    1251: "F¿",
    1366: "EKPSYÈÉÊËÝÞĒĔĖĘĚĶŚŜŞŠŶŸ",
    1479: "CRÇĆĈĊČŔŖŘ",
    1505: "Ĳ",
    1593: "GĜĞĠĢ",
    2048: "Æ\u2190\u2192",
    2079: "@",
}
ARIAL_BOLD: dict[int, str] = {
    410: "\u202f",
    981: "ť\u2033",
    1131: "¯\u2017",
    1139: "JĴ_§\u2013\u2020\u2021",
    1251: "?¿",
    1472: "ď",
    1607: "Ĳ",
    2048: "\u2190\u2192",
}


def _by_letter(*tables: dict[int, str]) -> dict[str, int]:
    return {char: wide for table in tables for wide, chars in table.items() for char in chars}


OWN = (_by_letter(REGULAR), _by_letter(BOLD))
"""Widths in our fonts alone."""

WIDTHS = (_by_letter(REGULAR, ARIAL_REGULAR), _by_letter(BOLD, ARIAL_BOLD))
"""Widths in the wider of both."""


@cache
def _advance(char: str, bold: bool) -> int:
    found = WIDTHS[bold].get(char)
    if found is not None:
        return found
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return WIDE if unicodedata.east_asian_width(char) in "WF" else OTHER


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most."""
    return sum(_advance(char, bold) for char in text) * size / EM


def measured(text: str) -> bool:
    """Whether every letter is in the tables, so that the width is not guessed."""
    return all(char in WIDTHS[0] for char in text)
