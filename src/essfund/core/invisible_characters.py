"""Characters that nobody sees, or that show text otherwise than it is read: refused in catalogues, never sent to a terminal."""

from __future__ import annotations

import re

CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff"
"""Refused by YAML itself."""

BREAKS = "\x85\u2028\u2029"
"""Line breaks to YAML 1.1 and to some editors, but not to YAML 1.2 and most others."""

FORMAT = (
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""Unicode's format characters (Cf): writing direction, no width, soft hyphen, tags."""

UNSEEN = re.compile(f"[{CONTROL}{BREAKS}{FORMAT}]")
"""Any of them. Tabs, line feeds and carriage returns are none."""

JOINERS = "\u200b\u200c\u200d\u2060\xad"
"""Those that join and part letters: harmless where a text is only drawn."""

FORMATTING = re.compile(f"[{FORMAT}]")
FORBIDDEN = re.compile(f"[{CONTROL}]")
