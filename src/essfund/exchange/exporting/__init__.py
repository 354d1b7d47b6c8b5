"""The catalogue as files that other tools open without repair. Their formats are in `render.formats`."""
