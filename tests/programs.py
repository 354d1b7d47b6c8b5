"""Programs that are not ours and open what we write. `.ci/run` installs them; elsewhere a test that needs one says so.

With ESSFUND_PROGRAMS=required a missing program is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def program(*names: str) -> str:
    """Return the path of the first of these programs."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or missing(" or ".join(names), f"apt-get install --no-install-recommends {names[-1]}")


def library(name: str, package: str, extra: str = "browser") -> None:
    """Go on if this library is there."""
    if importlib.util.find_spec(name) is None:
        missing(package, f'pip install -e ".[{extra}]"')


def missing(what: str, command: str) -> NoReturn:
    text = f"NOT TESTED: {what} is not installed ({command})"
    if os.environ.get("ESSFUND_PROGRAMS") == "required":
        pytest.fail(text)
    pytest.skip(text)


RECALCULATED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Settings of a LibreOffice that takes no stored value of a formula for granted."""


def office(to: str, folder: Path, *sources: Path, recalculated: bool = False) -> Path:
    """Convert files with LibreOffice, which opens them as a person would, all in one run: to start it takes longer than to open ten files.

    Return the folder of what it wrote. `recalculated`, it works out every formula again.
    """
    if recalculated:
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(RECALCULATED, encoding="utf-8")
    command = [program("soffice", "libreoffice-calc"), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to,
               "--outdir", str(folder / "out"), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "out"


OFF = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
       "--disable-component-update", "--disable-sync")


def opened_browser() -> Iterator[Any]:
    """Yield a headless Chromium that calls nobody by itself."""
    path = program("chromium", "chromium-browser", "google-chrome", "chromium")
    library("playwright", "playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=list(OFF))
        yield opened
        opened.close()


def watched(context: Any) -> Iterator[Any]:
    """Yield a page; anything that it asks the network for, and anything the browser complains of or asks, fails the test."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("request", lambda one: None if one.url.startswith("file:") else wrong.append(one.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("dialog", lambda one: wrong.append(one.message))
    yield opened
    assert wrong == []
    context.close()
