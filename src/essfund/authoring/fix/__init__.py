"""Putting right what is mechanical in the files of a catalogue, and nothing else: quotes, plain digits, the order of keys.

Files are never written out again from their data: small pieces of text change, all else stays as it was, byte for byte
(docs/decisions/0011).
"""

from essfund.authoring.fix.repairs import Fix, Fixed, FixedFile, fix_directory, fix_text
from essfund.loading.key_order import find_disorder

__all__ = ["Fix", "Fixed", "FixedFile", "find_disorder", "fix_directory", "fix_text"]
