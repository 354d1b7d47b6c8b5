"""The version of the software, in the one place that `pyproject.toml` reads too."""

VERSION = "0.1.0"
