"""`python -m essfund`."""

from essfund.cli.main import entry

entry()
