"""The boundaries of the bundled catalogue: every instrument has some, and as golden cases all of them hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund.core.language.translator import translator
from essfund.engine.boundaries import BoundaryNature, boundaries
from essfund.loading.cases import read_cases, run_cases
from essfund.review.boundaries import cases_text
from tests.depth import sliced

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from essfund import Catalogue


@pytest.mark.parametrize("every", sliced([8, 1], 2))
def test_as_golden_cases_all_of_them_hold(every: int, catalogue: Catalogue, day: date, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    natures, some = set(), dict(list(catalogue.instruments.items())[::every])
    for key, instrument in some.items():
        found = boundaries(catalogue, instrument, day)
        natures |= {one.nature for one in found}
        assert found, key
        (tmp_path / "cases" / f"{key}.yaml").write_text(cases_text(found, catalogue, None, translator("fr")), encoding="utf-8")
    cases = read_cases([tmp_path], catalogue)
    assert cases.diagnostics == []
    assert cases.count > 20 * len(some)
    assert [items for _, _, items in run_cases(cases, catalogue) if items] == []
    assert natures >= {BoundaryNature.CONDITION, BoundaryNature.AMOUNT, BoundaryNature.AVAILABILITY}
