"""Two catalogues side by side: what changed in words, who wins or loses what, exactly, and on the golden profiles."""

from essfund.review.diff.comparison import compare

__all__ = ["compare"]
