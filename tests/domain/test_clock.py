from axis_tui.domain.clock import clock_trust
from tests.domain.terms import DAY, NOW


def test_a_clock_before_what_was_seen_is_never_trusted() -> None:
    assert not clock_trust(NOW - 1, NOW)
    assert not clock_trust(NOW - 1, NOW, proven=True)


def test_a_clock_up_to_32_days_on_is_trusted_and_further_only_with_proof() -> None:
    assert clock_trust(NOW, NOW)
    assert clock_trust(NOW + 32 * DAY, NOW)
    assert not clock_trust(NOW + 32 * DAY + 1, NOW)
    assert clock_trust(NOW + 900 * DAY, NOW, proven=True)


def test_a_new_store_has_seen_nothing_to_doubt_by() -> None:
    assert clock_trust(0, None)
