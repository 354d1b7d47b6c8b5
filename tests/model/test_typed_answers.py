"""What people type, understood alike by options, files and the interview: units, bounds, ranges, several possibilities, days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Catalogue, read_profile
from essfund.core.errors import InvalidInputError
from essfund.core.truth import FALSE, TRUE, UNKNOWN
from essfund.interview.answers import read_answer
from essfund.model.field_types import Interval, ParseError
from essfund.model.field_types.day import DayType, read_days
from essfund.model.field_types.naf import naf_codes
from essfund.model.fields import EUROS, FIELDS, PEOPLE, SIGNED_EUROS, YEARS
from tests.bundled import LAST_CHECKED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from tests.command_line import Done


@pytest.mark.parametrize(
    ("key", "typed", "plain"),
    [
        ("amount_needed", "40 000 €", 40000), ("amount_needed", "40\u202f000\u00a0euros", 40000), ("amount_needed", "€40000", 40000),
        ("amount_needed", "€40,000", 40000), ("amount_needed", "1,500,000 €", 1_500_000), ("amount_needed", "€30,000 to €50,000", "30000..50000"),
        ("amount_needed", "1,50 k€", 1500),
        ("amount_needed", "40 k€", 40000), ("amount_needed", "40 KEUR", 40000), ("amount_needed", "40 mille euros", 40000),
        ("amount_needed", "1,5 million d'euros", 1_500_000), ("amount_needed", "2 M€", 2_000_000), ("amount_needed", "40k..60k", "40000..60000"),
        ("amount_needed", "40 à 60 k€", "40000..60000"), ("amount_needed", "de 40 à 60 k€", "40000..60000"), ("amount_needed", "40..60k", "40000..60000"),
        ("amount_needed", "entre 40 000 et 60 000 €", "40000..60000"), ("amount_needed", "500 à 1k", "500..1000"),
        ("amount_needed", "500 € à 1 k€", "500..1000"), ("amount_needed", "au moins 20k", "20000.."), ("amount_needed", "≤ 20 000", "0..20000"),
        ("amount_needed", "plus de 100 000 €", "100001.."), ("amount_needed", "moins de 100k", "0..99999"),
        ("own_funds", "-5000", -5000), ("own_funds", "−5 000 €", -5000), ("own_funds", "-5k à 10k", "-5000..10000"),
        ("own_funds", "au plus 0", "..0"), ("employees", "12 salariés", 12), ("employees", "12 people", 12),
        ("employees", "10 à 19", "10..19"), ("employees", "10 ou plus", "10.."), ("jobs_planned", "3 emplois", 3),
        ("age_years", "4 ans", 4), ("age_years", "1 an", 1), ("age_years", "3 à 5 ans", "3..5"), ("age_years", "moins de 3 ans", "0..2"),
        ("age_years", "plus de 6 ans", ">6"), ("market_income_share", "60 %", 60), ("market_income_share", "60 pour cent", 60),
        ("created_on", "31/12/2019", "2019-12-31"), ("created_on", "31.12.2019", "2019-12-31"), ("created_on", "31-12-2019", "2019-12-31"),
        ("created_on", "12/2019", "2019-12"), ("created_on", "2019", "2019"), ("created_on", "Mai 2019", "2019-05"),
        ("created_on", "1er août 2019", "2019-08-01"), ("created_on", "3 May 2019", "2019-05-03"), ("created_on", "FÉVRIER 2020", "2020-02"),
        ("created_on", "2018..mai 2019", "2018-01-01..2019-05-31"), ("created_on", "12 janv. 2019", "2019-01-12"), ("created_on", "déc 2018", "2018-12"), ("created_on", "mai à août 2019", None), ("created_on", "2017 à 2018", "2017-01-01..2018-12-31"),
        ("legal_form", "scop, scic", ["scic", "scop"]), ("legal_form", "Scop ou SCIC", ["scic", "scop"]), ("legal_form", "9220", ["association"]),
        ("departement", "31 ou Tarn", ["31", "81"]), ("departement", "Toulouse", ["31"]), ("departement", "81100", ["81"]),
        ("departement", "20000", ["2A", "2B"]), ("departement", "97410", ["974"]), ("legal_form", "CAE", ["cooperative", "scic", "scop"]),
        ("legal_form", "fonds de dotation", ["autre", "fondation"]), ("legal_form", "entrepreneur individuel", ["entreprise-individuelle"]),
        ("legal_form", "une asso", ["association"]), ("purposes", "acheter un véhicule", ["investissement"]), ("stage", "une idée", ["emergence"]),
        ("purposes", "camionnette et trésorerie", ["bfr", "investissement"]),
        ("purposes", "acheter un local et du matériel", ["immobilier", "investissement"]), ("purposes", "acheter des machines", ["investissement"]),
        ("purposes", "recruter un salarié", ["recrutement"]), ("departement", "dans le Gers", ["32"]), ("departement", "à Sète", ["34"]),
        ("employees", "que des bénévoles", 0), ("employees", "pas de salarié", 0), ("bank_loan", "non", 0), ("bank_loan", "pas de prêt", 0),
        ("age_years", "pas encore créée", 0), ("age_years", "on n’est pas immatriculé", 0),
        ("purposes", "achat d’un four", ["investissement"]), ("purposes", "financer de la trésorerie", ["bfr"]), ("purposes", "l’export", ["export"]), ("purposes", "investissement et trésorerie", ["bfr", "investissement"]),
        ("employees", "environ 12", "9..15"), ("employees", "~12", "9..15"), ("employees", "environ 12 ETP", "9.."),
        ("employees", "une dizaine", "8..12"), ("employees", "une douzaine d'employés", "9..15"), ("employees", "trois salariés", 3),
        ("employees", "12,5", "12.."), ("employees", "0,5", "1.."), ("employees", "10-19", "10..19"), ("employees", "10 – 19", "10..19"),
        ("employees", "aucun", 0), ("employees", "5 et plus", "5.."), ("employees", "12 je crois", 12), ("bank_loan", "aucun prêt", 0),
        ("amount_needed", "40.000", 40000), ("amount_needed", "1.234.567 €", 1_234_567), ("amount_needed", "30.000-50.000 €", "30000..50000"),
        ("amount_needed", "30-50k", "30000..50000"), ("amount_needed", "max 50k", "0..50000"), ("amount_needed", "50k maximum", "0..50000"),
        ("amount_needed", "~50k", "40000..60000"), ("amount_needed", "jusqu'à 50k", "0..50000"), ("own_funds", "~-5000", "-6000..-4000"),
        ("age_years", "environ 4 ans", "3..5"), ("market_income_share", "environ 90 %", "72..100"), ("esus", "oui je crois", True),
        ("esus", "plutôt non", False), ("esus", "je crois que oui", True), ("esus", "Oui (à confirmer)", True),
        ("esus", "o", True), ("esus", "N", False), ("esus", "y", True), ("naf", "8899b", "88.99B"),
        ("age_years", "6 mois", 0), ("age_years", "18 mois", 1), ("amount_needed", "40 000,50", 40001), ("amount_needed", "40000,49", 40000),
        ("departement", "Gers (32)", ["32"]), ("departement", "9", ["09"]), ("departement", "Gers (31)", None), ("purposes", "salaires", ["recrutement"]),
        ("purposes", "mise aux normes", ["investissement"]), ("purposes", "un logiciel", ["numerique"]),
        ("purposes", "panneaux solaires", ["transition-ecologique"]), ("stage", "une création", ["creation"]),
        ("stage", "une activité en route", ["changement-echelle", "developpement"]),
        *(("stage", text, ["changement-echelle", "developpement"]) for text in (
            "on tourne", "ça tourne", "Ça roule", "on existe depuis 2015", "en activité", "running", "on tourne je crois", "on existe déjà")),
        *(("stage", text, ["creation"]) for text in ("on démarre", "on se lance", "je me lance", "on se lance depuis hier")),
        *((key, text, 0) for key in ("bank_loan", "own_contribution", "grants_obtained", "turnover")
          for text in ("rien", "zéro", "pas un sou", "que dalle", "Rien du tout", "pas un centime", "rien je crois", "nothing")),
        *(("amount_needed", text, 10000) for text in ("dix mille", "10 k", "10 000,00 €", "10.000,00 €", "10,000.00", "10 milliers d’euros")),
        ("amount_needed", "une dizaine de milliers", "8000..12000"), ("amount_needed", "une centaine de milliers d'euros", "80000..120000"),
        ("amount_needed", "une dizaine d’euros", "8..12"), ("amount_needed", "une vingtaine de k€", "16000..24000"),
        ("age_years", "un an et demi", 1), ("age_years", "1 an et 6 mois", 1), ("age_years", "two and a half years", 2), ("age_years", "moins d’un an", 0),
        ("age_years", "1.5", 1.5), ("age_years", "1,5..2,5 ans", "1.5..2.5"), ("age_years", "plus de 1,5 an", ">1.5"),
        ("age_years", "moins de 0,5 an", "<0.5"), ("loan_years", "environ 60 ans", "48..60"), ("market_income_share", "plus de 100 %", None),
        ("market_income_share", "la moitié", 50), ("market_income_share", "environ un quart", "20..30"), ("market_income_share", "half", 50),
        ("employees", "quinze", 15), ("employees", "fifteen people", 15), ("employees", "personne", 0),
        ("amount_needed", "40 keuros", 40000), ("amount_needed", "40 000 € TTC", 40000), ("amount_needed", "40 000 euros HT", 40000),
    ],
)
def test_it_is_understood_and_written_back(key: str, typed: str, plain: object, catalogue: Catalogue) -> None:
    if plain is None:
        with pytest.raises(InvalidInputError):
            read_profile(catalogue, {key: typed})
        return
    profile = read_profile(catalogue, {key: typed})
    assert profile.plain() == {key: plain}
    assert read_profile(catalogue, profile.plain()) == profile


def test_what_people_say_together_is_said_to_them_so(essfund: Callable[..., Done]) -> None:
    asked = ("--as-of", "2026-01-01", "--legal-form", "scop", "--lang", "fr")
    assert "En activité" in essfund("match", "--stage", "ça tourne", *asked).out.splitlines()[0]
    assert "Création ou Développement" in essfund("match", "--stage", "création ou développement", *asked).out.splitlines()[0]


def test_who_says_since_how_many_years_it_runs_says_its_age_too(catalogue: Catalogue) -> None:
    running = ["changement-echelle", "developpement"]
    assert read_profile(catalogue, {"stage": "on existe depuis 9 ans"}).plain() == {"stage": running, "age_years": 9}
    assert read_profile(catalogue, {"age": 4, "stage": "en activité depuis 9 ans"}).plain()["age_years"] == 4
    assert read_profile(catalogue, {"stage": "une idée depuis 2 ans"}).plain() == {"stage": ["emergence"]}


@pytest.mark.parametrize("typed", ["une dizaine", "une quinzaine", "environ une dizaine", "une centaine", "a dozen"])
def test_a_round_number_of_euros_without_its_unit_is_refused_with_what_to_type(typed: str, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_profile(catalogue, {"amount_needed": typed})
    assert "thousand euros" in str(caught.value.diagnostics[0].message)
    assert re.search(r"\d+k", str(caught.value.diagnostics[0].help))
    with pytest.raises(ParseError):
        read_answer("bank_loan", typed, catalogue.vocabularies)
    assert read_profile(catalogue, {"employees": typed}).values


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("amount_needed", "3 ans", "`ans` does not fit here"), ("amount_needed", "12 ETP", "`etp` does not fit here"),
        ("employees", "40 000 €", "`euro` does not fit here"), ("age_years", "40 %", "`percent` does not fit here"),
        ("employees", "la moitié", "`percent` does not fit here"), ("employees", "12 HT", "`ht` does not fit here"),
        ("employees", "12 chaises", "expected a number"), ("amount_needed", "1,500 M€", "expected a number"),
        ("employees", "1,500", "expected a number"), ("amount_needed", "40,00,000", "expected a number"), ("employees", "12 *", "expected a number"),
        ("amount_needed", "1.500 k€", "expected a number"), ("esus", "je crois", "yes or no"),
        ("age_years", "0,3", "expected a whole number"), ("employees", "moins de 0", "outside what is possible"), ("employees", "19 à 10", "upside down"),
        ("employees", "moins de 12 ETP", "at least, not at most"), ("legal_form", "scop ou rien", "`rien` is not known here"),
        ("purposes", "investissement ou trésorerie", "is not known here"), ("created_on", "31/02/2019", "does not exist"),
        ("created_on", "2019..2018", "upside down"), ("created_on", "2019..", "not a date"), ("created_on", "brumaire 2019", "not a date"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(key: str, typed: str, said: str, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_profile(catalogue, {key: typed})
    assert said in str(caught.value.diagnostics[0].message)


@pytest.mark.parametrize("typed", ["2019", 2019, "depuis 2019"])
def test_a_year_that_stands_for_an_age_is_that_of_creation(typed: object, catalogue: Catalogue) -> None:
    assert read_profile(catalogue, {"age_years": typed}).plain() == {"created_on": "2019"}


def test_names_that_may_be_several_forms_leave_them_open(catalogue: Catalogue) -> None:
    forms = catalogue.vocabularies.legal_form
    assert all(set(name.forms) <= {*forms.ids, *forms.sets} for name in forms.names.values())
    assert {"entreprise-individuelle", "association", "sarl", "scop"} <= (forms.find("EI") or frozenset())
    assert {"association", "scic", "organisme-public"} <= (forms.find("ACI") or frozenset())
    assert "sarl" not in (forms.find("ACI") or ())


def test_full_time_equivalents_are_as_many_people_or_more() -> None:
    assert PEOPLE.read("12 ETP", None) == PEOPLE.read("12 fte", None) == Interval(12, None)
    assert PEOPLE.read("0,5 ETP", None) == Interval(1, None)
    assert PEOPLE.read("plus de 12 ETP", None) == Interval(12, None)
    assert PEOPLE.read("10 à 12 ETP", None) == Interval(10, None)
    assert PEOPLE.evaluate("at_most", 49, PEOPLE.read("9,5 ETP", None)) is UNKNOWN


def test_full_time_equivalents_never_refuse_where_a_rule_may_count_them_as_such() -> None:
    assert PEOPLE.evaluate("less_than", 20, PEOPLE.read("19.9 ETP", None)) is UNKNOWN
    assert PEOPLE.evaluate("less_than", 20, PEOPLE.read("20 ETP", None)) is FALSE
    assert PEOPLE.evaluate("at_least", 1, PEOPLE.read("0,2 ETP", None)) is TRUE


@pytest.mark.parametrize(("typed", "people"), [
    ("tranche 11", "10..19"), ("Tranche d'effectifs 03", "6..9"), ("tranche 53", "10000.."), ("TEFEN 00", 0), ("02", "2..5"), ("12", 12),
])
def test_a_band_of_sirene_is_no_number_of_people(typed: str, people: object, catalogue: Catalogue) -> None:
    assert read_profile(catalogue, {"employees": typed}).plain() == {"employees": people}


@pytest.mark.parametrize("key", FIELDS)
@pytest.mark.parametrize("typed", ["NN", "", " ", "?", "NSP", "inconnu", "Inconnue", "je ne sais pas", None])
def test_what_says_unknown_is_unknown_in_every_field(key: str, typed: object, catalogue: Catalogue) -> None:
    assert read_profile(catalogue, {key: typed}).values == {}
    assert read_profile(catalogue, {key: [typed]} if FIELDS[key].vocabulary else {}).values == {}


def test_an_option_that_says_unknown_wins_over_the_file(essfund: Callable[..., Done], tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("legal_form: scop\nemployees: 12\n", "utf-8")
    assert "12" in essfund("match", str(file), "--as-of", "2026-01-01").out.splitlines()[0]
    assert "12" not in essfund("match", str(file), "--employees", "NSP", "--as-of", "2026-01-01").out.splitlines()[0]


def test_the_list_of_naf_is_whole() -> None:
    levels = [sum(len(code) == length for code in naf_codes()) for length in (2, 4, 5, 6)]
    assert levels == [88, 272, 615, 732]
    assert {"01.11Z", "10.51D", "43.99E", "88.99B", "94.99Z", "99.00Z"} <= naf_codes()


@pytest.mark.parametrize(("typed", "said", "help_"), [
    ("88.99C", "not in NAF rev. 2", "88.99A, 88.99B"), ("04", "not in NAF rev. 2", "Sirene"), ("62.10Y", "not in NAF rev. 2", "62.0"),
    ("853K", "ended in 2007", "Sirene"), ("85.3K", "ended in 2007", "Sirene"), ("62.10", "not in NAF rev. 2", "62.0"),
])
def test_a_code_of_no_list_or_of_another_one_is_refused_with_what_there_is(typed: str, said: str, help_: str, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_profile(catalogue, {"naf": typed})
    assert said in str(caught.value.diagnostics[0].message)
    assert help_ in str(caught.value.diagnostics[0].help)


def test_the_code_of_an_activity_not_yet_known_answers_nothing(catalogue: Catalogue) -> None:
    assert read_profile(catalogue, {"naf": "00.00Z"}).values == {}


@pytest.mark.parametrize(("raw", "plain"), [
    ({"age": 4, "amount": "40k"}, {"age_years": 4, "amount_needed": 40000}), ({"legal-form": "scop"}, {"legal_form": ["scop"]}),
    ({"purpose": "bfr"}, {"purposes": ["bfr"]}),
])
def test_a_field_is_understood_by_the_name_of_its_option(raw: dict[str, object], plain: dict[str, object], catalogue: Catalogue) -> None:
    profile = read_profile(catalogue, raw)
    assert profile == read_profile(catalogue, plain)


def test_one_field_under_two_names_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidInputError, match="PRO002"):
        read_profile(catalogue, {"age": 4, "age_years": 5})


def test_a_siret_is_taken_as_the_siren_it_begins_with_and_said(essfund: Callable[..., Done], catalogue: Catalogue) -> None:
    assert read_profile(catalogue, {"siren": "732 829 320 00074"}).plain() == {"siren": "732829320"}
    assert "732829320" in essfund("match", "--siren", "73282932000074", "--lang", "en", "--as-of", "2026-01-01").err
    with pytest.raises(InvalidInputError, match="PRO002"):
        read_profile(catalogue, {"siren": "12345678900074"})


def test_a_refused_choice_is_told_what_is_known(essfund: Callable[..., Done]) -> None:
    assert "investissement, bfr" in essfund("match", "--purpose", "bidule").err
    assert "essfund words legal-form" in essfund("match", "--legal-form", "zzz").err
    assert "oui" in essfund("match", "--answer", "membre-cgscop=peut-être").err


def test_a_day_is_written_as_the_language_writes_it(essfund: Callable[..., Done]) -> None:
    told = ["--created-on", "2018-03-01", "--as-of", str(LAST_CHECKED), "--proof"]
    french, english = (essfund("explain", "dla", *told, "--lang", language).out for language in ("fr", "en"))
    assert "1er mars 2018" in french
    assert "March 1, 2018" in english
    assert "2018-03" not in french + english


@given(low=st.integers(1, 999), more=st.integers(0, 999))
def test_the_factor_of_the_upper_end_holds_for_both_unless_that_turns_the_range_round(low: int, more: int) -> None:
    assert EUROS.read(f"{low} à {low + more} k€", None) == Interval(low * 1000, (low + more) * 1000)
    assert EUROS.read(f"{low} € à {low + more} k€", None) == Interval(low, (low + more) * 1000)
    assert EUROS.read(f"{low + 1}..{low}k", None) == Interval(low + 1, low * 1000)


@given(low=st.none() | st.integers(-10**9, 10**9), size=st.none() | st.integers(0, 10**9))
def test_what_is_known_of_a_number_reads_back_as_it_was(low: int | None, size: int | None) -> None:
    if low is None and size is None:
        return
    known = Interval(low, None if size is None else (low or 0) + size)
    assert SIGNED_EUROS.read(SIGNED_EUROS.plain(known), None) == known


@given(st.text(alphabet="0123456789 .,-€%kKmMàou<>≥etpansd\u00a0", max_size=30))
def test_no_text_breaks_the_reading_of_a_number(text: str) -> None:
    for kind in (EUROS, SIGNED_EUROS, PEOPLE, YEARS):
        try:
            low, high = kind.read(text, None)
        except ParseError:
            continue
        assert low is None or high is None or low <= high


@given(first=st.dates(), second=st.dates())
def test_days_read_back_as_they_were(first: date, second: date) -> None:
    kind = DayType()
    known = Interval(*sorted(one.toordinal() for one in (first, second)))
    assert kind.read(kind.plain(known), None) == known


def test_the_day_of_the_question_takes_the_same_dates(essfund: Callable[..., Done]) -> None:
    assert read_days("1er juin 2019") == read_days("2019-06-01") == read_days("01.06.2019")
    outs = {essfund("match", "--as-of", day, "--legal-form", "scop").out for day in ("1er juin 2019", "2019-06-01", "01.06.2019")}
    assert len(outs) == 1


def test_options_understand_the_same(essfund: Callable[..., Done]) -> None:
    typed = ["--employees", "12 ETP", "--amount", "40 à 60 k€", "--created-on", "mai 2019", "--legal-form", "scop ou scic", "--naf", "8899B"]
    same = ["--employees", "12..", "--amount", "40000..60000", "--created-on", "2019-05", "--legal-form", "9220", "--naf", "88.99B"]
    same[same.index("9220")] = "scic,scop"
    assert essfund("match", *typed, "--as-of", "2026-01-01").out == essfund("match", *same, "--as-of", "2026-01-01").out


def test_a_schema_takes_every_way_to_write_a_day(catalogue: Catalogue) -> None:
    import jsonschema

    schema = FIELDS["created_on"].kind.schema(None)
    for text in ("2019", "2019-05", "2019-05-03", "03/05/2019", "3.5.2019", "05/2019", "mai 2019", "1er août 2019", "3 févr. 2019", "sept. 2019", "2018..mai 2019"):
        jsonschema.validate(text, schema)
        assert read_profile(catalogue, {"created_on": text}).plain()
    for text in ("", "hier", "2019-5", "12", "2019.."):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(text, schema)


def test_an_age_said_by_its_beginning_is_a_day_of_creation(catalogue: Catalogue) -> None:
    assert read_profile(catalogue, {"age": "depuis 2015"}).plain() == {"created_on": "2015"}
    assert read_answer("age_years", "depuis 2015", catalogue.vocabularies)[0] == "created_on"
    with pytest.raises(InvalidInputError, match="PRO002"):
        read_profile(catalogue, {"age": "depuis longtemps"})
