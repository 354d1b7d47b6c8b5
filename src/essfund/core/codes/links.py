"""Codes of addresses on the web, asked for `validate --links` alone."""

from __future__ import annotations

from essfund.core.codes.code import CodePage
from essfund.core.diagnostics import Severity
from essfund.core.messages import N_

UNPROVEN = N_("Whoever doubts a figure opens its source. A source that nobody can open proves nothing.")
LINKS: dict[str, CodePage] = {
    "LNK001": CodePage(
        N_("address leads nowhere"),
        N_("With `--links`, the host of a source or of a contact answered that this page is not there, or not any more (404, 410)."),
        N_("Find where the page stands now, or name a source that can still be read; a saved copy has its own address."),
        why=UNPROVEN, severity=Severity.WARNING, at_scale=True,
    ),
    "LNK002": CodePage(
        N_("address leads elsewhere"),
        N_("With `--links`, the host sends to another address. Another host is never asked."),
        N_("Read what stands there; if it says the same, write that address."),
        why=N_("Old addresses are kept for some years, then they lead nowhere: now is the time when it is still known where to."),
        severity=Severity.NOTE, at_scale=True,
    ),
    "LNK003": CodePage(
        N_("address could not be read now"),
        N_("With `--links`, no answer came within ten seconds, the name of the host is not known here, or the host refuses programs. "
           "That does not mean that the page is gone."),
        N_("Open it with a browser; try again later."),
        why=UNPROVEN, severity=Severity.NOTE, at_scale=True,
    ),
    "LNK004": CodePage(
        N_("no address of the public network"),
        N_("The address names this machine, a local network, or something else than a page of the web. Nothing was asked."),
        N_("Write an address that everybody can open."),
        why=N_("A catalogue comes from others: it must not be able to make this machine ask its own network."),
        severity=Severity.WARNING, at_scale=True,
    ),
    "LNK005": CodePage(
        N_("address not asked"),
        N_("With `--links`, five hundred addresses are asked at most, within five minutes."),
        N_("Try again later, or split the catalogue."),
        why=N_("What was not looked at is not known: silence would look like an answer."), severity=Severity.NOTE, at_scale=True,
    ),
}
