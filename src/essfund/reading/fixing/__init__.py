"""Putting right what is mechanical in the files of a catalogue, and nothing else: quotes, plain digits, the order of keys.

Files are never written out again from their data: small pieces of text change, all else stays as it was, byte for byte
(docs/decisions/0011).
"""

from essfund.reading.fixing.disorder import find_disorder
from essfund.reading.fixing.files import FixedFile, fix_directory
from essfund.reading.fixing.fix import Fix, Fixed
from essfund.reading.fixing.text import fix_text

__all__ = ["Fix", "Fixed", "FixedFile", "find_disorder", "fix_directory", "fix_text"]
