"""Types of catalogues, profiles and reports."""
