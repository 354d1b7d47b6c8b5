"""JSON Schemas (2020-12) of what people write and read: made from the models and fields themselves.

The registry of all schemas, those of outputs too, is `essfund.cli.commands.schema`.
"""

from __future__ import annotations

CATALOGUE_FILES = ("tools", "rules", "vocabularies", "cases")
