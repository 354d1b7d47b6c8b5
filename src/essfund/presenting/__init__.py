"""Words, tables, formats and charts that several rooms share."""
