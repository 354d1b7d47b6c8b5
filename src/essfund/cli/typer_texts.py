"""The texts that Typer prints by itself (headings of help, defaults) in the language asked for.

Typer asks `gettext` for the current domain of the process, so it is given ours. What Typer never asks for (« Usage ») stays
English; the help of its own options is replaced, and `essfund.cli.usage` words its errors.
"""

from __future__ import annotations

import gettext
import os

from essfund.core.language.translator import LOCALES
from essfund.core.messages import N_

ASKED_BY_TYPER = (
    N_("Arguments"), N_("Options"), N_("Commands"), N_("Error"), N_("[default: {}]"), N_("[env var: {}]"), N_("[required]"),
    N_("(deprecated) "), N_("Aborted."), N_("default: {default}"), N_("required"), N_("env var: {var}"),
)
"""Kept here so that the translation catalogue keeps them."""

OWN_OPTIONS = {
    "help": N_("Show this message and leave."),
    "install_completion": N_("Install completion for the current shell."),
    "show_completion": N_("Show completion for the current shell, to copy it or to adapt it."),
}
"""Help of the options that Typer adds by itself, by the name of their parameter."""


def speak_click(language: str) -> None:
    """Make the process-wide gettext domain ours."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("essfund", str(LOCALES))
    gettext.textdomain("essfund")
