"""SVG charts: marks, legends, text layout and font metrics."""
