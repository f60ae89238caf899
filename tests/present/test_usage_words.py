import pytest

from axis_tui.present.usage_words import drift


@pytest.mark.parametrize(
    ("carrier", "router", "text"),
    [(1000, 982, "-1.8 %"), (1000, 1050, "+5.0 %"), (10**6, 999_999, "+0.0 %"), (0, 5, "-")],
)
def test_drift_is_told_in_tenths_of_a_percent(carrier: int, router: int, text: str) -> None:
    assert drift(carrier, router) == text
