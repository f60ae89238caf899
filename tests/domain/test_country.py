"""Country codes: what a plan may cover."""

import pytest

from axis_tui.domain.country import COUNTRIES, coverage_of
from axis_tui.domain.problem import Problem


def test_codes_are_read_in_any_case_with_blanks_or_commas_and_kept_once() -> None:
    assert coverage_of(" jp, KR jp,eu ") == ("JP", "KR", "EU")
    assert coverage_of("") == ()


def test_every_country_has_a_code_of_two_letters() -> None:
    assert len(COUNTRIES) == 249
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in COUNTRIES)


@pytest.mark.parametrize("text", ["Japan", "JP ZZ", "JPN", "UK", "J P"])
def test_what_is_no_code_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Problem, match="two-letter country codes such as JP KR"):
        coverage_of(text)
