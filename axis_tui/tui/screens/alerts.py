"""Alerts: what needs attention, the gravest questions first answered: seen, later, or go there.

Answers are requests to the worker; a row says "asked" until the worker has applied it. No rules here: which
answer an alert takes is the domain's table.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from axis_tui.domain.alert import ALERT_TRANSITIONS
from axis_tui.domain.problem import Problem
from axis_tui.domain.word import AlertEvent, AlertKind, AlertState
from axis_tui.i18n import N_, _, tell
from axis_tui.present.alert_words import alert_state_word
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells
from axis_tui.tui.alert_source import AlertSource
from axis_tui.tui.choice import go_to_esim
from axis_tui.tui.commands.alerts import COMMANDS
from axis_tui.tui.screens.alert_lines import alert_header, alert_pane, alert_row
from axis_tui.tui.screens.listing import ListScreen
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.list_body import PANE_ROWS, ListBody
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.alerts import AlertRow

HOUR_S, DAY_S = 3600, 86400
SNOOZES = ((N_("for an hour"), HOUR_S), (N_("for a day"), DAY_S), (N_("for a week"), 7 * DAY_S))
_ANSWERS = ("acknowledge", "snooze", "unsnooze")
_OF_ORDERS = (
    AlertKind.ORDER_IN_DOUBT, AlertKind.NOT_CREDITED, AlertKind.PAYMENT_FAILED, AlertKind.PAYMENT_RETRY,
)  # fmt: skip
"""Their cycle is an order's number."""
_OF_CASES = (
    AlertKind.REVIEW_REMINDER, AlertKind.REVIEW_OVERDUE, AlertKind.CASE_WAITS_FOR_YOU, AlertKind.CASE_REFUSED,
)  # fmt: skip
"""Their cycle is a cancellation's number."""
_ON_CHIP = (
    AlertKind.PAID_NOT_INSTALLED, AlertKind.ENABLED_EXPIRED, AlertKind.UNKNOWN_ON_CHIP, AlertKind.WENT_BACK,
)  # fmt: skip
"""What is done about them is done to the chip."""
_OF_MONEY = (*_OF_ORDERS, AlertKind.BALANCE_DIFFERS, AlertKind.METHOD_EXPIRING)


class AlertsScreen(ListScreen):
    """The list, a line about it, and what the selected alert means."""

    NAME = "alerts"
    HEADING = N_("Alerts")
    PURPOSE = N_(
        "What needs your attention, each once a cycle. It stays until you have seen it or it is over."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("an open alert"), N_("nobody has answered it, and it is still so")),
        (N_("acknowledged"), N_("seen by you; it keeps quiet for the rest of the plan’s cycle")),
        (N_("snoozed"), N_("quiet until the time shown, then open again if it is still so")),
        (N_("resolved"), N_("no longer so")),
        (N_("asked"), N_("your answer waits for the worker, which applies it")),
    )
    COMMANDS = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._between = Canvas(id="between")
        self._pane = Canvas(id="pane")
        self._source: AlertSource | None = None
        self._loaded: tuple[int, bool] | None = None
        self._show_all_states = False
        self._asked: frozenset[int] = frozenset()
        self._systems: dict[int, str] = {}

    def compose_body(self) -> ComposeResult:
        self._list = PageList(self._draw_row, self._show_about, self.deps.glyphs.cursor, id="list")
        yield ListBody(self._list, self._between, self._pane)

    # Data

    def refresh_data(self) -> None:
        """Ask for the visible alerts and the answers that wait for the worker."""
        reader, listing = self.reader, self.listing
        if reader is None:
            listing.clear()
            self._show_about()
            return
        self._asked = _asked(reader)
        self._systems.clear()
        listing.set_header((alert_header(self.columns),))
        listing.fit(self.body_rows - 1 - PANE_ROWS)
        wanted = (id(reader), self._show_all_states)
        if self._source is not None and wanted == self._loaded:
            self._source.forget()
            listing.reload()
        else:
            chosen = listing.selected
            self._source, self._loaded = AlertSource(reader, show_all=self._show_all_states), wanted
            listing.load(self._source, keep=chosen.id if chosen is not None else None)
        self._show_about()

    def _draw_row(self, alert: AlertRow) -> Line:
        return alert_row(
            alert, self.now, self.deps.zone, self.columns, self.deps.glyphs, self._system(alert),
            asked=alert.id in self._asked,
        )  # fmt: skip

    def _system(self, alert: AlertRow) -> str:
        """The unit system of the carrier that the alert is about."""
        if alert.esim_id is None or self.reader is None:
            return "decimal"
        if alert.esim_id not in self._systems:
            from axis_tui.store.read import overview

            row = overview.row(self.reader, alert.esim_id)
            self._systems[alert.esim_id] = str(row.unit_system) if row is not None else "decimal"
        return self._systems[alert.esim_id]

    def _show_about(self) -> None:
        """The line under the list and the selected alert's pane."""
        alert = self.listing.selected
        self._between.show((self._between_line(),))
        if alert is None:
            text = (
                _("Nothing needs your attention.")
                if not self._show_all_states
                else _("There was no alert yet.")
            )
            self._pane.show((line((f" {self.deps.glyphs.good} {text}", Tone.GOOD)),))
        else:
            self._pane.show(
                alert_pane(
                    alert, self.now, self.deps.zone, self.columns, self.deps.glyphs, self._system(alert),
                    asked=alert.id in self._asked,
                )
            )  # fmt: skip
        self.refresh_frame()

    def _between_line(self) -> Line:
        rule, listing = self.deps.glyphs.rule, self.listing
        place = _("%(at)d of %(total)d") % {"at": listing.position, "total": listing.total}
        shown = _("all") if self._show_all_states else alert_state_word("open")
        parts: list[Span] = [(f"{rule} {place} {rule} {shown} ", Tone.MUTED)]
        used = sum(cells(text) for text, _tone in parts)
        return line(*parts, (rule * max(0, self.columns - used), Tone.BAR_EMPTY))

    # What works now

    def allows(self, action: str) -> bool:
        alert = self._chosen
        if action in _ANSWERS:
            return alert is not None and alert.id not in self._asked and self._takes(alert, action)
        if action == "open":
            return alert is not None and (
                alert.esim_id is not None
                or alert.meter_id is not None
                or alert.kind in (*_OF_MONEY, *_ON_CHIP)
            )
        if action == "scope":
            return self.reader is not None
        if action in ("move", "page", "first", "last"):
            return alert is not None
        return action != "refresh_now" or self.reader is not None

    def _takes(self, alert: AlertRow, answer: str) -> bool:
        if answer == "snooze" and alert.state is AlertState.SNOOZED:
            return False  # the same key wakes it
        return (alert.state, AlertEvent(answer)) in ALERT_TRANSITIONS

    # Things to do

    def action_acknowledge(self) -> None:
        self._answer("acknowledge", {})

    def action_unsnooze(self) -> None:
        self._answer("unsnooze", {})

    def action_snooze(self) -> None:
        from axis_tui.tui.dialogs.choose import Choose

        alert = self.listing.selected
        if alert is None:
            return
        options = [(line(" " + _(words)), seconds) for words, seconds in SNOOZES]

        def chosen(seconds: int | None) -> None:
            if seconds is not None:
                self._answer("snooze", {"until": self.now + seconds}, alert)

        self.app.push_screen(Choose(_("Snooze"), options), chosen)

    def _answer(self, kind: str, more: dict[str, int], alert: AlertRow | None = None) -> None:
        alert = alert or self.listing.selected
        if alert is None:
            return
        self._asked |= {alert.id}
        self.deliver(self.deps.gateway.ask(kind, {"alert_id": alert.id, **more}), refused=self._refused)
        self.listing.paint()
        self._show_about()

    def _refused(self, problem: Problem) -> None:
        self._show_all()
        self.say(tell(problem), Tone.BAD)

    def action_open(self) -> None:
        alert = self.listing.selected
        if alert is None:
            return
        if alert.kind in _OF_ORDERS:
            from axis_tui.tui.screens.order import OrderScreen

            self.app.push_screen(OrderScreen(alert.cycle))
        elif alert.kind in _OF_CASES:
            from axis_tui.tui.screens.case import CaseScreen

            self.app.push_screen(CaseScreen(alert.cycle))
        elif alert.kind in _ON_CHIP:
            from axis_tui.tui.screens.chip import ChipScreen

            profile_id = alert.cycle if alert.kind is AlertKind.UNKNOWN_ON_CHIP else None
            self.app.push_screen(ChipScreen(alert.esim_id, profile_id=profile_id))
        elif alert.kind is AlertKind.BALANCE_DIFFERS:
            from axis_tui.tui.dialogs.ledger import open_ledger

            open_ledger(self)
        elif alert.kind is AlertKind.METHOD_EXPIRING:
            self.axis.show_mode("account")
        elif alert.esim_id is not None:
            go_to_esim(self.axis, alert.esim_id)
        elif alert.meter_id is not None:
            from axis_tui.tui.screens.account import go_to_meter

            go_to_meter(self.axis, alert.meter_id)

    def action_scope(self) -> None:
        self._show_all_states = not self._show_all_states
        self._show_all()


def _asked(reader: Reader) -> frozenset[int]:
    """The alerts that a request not yet done is about."""
    from axis_tui.store.read import inventory

    found: set[int] = set()
    for request in inventory.requests(reader, ("pending",)):
        if request.kind in _ANSWERS:
            payload = json.loads(request.payload)
            if isinstance(payload, dict) and isinstance(payload.get("alert_id"), int):
                found.add(payload["alert_id"])
    return frozenset(found)
