"""Cancellation: eSIMs that can be cancelled, the cases that are open, and every case there was.

Three views of one list: `esims` by their state, `open` and `all` are cases.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from axis_tui.i18n import N_, _
from axis_tui.present.line import Line, Span, Tone
from axis_tui.tui.case_reviews import CaseReviews
from axis_tui.tui.case_source import MOST_COUNTED, CaseSource, identity
from axis_tui.tui.commands.cancellation import COMMANDS
from axis_tui.tui.screens.cancellation_lines import (
    cancellation_header,
    cancellation_pane,
    cancellation_row,
    check_page,
)
from axis_tui.tui.screens.case_lines import case_header, case_pane, case_row
from axis_tui.tui.screens.views import ViewsScreen

if TYPE_CHECKING:
    from axis_tui.domain.cancellation_subject import Check
    from axis_tui.store.read import Reader
    from axis_tui.store.read.case_pages import Filter
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.store.read.filter import Filter as EsimFilter
    from axis_tui.store.read.overview import OverviewRow

ESIMS, OPEN, ALL = "esims", "open", "all"


class CancellationScreen(ViewsScreen):
    """eSIMs by state, with what would be lost; or cases."""

    NAME = "cancellation"
    HEADING = N_("Cancellation")
    PURPOSE = N_(
        "What would be lost with each eSIM, and ending its service: you ask here, the carrier agrees, then "
        "the profile goes and its end is proven. Every case is kept. v changes between the three lists."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("time, data"), N_("what is left of the plan and would be lost")),
        (N_("auto"), N_("auto-renew: turned off when you ask for a cancellation")),
        (
            N_("case"),
            N_("one cancellation, from your asking for it until it is proven; one open case an eSIM"),
        ),
        (N_("under review"), N_("the carrier has the request, and answers within its working days")),
        (N_("approved"), N_("the carrier agreed; nothing is removed before you confirm it")),
        (N_("off the chip"), N_("the profile is deleted, and the chip has signed a notification of it")),
        (N_("notified"), N_("the carrier’s server took that notification")),
        (N_("proven"), N_("gone from carrier and chip, with a dossier that shows it")),
        (N_("withdrawn"), N_("taken back by you, possible until the removal begins")),
    )
    COMMANDS = COMMANDS
    VIEWS: ClassVar[dict[str, str]] = {
        ESIMS: N_("can be cancelled"), OPEN: N_("open cases"), ALL: N_("all cases"),
    }  # fmt: skip
    NOTHING: ClassVar[dict[str, str]] = {
        OPEN: N_("No cancellation is open. c on an eSIM begins one."),
        ALL: N_("Nothing was cancelled yet. c on an eSIM begins it."),
    }
    ORDER = "status"
    ORDER_WORD = N_("by state")

    def __init__(self) -> None:
        super().__init__()
        self._source: CaseSource | None = None
        self._reviews = CaseReviews()
        self._cases: dict[int, CaseRow | None] = {}
        self._checks: dict[int, tuple[Check, ...]] = {}
        self._is_cut = False

    # What the list shows

    def header(self) -> Line:
        if self.shows_esims:
            return cancellation_header(self.columns)
        return case_header(self.columns, is_open=self._view == OPEN)

    def row_line(self, row: OverviewRow | CaseRow) -> Line:
        now, glyphs = self.now, self.deps.glyphs
        if self.shows_esims:
            esim = cast("OverviewRow", row)
            return cancellation_row(esim, self.open_case_of(esim), now, self.columns, glyphs)
        case, is_open = cast("CaseRow", row), self._view == OPEN
        review = self._reviews.of(case, now)
        return case_row(case, review, now, self.deps.zone, self.columns, glyphs, is_open=is_open)

    def pane_lines(self, row: OverviewRow | CaseRow) -> Sequence[Line]:
        now, zone, glyphs = self.now, self.deps.zone, self.deps.glyphs
        case = self._case_at(row)
        if case is not None:
            return case_pane(case, self._reviews.of(case, now), now, zone, self.columns, glyphs)
        esim = cast("OverviewRow", row)
        found, contacts = self.checks_of(esim), self.detail_of(esim)
        return cancellation_pane(esim, found, contacts, now, zone, self.columns, glyphs)

    def open_case_of(self, row: OverviewRow) -> CaseRow | None:
        """The eSIM's case that is not at its end; those of all eSIMs on screen are asked for at once."""
        from axis_tui.store.read import cases

        if self.reader is None:
            return None
        if row.esim_id not in self._cases:
            shown = {each.esim_id for each in (row, *self.listing.rows)} - self._cases.keys()
            found = cases.open_of_esims(self.reader, sorted(shown))
            self._cases |= {esim_id: found.get(esim_id) for esim_id in shown}
        return self._cases[row.esim_id]

    def checks_of(self, row: OverviewRow) -> tuple[Check, ...]:
        """What is checked before a request, but for what comes with it; asked once a refresh."""
        from axis_tui.tui.case_check import checks_before

        if self.reader is None:
            return ()
        if row.esim_id not in self._checks:
            self._checks[row.esim_id] = checks_before(self.reader, row.esim_id, self.now)
        return self._checks[row.esim_id]

    def _case_at(self, row: Any) -> CaseRow | None:
        """The case of a row: itself, or the open one of an eSIM."""
        if row is None:
            return None
        return self.open_case_of(row) if self.shows_esims else cast("CaseRow", row)

    # Data

    def refresh_data(self) -> None:
        self._cases.clear()
        self._checks.clear()
        super().refresh_data()
        self._load_reviews()

    def _load_reviews(self) -> None:
        """Have the holidays of what is on screen loaded, and draw again once they are."""
        on_screen = self.listing.rows if not self.shows_esims else self._cases.values()
        shown = [case for case in on_screen if case is not None]
        self._reviews.load(shown, self.now, partial(self.axis.call_later, self._reviews_loaded))

    def _reviews_loaded(self) -> None:
        self.listing.paint()
        self.show_about()

    def _load(self, reader: Reader) -> None:
        from axis_tui.store.read import case_pages

        self._is_cut = False
        if self.shows_esims:
            self._source = None
            super()._load(reader)
            return
        keep = self._kept()
        filter_ = self.case_filter()
        self._source = CaseSource(reader, filter_, is_open=self._view == OPEN)
        self._is_cut = case_pages.is_cut(reader, filter_)
        self.listing.load(self._source, keep=keep)

    def _kept(self) -> Hashable | None:
        """The case under the cursor, or that of the eSIM under it, before another list takes its place."""
        row = self.listing.selected
        if row is None or self._source is not None:
            return None if row is None else identity(row.id)
        case = self.open_case_of(row)
        return None if case is None else identity(case.id)

    def chosen_filter(self) -> EsimFilter:
        """As typed; unless a state is asked for, without those that a cancellation has ended."""
        from axis_tui.domain.word import Status

        chosen = super().chosen_filter()
        endable = tuple(status for status in Status if status not in (Status.CANCELLED, Status.ARCHIVED))
        return chosen if chosen.statuses else replace(chosen, statuses=endable)

    def case_filter(self) -> Filter:
        """The filter as typed; with one that means nothing every case is shown, and why."""
        from axis_tui.store.read import case_filter
        from axis_tui.store.read.case_pages import Filter

        return self.parsed(case_filter.parse, Filter)

    # The lines beside the list

    def has_uncounted(self) -> bool:
        return not self.shows_esims and self.listing.total >= MOST_COUNTED

    def place_parts(self) -> list[Span]:
        more: list[Span] = [(_(self.ORDER_WORD), Tone.MUTED)] if self.shows_esims else []
        if self._is_cut:
            more.append((_("of the latest only"), Tone.WARNING))
        return self.parts_with(*more)

    # What works now

    def works(self, action: str, row: Any) -> bool:
        match action:
            case "case":
                return self._case_at(row) is not None
            case "open":
                return self.shows_esims and row is not None and self._case_at(row) is None
            case "cancel":
                return row is not None and self._view != OPEN and self._is_ended(row)
        return True

    def _is_ended(self, row: Any) -> bool:
        """Whether no case of this row is open."""
        case = self._case_at(row)
        return case is None or not case.is_open

    # Things to do

    def action_case(self) -> None:
        from axis_tui.tui.screens.case import CaseScreen

        case = self._case_at(self.listing.selected)
        if case is not None:
            self.app.push_screen(CaseScreen(case.id))

    def action_cancel(self) -> None:
        from axis_tui.tui.dialogs.cancel import cancel

        row = self.listing.selected
        if row is not None:
            cancel(self, row.esim_id)

    def action_open(self) -> None:
        from axis_tui.tui.case_check import lost_before
        from axis_tui.tui.dialogs.before_cancel import BeforePage
        from axis_tui.tui.dialogs.cancel import cancel

        row = self.listing.selected
        if row is None or self.reader is None:
            return
        lost = lost_before(self.reader, row.esim_id, self.now)
        found, contacts, now = self.checks_of(row), self.detail_of(row), self.now
        zone, glyphs = self.deps.zone, self.deps.glyphs
        self.app.push_screen(
            BeforePage(
                lambda width: check_page(row, lost, found, contacts, now, zone, width, glyphs),
                lambda: cancel(self, row.esim_id),
            )
        )
