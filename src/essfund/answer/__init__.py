"""Answers for one profile: reports, explanations, comparisons and what changed, in every format."""
