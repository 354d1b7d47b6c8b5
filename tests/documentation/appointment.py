"""The appointment of docs/tutorial/a-whole-appointment.md, held by the program: what the page shows is what was on the screen.

`python -m tests.documentation.appointment` takes its screenshots anew (needs Chromium).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.interview.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/tutorial/a-whole-appointment.md"
PICTURES = ROOT / "docs/pictures"
SCREENSHOTS = {"interview.png": ("screen.html", 980, 900), "sheet.png": ("fiche.html", 820, 1160)}
"""Pictures of the page, what they are taken of, and the window."""

COLUMNS = 100
DAY, LATER = (("--as-of", day) for day in dict.fromkeys(re.findall(r"--as-of (\d\S+)", PAGE.read_text(encoding="utf-8"))))
"""The day of the appointment and a later one, as the page types them."""

KNOWN = ("--name", "Services du Tarn", "--employees", "12", "--age", "9")
ANSWERS = {
    "forme juridique": "asso", "département": "Tarn", "objet du financement": "acheter une camionnette",
    "coût du projet": "35 000 €", "prêt bancaire": "28k", "entreprise en difficulté": "non", "apport": "aucun", "subventions déjà obtenues": "aucune",
    "stade du projet": "en activité",
}
"""What the person across the table says, by the field that is asked for; the rest is « nsp »."""

QUESTIONS, ANSWERED = 8, 7
"""How many questions are answered; how many screens of them the page shows."""

FILE = "rendez-vous.yaml"
COMMANDS = {
    "explain": ("explain", "2", FILE, *DAY),
    "why-not": ("explain", "contrat-occitanie", FILE, *DAY),
    "what-if": ("match", FILE, *DAY, "--what-if", "bank_loan=0"),
    "compare": ("compare", "2", "3", FILE, *DAY),
    "since": ("match", FILE, "--bank-loan", "20k", "--since", "rendez-vous.json", *LATER),
}
SECTIONS = {"what-if": "Et si", "since": "Depuis la réponse"}
SHEET = ("match", FILE, *DAY, "--message", "garantie-france-active", "--ics", "agenda.ics", "--output")


def run(*argv: str, folder: Path, lines: int = 400) -> str:
    """Return what a command shows in a terminal."""
    with Terminal(*argv, columns=COLUMNS, lines=lines, cwd=folder, COLUMNS=str(COLUMNS), NO_COLOR="1") as terminal:
        assert terminal.finish() == 0
        return terminal.text()


def interview(folder: Path) -> Iterator[tuple[str, Terminal]]:
    """Hold the interview; yield what each answer shows, and the terminal as it stands."""
    with Terminal("interview", *KNOWN, *DAY, "--save", FILE, columns=COLUMNS, lines=400, cwd=folder) as terminal:
        terminal.ready()
        yield terminal.text(), terminal
        for number in range(1, QUESTIONS + 1):
            label = terminal.text().rsplit("\nQuestion ", 1)[1].split("\n")[0].split(" – ")[1]
            yield terminal.answer(ANSWERS.get(label, "nsp"), f"Question {number + 1} –"), terminal
        shown = len(terminal.text())
        terminal.type("fin\r")
        terminal.finish()
        yield terminal.text()[shown:], terminal


def parts() -> dict[str, str]:
    """Return what the page shows, by the name of the place."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        screens = [text for text, _ in interview(folder)]
        found = {"first": screens[0], "answers": ">" + "".join(screens[1:ANSWERED]), "end": ">" + screens[-1].strip("\n")}
        found["profile"] = (folder / FILE).read_text(encoding="utf-8")
        run("match", FILE, *DAY, "--format", "json", "--output", "rendez-vous.json", folder=folder)
        found |= {key: about(key, run(*argv, folder=folder)) for key, argv in COMMANDS.items()}
        run(*SHEET, "fiche.md", folder=folder)
        assert (folder / "fiche.md").read_text(encoding="utf-8").startswith("# ")
        assert (folder / "agenda.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    return found


def about(key: str, text: str) -> str:
    """Return what a command is run for: of a comparison of answers, the part that compares."""
    start = SECTIONS.get(key)
    return text if start is None else "\n".join(["[…]", *text[text.index(f"\n{start}") + 1:].split("\n\n")[:1], "[…]"])


def screenshots() -> None:
    """Write the pictures of the interview and of the sheet."""
    from tests.programs import program

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seen = [page(terminal) for _, terminal in interview(folder)]
        run(*SHEET, "fiche.html", folder=folder)
        (folder / "screen.html").write_text(seen[6], encoding="utf-8")
        for target, (source, wide, tall) in SCREENSHOTS.items():
            command = [program("chromium"), "--headless", "--no-sandbox", "--hide-scrollbars", f"--user-data-dir={folder / 'browser'}",
                       f"--window-size={wide},{tall}", f"--screenshot={PICTURES / target}", (folder / source).as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=120)


def page(terminal: Terminal) -> str:
    """Return the last lines of a screen as a page, in its colours."""
    import html

    colours = {"default": "#e6e6e6", "green": "#7ee787", "yellow": "#e3b341", "brown": "#e3b341", "red": "#ff7b72", "cyan": "#79c0ff"}
    rows = []
    for number in range(terminal.screen.lines):
        row = terminal.screen.buffer[number]
        cells = [row[column] for column in range(terminal.screen.columns)]
        rows.append([(colours.get(cell.fg, cell.fg), 700 if cell.bold else 400, html.escape(cell.data)) for cell in cells])
    while rows and not "".join(text for _, _, text in rows[-1]).strip():
        rows.pop()
    shown = "\n".join(
        "".join(f'<span style="color:{colour};font-weight:{weight}">{text}</span>' for colour, weight, text in row) for row in rows[-44:]
    )
    return f'<meta charset="utf-8"><body style="background:#161b22;margin:16px"><pre style="font:15px/1.2 DejaVu Sans Mono">{shown}</pre>'


if __name__ == "__main__":
    screenshots()
    sys.exit()
