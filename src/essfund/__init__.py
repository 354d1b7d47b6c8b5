"""Which financing instruments may an enterprise of the social and solidarity economy ask for, and why.

The library in five lines::

    from datetime import date
    import essfund
    catalogue = essfund.load_catalogue()
    profile = essfund.read_profile(catalogue, {"legal_form": "scop", "employees": 12, "amount_needed": 40000})
    report = essfund.match(catalogue, profile, on=date(2019, 6, 1))

Only the names below are the public interface; they are imported when they are first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` alone would take as long to import as all that stands before the command can be interrupted
if TYPE_CHECKING:
    from typing import Any

    from essfund.api import load_profile, read_profile, validate
    from essfund.core.diagnostics import Diagnostic
    from essfund.core.errors import EssfundError, InvalidInputError
    from essfund.core.truth import Truth
    from essfund.engine.match import match
    from essfund.engine.planning.variants import plan
    from essfund.loading.catalogue import load_catalogue
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.plan import Plan
    from essfund.model.profile import Profile
    from essfund.model.report import Report, Result
    from essfund.model.verdict import Availability, Verdict
    from essfund.screening.spark import screen_dataframe
    from essfund.version import VERSION as __version__  # noqa: N811 - the usual name of a module's version

__all__ = [
    "Availability",
    "Catalogue",
    "Diagnostic",
    "EssfundError",
    "Instrument",
    "InvalidInputError",
    "Plan",
    "Profile",
    "Report",
    "Result",
    "Truth",
    "Verdict",
    "__version__",
    "load_catalogue",
    "load_profile",
    "match",
    "plan",
    "read_profile",
    "screen_dataframe",
    "validate",
]

_HOME = {
    "Availability": "essfund.model.verdict:Availability",
    "Catalogue": "essfund.model.catalogue:Catalogue",
    "Diagnostic": "essfund.core.diagnostics:Diagnostic",
    "EssfundError": "essfund.core.errors:EssfundError",
    "Instrument": "essfund.model.catalogue:Instrument",
    "InvalidInputError": "essfund.core.errors:InvalidInputError",
    "Plan": "essfund.model.plan:Plan",
    "Profile": "essfund.model.profile:Profile",
    "Report": "essfund.model.report:Report",
    "Result": "essfund.model.report:Result",
    "Truth": "essfund.core.truth:Truth",
    "Verdict": "essfund.model.verdict:Verdict",
    "__version__": "essfund.version:VERSION",
    "load_catalogue": "essfund.loading.catalogue:load_catalogue",
    "load_profile": "essfund.api:load_profile",
    "match": "essfund.engine.match:match",
    "plan": "essfund.engine.planning.variants:plan",
    "read_profile": "essfund.api:read_profile",
    "screen_dataframe": "essfund.screening.spark:screen_dataframe",
    "validate": "essfund.api:validate",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `import essfund` alone costs nothing."""
    if name not in _HOME:
        message = f"module 'essfund' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - as above

    module, _, attribute = _HOME[name].partition(":")
    return getattr(import_module(module), attribute)
