"""The texts that Typer's own parser prints (« Usage », « No such option ») in the language asked for.

Typer carries a copy of Click, which asks `gettext` for the current domain of the process. We give it ours.
"""

from __future__ import annotations

import gettext
import os

from essfund.language.speaker import LOCALES


def speak_click(language: str) -> None:
    """Make the process-wide gettext domain ours."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("essfund", str(LOCALES))
    gettext.textdomain("essfund")
