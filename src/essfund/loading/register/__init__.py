"""One enterprise from a register: a saved answer, or one that is asked for."""
