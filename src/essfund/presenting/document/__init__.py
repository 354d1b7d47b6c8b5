"""Documents to hand over: sections of blocks, typed as Markdown, HTML, PDF and DOCX."""
