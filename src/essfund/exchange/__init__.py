"""Exchange of catalogues with other programs: export, import and lists."""
