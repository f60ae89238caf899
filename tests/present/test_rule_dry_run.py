"""What a rule would do, as it is told before a person consents."""

from dataclasses import replace

from axis_tui.domain.dry_run import DryRun
from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import Why
from axis_tui.present.rule_dry_run import dry_run_parts, dry_run_words
from tests.present.rows import DAY_S, NOW

RUN = DryRun(
    today=Money(900, "USD", 2),
    today_why=Why.DUE,
    next_at=NOW + 13 * DAY_S,
    next_is_estimate=True,
    worst_month=Money(2700, "USD", 2),
    worst_count=3,
    is_capped=True,
)


def test_it_tells_today_the_next_time_and_the_worst_month() -> None:
    assert dry_run_words(RUN, NOW, "Europe/Berlin") == (
        "if on now: charges 9.00 USD today; next about Thu 3 Dec;"
        " at worst 27.00 USD a month (3 renewals, held by a cap)"
    )


def test_where_it_would_not_charge_it_says_why() -> None:
    run = replace(RUN, today=None, today_why=Why.NOT_TRIGGERED, next_is_estimate=False)
    today, then, _worst = dry_run_parts(run, NOW, "Europe/Berlin")
    assert today == "charges nothing today, since what it waits for is not there yet"
    assert then == "next on Thu 3 Dec"


def test_what_cannot_be_foretold_or_bounded_is_said() -> None:
    run = replace(RUN, next_at=None, worst_month=None, worst_count=None)
    _today, then, worst = dry_run_parts(run, NOW, "UTC")
    assert then == "when next cannot be foretold"
    assert worst == "nothing bounds what it costs in a month: set a cap"


def test_one_renewal_without_a_cap_is_told_as_one() -> None:
    run = replace(RUN, worst_month=Money(900, "USD", 2), worst_count=1, is_capped=False)
    assert dry_run_parts(run, NOW, "UTC")[2] == "at worst 9.00 USD a month (1 renewal)"
