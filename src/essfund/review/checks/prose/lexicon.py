"""The words of the grammar, French and English: data only. A word that is not here is not understood, and raises no finding."""

from __future__ import annotations

MAGNITUDES = {
    "k": 1_000, "K": 1_000, "mille": 1_000, "thousand": 1_000,
    "M": 1_000_000, "m": 1_000_000, "million": 1_000_000, "millions": 1_000_000,
    "Md": 10**9, "bn": 10**9, "milliard": 10**9, "milliards": 10**9, "billion": 10**9, "billions": 10**9,
}

CARDINALS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
    "centaine": 100, "dozen": 12,
}

MONTHS = {
    "janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "décembre": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}

COMPARATORS: dict[str, tuple[str, ...]] = {
    "less_than": (
        "moins de", "moins d'", "sous", "en dessous de", "inférieur à", "inférieure à", "inférieurs à", "inférieures à", "avant", "<",
        "less than", "fewer than", "under", "below", "before",
    ),
    "at_most": (
        "au plus", "au maximum", "jusqu'à", "dans la limite de", "limité à", "limitée à", "limités à", "limitées à", "plafonné à",
        "plafonnée à", "plafonnés à", "plafonnées à", "plafond de", "maximum de", "n'excède pas", "ne dépasse pas", "≤",
        "at most", "up to", "no more than", "not more than", "within", "limited to", "capped at", "ceiling of", "maximum of",
        "not exceeding", "does not exceed", "or less",
    ),
    "more_than": (
        "plus de", "plus d'", "au-delà de", "au-dessus de", "supérieur à", "supérieure à", "supérieurs à", "supérieures à", ">",
        "more than", "over", "above", "beyond",
    ),
    "at_least": (
        "au moins", "au minimum", "à partir de", "dès", "minimum de", "plancher de", "d'ici", "≥",
        "at least", "no less than", "not less than", "from", "minimum of", "floor of", "starting at",
    ),
}
"""What stands before a figure."""

AFTERWARDS: dict[str, tuple[str, ...]] = {
    "at_most": ("au plus", "au maximum", "maximum", "ou moins", "et moins", "at most", "or less", "or fewer", "or under"),
    "at_least": ("au moins", "au minimum", "minimum", "ou plus", "et plus", "at least", "or more", "and over", "or over"),
}
"""What stands behind a figure and its noun."""

ABOUT = ("environ", "près de", "autour de", "quelque", "presque", "about", "around", "nearly", "some", "roughly")
ABOUT_BEHIND = ("en moyenne", "environ", "on average")
"""What makes of a figure an order of magnitude, which no rule carries."""

BETWEEN = ("entre", "between")

COUNTED: dict[str, tuple[str, ...]] = {
    "employees": ("salariés", "salarié", "salariées", "employés", "employees", "employee", "staff", "workers"),
    "jobs_planned": ("emplois", "emploi", "jobs", "job"),
}
"""Nouns behind a bare number, and the field that counts them."""

YEARS = ("ans", "an", "années", "année", "years", "year")
MONTHS_LONG = ("mois", "months", "month")

AGE_BEHIND = ("d'existence", "d'ancienneté", "d'âge", "révolus", "old", "of age", "of existence", "in existence")
"""Behind a number of years, these say that it is the age of the enterprise."""

BEARERS = (
    "entreprise", "entreprises", "société", "sociétés", "structure", "structures", "association", "associations", "coopérative",
    "coopératives", "pme", "tpe", "start-up", "start-ups", "scop", "scic",
    "enterprise", "enterprises", "company", "companies", "organisation", "organisations", "co-operative", "co-operatives", "sme", "smes",
)
"""Before « de moins de 3 ans », these have the age."""

AGED = ("âgée de", "âgé de", "âgées de", "âgés de", "aged")
LASTING = (
    "prêt", "prêts", "durée", "durant", "pendant", "sur", "remboursé", "remboursée", "garantie", "avance", "accompagnement", "suivi",
    "différé", "loan", "loans", "term", "repaid", "for", "during", "deferral", "guarantee", "programme", "agrément", "contrat",
)
"""Words between which and the years no age can be meant: the years are how long something lasts."""
AGE_BY_ITSELF = ("avant", "dès", "au-delà de", "before", "beyond", "from")
"""Comparators that speak of an age, where the rules ask for one, even with nobody named."""

NAMED: dict[str, tuple[str, ...]] = {
    "employees": ("salariés", "effectif", "employees", "staff"), "jobs_planned": ("emplois prévus", "jobs planned"),
    "age_years": ("âge de l'entreprise", "âge", "ancienneté", "age of the enterprise", "age"),
    "turnover": ("chiffre d'affaires annuel", "chiffre d'affaires", "yearly turnover", "turnover"),
    "balance_sheet": ("total du bilan", "total de bilan", "bilan", "balance sheet total", "balance sheet"),
    "own_funds": (
        "fonds propres et quasi-fonds propres", "quasi-fonds propres", "fonds propres", "capitaux propres",
        "own funds and quasi-equity", "own funds",
    ),
    "own_contribution": ("apport personnel", "apport", "own contribution"),
    "grants_obtained": ("subventions déjà obtenues", "subventions obtenues", "grants already obtained", "grants obtained"),
    "loan_years": ("durée du prêt bancaire", "term of the bank loan"),
    "bank_loan": ("prêt bancaire", "bank loan"), "amount_needed": ("besoin de financement", "besoin", "amount needed", "need"),
    "project_cost": (
        "coût du projet", "dépenses éligibles", "dépense éligible", "dépenses", "dépense", "projets", "projet",
        "cost of the project", "project cost", "eligible spend", "spending", "spend", "projects", "project",
    ),
    "market_income_share": (
        "part des recettes de ventes", "recettes de ventes", "recettes d'activité", "ventes",
        "share of income from sales", "income from sales", "activity income", "sales",
    ),
    "de_minimis_received": ("aides de minimis reçues", "aides de minimis", "de minimis aid received", "de minimis aid"),
}
"""What a quantity is called before « : » or a comparator, or behind « de » and « of »; longer names first."""

SHARED = (
    "dépenses", "dépense", "coût", "coûts", "projet", "prêt", "crédit", "encours", "fonds propres", "investissement",
    "spending", "spend", "cost", "costs", "project", "loan", "credit", "outstanding amount", "own funds", "investment",
)
"""What an amount may be a share of: `limits` computes it."""

HALF = ("moitié des dépenses", "moitié du coût", "moitié du prêt", "half of the spending", "half of the cost", "half of the loan")

ELSEWHERE = (
    "épargne", "épargnant", "épargnants", "prêteur", "prêteurs", "donateur", "donateurs", "frais", "coupon", "taux",
    "savings", "saver", "savers", "lender", "lenders", "giver", "fee", "fees", "coupon", "rate",
)
"""Where these stand in the same part of a sentence, the figure is about somebody or something else."""

NEGATIONS = (
    "ne", "n'", "pas", "ni", "sauf", "hors", "exclu", "exclue", "exclus", "exclues", "non", "sans", "aucun", "aucune", "jamais",
    "not", "no", "except", "unless", "excluded", "without", "neither", "never", "outside", "cannot", "closed to",
    "fermé aux", "fermée aux", "fermés aux", "fermées aux",
)
"""Where these stand in the same part of a sentence, a bound may be the other side of the rule."""

FOR_WHOM = (
    "pour", "aux", "au", "à", "s'adresse à", "s'adresse aux", "destiné à", "destinée à", "destiné aux", "destinée aux", "ouvert à",
    "ouverte à", "ouvert aux", "ouverte aux", "for", "to", "open to",
)
"""Before a legal form, these say whom an instrument is for."""

ONLY_FOR = (
    "réservé à", "réservée à", "réservés à", "réservées à", "réservé aux", "réservée aux", "réservés aux", "réservées aux",
    "uniquement pour", "uniquement aux", "seulement pour", "seulement aux", "reserved for", "reserved to", "only for", "limited to",
    "restricted to",
)
"""Before a legal form, these shut out every other one."""

ONLY_BEHIND = ("seulement", "uniquement", "only")
INCLUDED_BEHIND = ("compris", "comprise", "comprises", "incluse", "incluses", "inclus", "included")
NOT_FOR = (
    "sauf", "hors", "à l'exception de", "à l'exception des", "fermé aux", "fermée aux", "except", "excluding", "not open to", "closed to",
)
"""Before a legal form, these shut it out."""
NOT_BEHIND = (
    "n'y ont pas accès", "n'y a pas accès", "exclue", "exclues", "exclu", "exclus", "sont exclues", "est exclue", "sont exclus",
    "have no access", "has no access", "excluded", "are excluded", "is excluded", "are not eligible",
)

ARTICLES = ("les", "des", "de", "d'", "une", "un", "la", "le", "l'", "toute", "tout", "a", "an", "any", "the", "member")
JOINS = (",", "ou", "et", "ni", "or", "and", "nor")

NO_FORM = ("other", "autre forme", "personne physique", "union de mutuelles", "foundation and other")
"""Names in the vocabularies that mean something else in running text."""

PROMISES = (
    "droit ouvert", "garanti d'obtenir", "vous aurez", "vous obtiendrez", "vous recevrez", "you will get", "you will receive",
    "you will obtain", "you are entitled to",
)
"""These say that somebody gets the money; only a committee does."""

CLOSES = (
    "fermé", "fermée", "fermés", "fermées", "clos", "close", "closes", "terminé", "terminée", "closed", "ended", "ends", "prend fin",
    "a pris fin", "s'arrête",
)
OPENS = ("ouvert", "ouverte", "ouverts", "ouvertes", "lancé", "lancée", "créé", "créée", "opened", "launched", "created", "open")
UNTIL = ("jusqu'au", "jusqu'en", "jusqu'à", "until", "till")
FROM_ON = ("à partir du", "à compter du", "à partir de", "à compter de", "dès le", "from", "as of", "starting")
AT = ("depuis", "en", "le", "au", "à", "since", "in", "on", "at")
SEASONS: dict[str, tuple[int, int]] = {
    "début": (1, 4), "printemps": (3, 6), "mi": (5, 8), "été": (6, 9), "automne": (9, 12), "fin": (9, 12),
    "beginning": (1, 4), "start": (1, 4), "spring": (3, 6), "mid": (5, 8), "summer": (6, 9), "autumn": (9, 12), "end": (9, 12),
}
"""Parts of a year, as the months they may mean."""
