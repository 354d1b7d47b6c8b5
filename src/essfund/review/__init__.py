"""Review of catalogues: checks, comparison of versions, and the printing of findings."""
