"""The pane and the page of one eSIM: whole parts, in any language, and nothing but ASCII where asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from axis_tui import i18n
from axis_tui.domain.validity import StartRule
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.validity_words import span_from
from axis_tui.present.width import cells
from axis_tui.tui.plan_page import page_lines
from axis_tui.tui.plan_pane import low_pane, side_pane
from axis_tui.tui.screens.renewal_lines import renewal_pane, renewal_row
from axis_tui.tui.screens.usage_facts import plan_facts
from tests.present.rows import DAY_S, NOW, row

WAITING = row(status="ready", starts_at=None, expires_at=None, lapses_at=None)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_both_panes_are_ascii_in_ascii_even_where_something_is_cut(width: int) -> None:
    long = row(name="x" * 200, plan_name="y" * 200)
    for pane in (low_pane, side_pane):
        for shown in pane(long, [1, 2, 3], NOW, ASCII, width):
            assert plain(shown).isascii()
            assert cells(plain(shown)) <= width


def test_a_plan_that_has_not_started_is_never_said_to_have_no_end() -> None:
    for pane in (low_pane, side_pane):
        shown = "\n".join(plain(each) for each in pane(WAITING, (), NOW, UNICODE, 80, "30 days from install"))
        assert "30 days from install" in shown
        assert "no end" not in shown


def test_a_lapsed_plan_is_not_asked_to_be_started() -> None:
    lapsed = replace(WAITING, status="lapsed", lapses_at=NOW - DAY_S)
    shown = "\n".join(plain(each) for each in low_pane(lapsed, (), NOW, UNICODE, 80, "30 days from install"))
    assert "lapsed Thu 19 Nov" in shown
    assert "start it by" not in shown
    assert "30 days" not in shown


def test_an_expired_esim_has_no_days_left_and_no_budget() -> None:
    for pane in (low_pane, side_pane):
        shown = "\n".join(
            plain(each) for each in pane(row(status="profile_expired"), (), NOW, UNICODE, 80, "")
        )
        assert "replace eSIM" in shown
        assert "days left" not in shown
        assert "a day" not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": NOW - DAY_S},
        {"starts_at": None, "expires_at": None, "lapses_at": NOW - DAY_S},
        {"allowance_bytes": None},
    ],
)
def test_a_cancelled_esim_holds_nothing_and_is_not_to_be_renewed(change: dict[str, object]) -> None:
    gone = row(status="cancelled", profile_state="deleted", device="Phone", left_bytes=0, **change)
    panes = {
        "low": low_pane(gone, (), NOW, UNICODE, 120, "30 days from install"),
        "side": side_pane(gone, (), NOW, UNICODE, 120, "30 days from install"),
        "renewal": (
            *renewal_pane(gone, None, None, NOW, 80, UNICODE),
            renewal_row(gone, None, None, NOW, 80, UNICODE),
        ),
        "usage": plan_facts(gone, None, NOW, 80, 8, UNICODE),
    }
    wrong = (
        "G left",
        "start it",
        "on Phone",
        "valid until",
        "renew?",
        "unless you renew",
        "from install",
        "█",
    )
    for pane, lines in panes.items():
        shown = "\n".join(plain(each) for each in lines)
        assert "cancelled" in shown, pane
        assert not [word for word in wrong if word in shown], pane
        assert ("ended" in shown) is ("allowance_bytes" not in change), pane


@pytest.mark.parametrize("rule", list(StartRule))
def test_every_start_rule_has_words(rule: StartRule) -> None:
    assert span_from("day", 30, str(rule)).startswith("30 days from ")
    assert span_from("month", 1, str(rule)).startswith("1 month from ")


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
@pytest.mark.parametrize("width", [60, 70, 80])
def test_no_line_about_a_plan_runs_over_the_edge_in_any_language(
    store: Path, language: str, width: int
) -> None:
    from axis_tui.store.read import detail, open_reader, overview
    from tests.tui.world import NOW, ZONE

    i18n.use(language)
    seen = 0
    with open_reader(store) as reader:
        for each in overview.page(reader, overview.Filter(text="japan"), overview.Order.NAME, 9):
            found = detail.esim(reader, each.esim_id)
            plans = detail.plans(reader, each.esim_id)
            assert found is not None
            lines = page_lines(found, each, plans, [1, 2], NOW, ZONE, UNICODE, width)
            last = next(at for at, spans in enumerate(lines) if plain(spans).strip() == i18n._("Carrier"))
            assert max(cells(plain(spans)) for spans in lines[:last]) <= width
            seen += 1
    i18n.use("en")
    assert seen == 1
