"""The interview: which question comes next, and how it is put."""
