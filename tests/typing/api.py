"""The public interface as its users' type checkers see it: mypy checks this file, nothing runs it."""

from datetime import date

import essfund

catalogue: essfund.Catalogue = essfund.load_catalogue()
profile: essfund.Profile = essfund.read_profile(catalogue, {"legal_form": "scop"})
report: essfund.Report = essfund.match(catalogue, profile, on=date(2019, 6, 1))
first: essfund.Result = report.results[0]
verdict: essfund.Verdict = first.verdict
problems: list[essfund.Diagnostic] = essfund.validate()
high: int | None = first.amount.high
