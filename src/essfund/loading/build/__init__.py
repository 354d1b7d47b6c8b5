"""Catalogue assembly: from checked documents to instruments ready for matching."""
