"""Financing plans: the best round of financiers for one enterprise, exactly, with what was checked and why."""
