"""Lines of a financing plan as people write them: read alike from options and files, written back, or refused with what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund.core.language.translator import translator
from essfund.core.text import fold
from essfund.model.field_types import ParseError, ResourcesType, UsesType, line_words
from essfund.model.field_types.line_reader import LONGEST_LABEL, MOST_LINES, MOST_YEARS
from essfund.model.field_types.line_words import RESOURCE_WORDS, STATE_WORDS, USE_WORDS
from essfund.model.plan_line import LineState, Nature, ResourceLine, UseLine, UseNature
from tests.bundled import LAST_CHECKED
from tests.depth import law

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.model.field_types.lines import LinesType
    from tests.command_line import Done

USES, RESOURCES = UsesType(), ResourcesType()
TR = translator("en")
FORM = "write LABEL=AMOUNT, for example Véhicule=35000:materiel"
OBTAINED, REQUESTED, TO_REQUEST = LineState.OBTAINED, LineState.REQUESTED, LineState.TO_REQUEST


def read(kind: LinesType, raw: object) -> Any:
    """Return the one line of what was written."""
    lines = kind.read(raw, None)
    assert isinstance(lines, tuple)
    (line,) = lines
    return line


def refusal(kind: LinesType, raw: object) -> tuple[str, str]:
    """Return why something is refused, and what to write."""
    with pytest.raises(ParseError) as caught:
        kind.read(raw, None)
    return TR.say(caught.value.message), TR.say(caught.value.help) if caught.value.help else ""


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Véhicule=35000:materiel", UseLine("Véhicule", 35000, UseNature.TANGIBLE)),
        ("Véhicule=35 000 €:Matériel", UseLine("Véhicule", 35000, UseNature.TANGIBLE)),
        ("  Véhicule = 35\u202f000\u00a0€ : equipment ", UseLine("Véhicule", 35000, UseNature.TANGIBLE)),
        ("Le camion de Gaël=35 k€", UseLine("Le camion de Gaël", 35000, UseNature.TANGIBLE, supposed=True)),
        ("Étude de marché=4000", UseLine("Étude de marché", 4000, UseNature.INTANGIBLE, supposed=True)),
        ("Travaux=12000:bfr", UseLine("Travaux", 12000, UseNature.WORKING_CAPITAL)),
        ("Besoin en fonds de roulement=9000", UseLine("Besoin en fonds de roulement", 9000, UseNature.WORKING_CAPITAL, supposed=True)),
        ("Working capital=9000", UseLine("Working capital", 9000, UseNature.WORKING_CAPITAL, supposed=True)),
        ("Dettes=1,5 k€:remboursement", UseLine("Dettes", 1500, UseNature.REPAYMENT)),
        ("Truc=1", UseLine("Truc", 1)),
        ({"label": "Véhicule", "amount": 35000.4, "nature": "immatériel"}, UseLine("Véhicule", 35000, UseNature.INTANGIBLE)),
        ({"label": "Véhicule", "amount": "35 000 €", "nature": None}, UseLine("Véhicule", 35000, UseNature.TANGIBLE, supposed=True)),
        ({"Véhicule": 35000}, UseLine("Véhicule", 35000, UseNature.TANGIBLE, supposed=True)),
        ({2027: 35000}, UseLine("2027", 35000)),
        ({"Véhicule": 35000, "nature": "immateriel"}, UseLine("Véhicule", 35000, UseNature.INTANGIBLE)),
    ],
)
def test_a_use_is_its_label_its_euros_and_the_nature_that_is_said_or_that_the_label_speaks_of(written: object, line: UseLine) -> None:
    assert read(USES, written) == line


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Prêt bancaire=28000:demande,5 ans", ResourceLine("Prêt bancaire", 28000, Nature.BANK_LOAN, REQUESTED, 5, supposed=True)),
        ("Prêt bancaire=28 000 €:demandé, 60 mois", ResourceLine("Prêt bancaire", 28000, Nature.BANK_LOAN, REQUESTED, 5, supposed=True)),
        ("Crédit Coop=28000:banque,5 ans,3,2 %", ResourceLine("Crédit Coop", 28000, Nature.BANK_LOAN, TO_REQUEST, 5, 3.2)),
        ("Crédit Coop=28000:3,2 pour cent;bank loan;2,5 années", ResourceLine("Crédit Coop", 28000, Nature.BANK_LOAN, TO_REQUEST, 2.5, 3.2)),
        ("Crédit Coop=28000:3.2%:requested:1 year", ResourceLine("Crédit Coop", 28000, Nature.BANK_LOAN, REQUESTED, 1, 3.2, supposed=True)),
        ("Fonds propres=5000", ResourceLine("Fonds propres", 5000, Nature.OWN, OBTAINED, supposed=True)),
        ("Fonds propres=5000:prévu", ResourceLine("Fonds propres", 5000, Nature.OWN, TO_REQUEST, supposed=True)),
        ("Savings=5000:own money", ResourceLine("Savings", 5000, Nature.OWN, OBTAINED)),
        ("Subvention de la Région=7000:accordée", ResourceLine("Subvention de la Région", 7000, Nature.GRANT, OBTAINED, supposed=True)),
        ("Prêt d’honneur=8000", ResourceLine("Prêt d’honneur", 8000, Nature.LOAN, TO_REQUEST, supposed=True)),
        ("Prêt participatif=8000:6 mois", ResourceLine("Prêt participatif", 8000, Nature.QUASI_OWN, TO_REQUEST, 0.5, supposed=True)),
        ("Cousin=900", ResourceLine("Cousin", 900, Nature.UNTOLD, TO_REQUEST, supposed=True)),
        ("Garantie=14000:sur Prêt 2, 5 ans", ResourceLine("Garantie", 14000, Nature.GUARANTEE, TO_REQUEST, 5, on="Prêt 2", supposed=True)),
        ("FA=14000:guarantee,on  Bank loan", ResourceLine("FA", 14000, Nature.GUARANTEE, TO_REQUEST, on="Bank loan")),
        *((written, ResourceLine("Prêt bancaire", 28000, Nature.BANK_LOAN, REQUESTED, 5, 3.2, supposed=True)) for written in (
            "Prêt bancaire=28 000, demandé, 5 ans, 3,2 %", {"Prêt bancaire": "28 000 €, 5 ans, 3,2 %, demandé"},
            {"Prêt bancaire": "28k:demandé", "years": 5, "rate": 3.2}, {"Prêt bancaire": 28000, "state": "demandé", "years": 5, "rate": 3.2})),
        ("Prêt=28,5 k€", ResourceLine("Prêt", 28500, Nature.LOAN, TO_REQUEST, supposed=True)),
        ({"label": "Prêt A", "amount": "28 k€", "nature": "pret-bancaire", "state": "acquis", "years": 5, "rate": 3.2},
         ResourceLine("Prêt A", 28000, Nature.BANK_LOAN, OBTAINED, 5, 3.2)),
        ({"label": "Prêt A", "amount": 28000, "years": "7", "rate": "0,5", "covers": "Prêt, de la banque"},
         ResourceLine("Prêt A", 28000, Nature.LOAN, TO_REQUEST, 7, 0.5, "Prêt, de la banque", supposed=True)),
    ],
)
def test_a_resource_is_said_in_french_or_english_with_or_without_accents(written: object, line: ResourceLine) -> None:
    assert read(RESOURCES, written) == line


@pytest.mark.parametrize(
    ("kind", "word", "member", "where"),
    [
        *((USES, word, member, "nature") for word, member in USE_WORDS.items()),
        *((RESOURCES, word, member, "nature") for word, member in RESOURCE_WORDS.items()),
        *((RESOURCES, word, member, "state") for word, member in STATE_WORDS.items()),
        *((USES, member.value, member, "nature") for member in UseNature),
        *((RESOURCES, member.value, member, "nature") for member in Nature),
        *((RESOURCES, member.value, member, "state") for member in LineState),
    ],
)
def test_every_word_means_what_its_table_says_however_it_is_written(kind: LinesType, word: str, member: object, where: str) -> None:
    for written in (word, word.replace("-", " ").upper(), f" {word} "):
        assert getattr(read(kind, f"X=1:{written}"), where) is member
        assert getattr(read(kind, {"label": "X", "amount": 1, where: written}), where) is member


def test_one_mapping_of_names_to_amounts_is_as_many_lines_and_options_add_up() -> None:
    assert USES.read({"Véhicule": "35 000 €", "Stock": 5000}, None) == USES.read(["Véhicule=35000", "Stock=5000"], None)
    assert USES.read([{"Véhicule": "35 000 €"}, {"Stock": "5000:bfr"}, "Autre=1"], None) == USES.read(
        ["Véhicule=35000", "Stock=5000:bfr", "Autre=1"], None)
    assert USES.read({"Lot A=B": "7"}, None) == (UseLine("Lot A=B", 7),)
    assert RESOURCES.read(("Apport=1", {"label": "Banque", "amount": 2}), None) == RESOURCES.read({"Apport": 1, "Banque": 2}, None)


LABELS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40) | st.lists(
    st.sampled_from([*USE_WORDS, *RESOURCE_WORDS, "le", "de", "Région"]), min_size=1, max_size=5).map(" ".join)


@st.composite
def told(draw: st.DrawFn, keys: dict[str, st.SearchStrategy[object]]) -> list[dict[str, object]]:
    """Return lines as a file holds them, each with a name of its own."""
    count = draw(st.integers(0, 4))
    return [
        {"label": f"{number}{draw(LABELS)}", "amount": draw(st.integers(1, 10**9)),
         **{key: draw(values) for key, values in keys.items() if draw(st.booleans())}}
        for number in range(count)
    ]


USE_KEYS: dict[str, st.SearchStrategy[object]] = {"nature": st.sampled_from([*USE_WORDS, *(item.value for item in UseNature)])}
RESOURCE_KEYS: dict[str, st.SearchStrategy[object]] = {
    "nature": st.sampled_from([*RESOURCE_WORDS, *(item.value for item in Nature)]),
    "state": st.sampled_from([*STATE_WORDS, *(item.value for item in LineState)]),
    "years": st.integers(1, 12 * MOST_YEARS).map(lambda months: months / 12),
    "rate": st.integers(0, 30_000).map(lambda rate: rate / 1000),
    "covers": st.sampled_from(["Prêt bancaire", "prêt, de 2027 : le second", "A=B"]),
}


@law(300)
@given(uses=told(USE_KEYS), resources=told(RESOURCE_KEYS))
def test_what_is_written_back_gives_the_same_lines(uses: object, resources: object) -> None:
    for kind, raw in ((USES, uses), (RESOURCES, resources)):
        lines = kind.read(raw, None)
        assert kind.read(kind.plain(lines), None) == lines


@law(200)
@given(label=LABELS, amount=st.integers(1, 10**9), months=st.integers(1, 99), rate=st.integers(0, 300))
def test_a_line_means_the_same_typed_and_in_a_file(label: str, amount: int, months: int, rate: int) -> None:
    name = f"x{label}".replace("=", " ")
    typed = f"{name}={amount}:{months} mois,{rate // 10},{rate % 10} %,garantie,sur Prêt 2"
    filed = {"label": name, "amount": amount, "years": months / 12, "rate": rate / 10, "nature": "garantie", "covers": "Prêt 2"}
    assert read(RESOURCES, typed) == read(RESOURCES, filed)


@pytest.mark.parametrize(
    ("kind", "written", "said", "advice"),
    [
        (USES, "Véhicule", "« Véhicule » is no line of a plan", FORM),
        (USES, 35000, "expected lines of a plan", FORM),
        (USES, [["Véhicule=1"]], "expected lines of a plan", FORM),
        (USES, "=35000", "a line needs a name of at most 200 characters", FORM),
        (USES, " \t\u200b=35000", "a line needs a name of at most 200 characters", FORM),
        (USES, {"amount": 35000}, "a line needs a name of at most 200 characters", FORM),
        (USES, f"{'x' * 300}=35000", "a line needs a name of at most 200 characters", FORM),
        (USES, "Véhicule=:materiel", "« Véhicule »: expected a number", "write it like 12"),
        (USES, {"label": "Véhicule", "amount": None}, "« Véhicule »: expected a number", "write it like 12"),
        (USES, {"label": "Véhicule", "amount": True}, "« Véhicule »: expected a number", "write it like 12"),
        (USES, {"Véhicule": [1]}, "« Véhicule »: expected a number", "write it like 12"),
        (USES, "Véhicule=12 salariés", "« Véhicule »: `salaries` does not fit here", "this field counts euros"),
        (USES, "Véhicule=-5000", "« Véhicule »: an amount is more than 0 €", FORM),
        (USES, "Véhicule=−5 000 €", "« Véhicule »: an amount is more than 0 €", FORM),
        (USES, {"Véhicule": -5000}, "« Véhicule »: an amount is more than 0 €", FORM),
        (USES, "Véhicule=0 €", "« Véhicule »: an amount is more than 0 €", FORM),
        (USES, {"Véhicule": 0}, "« Véhicule »: an amount is more than 0 €", FORM),
        (USES, "Véhicule=9999999999999", "« Véhicule »: this number is too large to be meant", ""),
        (USES, "Véhicule=30000..40000", "« Véhicule »: a line needs one amount, not a range", FORM),
        (USES, "Véhicule=environ 30 k€", "« Véhicule »: a line needs one amount, not a range", FORM),
        (USES, "Véhicule=30000:materile", "« Véhicule »: `materile` is not understood", "did you mean materiel"),
        (USES, "Véhicule=30000:5 ans", "« Véhicule »: `5 ans` is not understood",
         "one of: materiel, immateriel, immobilier, bfr, remboursement, or frais"),
        (RESOURCES, "Région=7000:subvantion", "« Région »: `subvantion` is not understood", "did you mean subvention?"),
        (RESOURCES, "Région=7000:xyzzy", "« Région »: `xyzzy` is not understood", "one of: acquis, demande, a-demander, apport"),
        (RESOURCES, "Banque=7000:99 ans", "« Banque »: `99 ans` is not understood", "5 ans"),
        (RESOURCES, "Banque=7000:0 mois", "« Banque »: `0 mois` is not understood", ""),
        (RESOURCES, "Banque=7000:45 %", "« Banque »: `45 %` is not understood", ""),
        (RESOURCES, {"label": "Banque", "amount": 7000, "rates": 3}, "`rates` is not a key of a line", "did you mean rate"),
        (USES, {"label": "Banque", "amount": 7000, "years": 3}, "`years` is not a key of a line", ""),
        (USES, ["Le camion=1", "le  CAMION=2"], "two lines are called « Le camion »", "add them up, or give each its own name"),
        (USES, [f"{number}=1" for number in range(101)], "more than 100 lines", ""),
    ],
)
def test_what_cannot_be_a_line_is_refused_with_the_reason(kind: LinesType, written: object, said: str, advice: str) -> None:
    message, help_ = refusal(kind, written)
    assert message == said
    assert advice in help_


def test_every_refusal_is_said_in_french_too() -> None:
    french = translator("fr")
    for raw in ("x", "=1", "x=0", "x=1..2", "x=1:y", 1, {"label": "x", "amount": 1, "y": 1}, ["x=1", "X=2"], ["x=1"] * 101):
        with pytest.raises(ParseError) as caught:
            USES.read(raw, None)
        assert french.say(caught.value.message) != TR.say(caught.value.message)


def test_as_many_lines_and_letters_as_are_allowed_take_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run of words of a long label, looked up one by one, would be thousands a line."""
    folded: list[str] = []

    def counted(text: str) -> str:
        folded.append(text)
        return fold(text)

    monkeypatch.setattr(line_words, "fold", counted)
    words = " ".join(["a"] * (LONGEST_LABEL // 2 - 2))
    lines = RESOURCES.read([f"{words} {number}=1:demande" for number in range(MOST_LINES)], None)
    assert isinstance(lines, tuple)
    assert len(lines) == MOST_LINES
    assert len(folded) <= 3 * MOST_LINES


def test_what_nobody_sees_is_a_space_and_markup_stays_text() -> None:
    line = read(RESOURCES, {"label": "\x1b[31mPrêt\u202e A\n", "amount": 5, "nature": "garantie", "covers": "\x1b[1mB\x07"})
    assert (line.label, line.on) == ("[31mPrêt  A", "[1mB")
    assert read(USES, "[bold]Four[/bold]=5").label == "[bold]Four[/bold]"
    for raw in ("\x1b[31mx", "x=5:\x1b[31m", {"label": "x", "amount": 5, "\x1b[31m": 1}):
        assert "\x1b" not in refusal(USES, raw)[0]


def test_markup_in_a_label_is_shown_as_it_was_written(essfund: Callable[..., Done]) -> None:
    label = "\x1b[31m[bold]Four[/bold]"
    done = essfund("plan", "--legal-form", "association", "--use", f"{label}=9000", "--as-of", str(LAST_CHECKED), "--lang", "fr")
    assert done.code == 0, done.err
    assert "[31m[bold]Four[/bold]" in done.out
    assert "\x1b[31m" not in done.out
