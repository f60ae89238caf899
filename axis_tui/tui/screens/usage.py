"""Usage: bytes over time of one eSIM or of the fleet, who counted them, and what they mean for the plan.

Keys and state: `usage_window` decides which time is shown, `usage_query` asks for it, `usage_lines` draws it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult

from axis_tui.i18n import N_, _
from axis_tui.present.chart import BOTH, CARRIER, ROUTER
from axis_tui.present.line import Tone, line
from axis_tui.tui.choice import chosen_esim
from axis_tui.tui.commands.usage import COMMANDS
from axis_tui.tui.screens import usage_query
from axis_tui.tui.screens.base import AxisScreen
from axis_tui.tui.screens.usage_lines import Panel, UsageView, panels, usage_lines
from axis_tui.tui.screens.usage_window import Grain, Range, Window, day_number
from axis_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import OverviewRow

_SERIES = (BOTH, ROUTER, CARRIER)
_SERIES_WORDS = {
    BOTH: N_("both meters"),
    ROUTER: N_("the router’s own meter"),
    CARRIER: N_("the carrier’s figures"),
}


class UsageScreen(AxisScreen):
    """One picture of bars, figures, busy hours and top users."""

    NAME = "usage"
    HEADING = N_("Usage")
    PURPOSE = N_(
        "How much data was used and when, by one eSIM or by all, and whether it will last. "
        "It starts with the eSIM selected on Plans."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("router"), N_("bytes that your own meter counted; they are there at once")),
        (N_("carrier"), N_("what the carrier says was used; it comes late, and it is what counts")),
        (
            N_("estimate"),
            N_("bytes spread over a time without readings, or metered since the carrier’s figure"),
        ),
        (N_("drift"), N_("how far the router’s count lay from the carrier’s figure; up to 5 % is normal")),
        (N_("budget"), N_("what may be used a day so that the data lasts until the plan ends")),
        (N_("this cycle"), N_("from the start of the plan, or of its month, until it ends")),
    )
    COMMANDS = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._body = Canvas(id="usage")
        self._esim_id: int | None = None
        self._fleet = False
        self._followed: int | None = None
        self._grain = Grain.DAY
        self._reach = Range.CYCLE
        self._page = 0
        self._series = BOTH
        self._panel = Panel.FIGURES
        self._row: OverviewRow | None = None
        self._has_carrier = False
        self._window_shown: Window | None = None

    def compose_body(self) -> ComposeResult:
        yield self._body

    # Data

    def on_screen_resume(self) -> None:
        self._follow_plans()
        super().on_screen_resume()

    def refresh_data(self) -> None:
        """Ask for what the bars, the figures and the panels need, and draw it."""
        reader = self.reader
        self._row = self._find_row(reader)
        if reader is None or (self._row is None and not self._fleet):
            text = _("No eSIM yet. Plans (key 1) is where one is added.")
            self._body.show(((), line((f" {text}", Tone.MUTED))))
            return
        view = self._view(reader)
        self._body.show(usage_lines(view, self.columns, self.body_rows, self.deps.glyphs))

    def _follow_plans(self) -> None:
        """Take the eSIM selected on Plans, if another one than last time."""
        chosen = chosen_esim(self.axis)
        if chosen is not None and chosen != self._followed:
            self._followed = self._esim_id = chosen
            self._fleet, self._page = False, 0
            self.go_stale()

    def _find_row(self, reader: Reader | None) -> OverviewRow | None:
        """The eSIM shown; the first by name where none was chosen or it is gone."""
        if reader is None or self._fleet:
            return None
        from axis_tui.store.read import overview

        if self._esim_id is None:
            self._follow_plans()
        row = overview.row(reader, self._esim_id) if self._esim_id is not None else None
        if row is None:
            row = next(iter(overview.page(reader, overview.Filter(), overview.Order.NAME, 1)), None)
            self._esim_id = row.esim_id if row is not None else None
        return row

    def _view(self, reader: Reader) -> UsageView:
        zone, row = usage_query.reporting_zone(reader), self._row
        asked = usage_query.Asked(row, self.now, zone, self.columns, self._grain, self._reach, self._page)
        found = usage_query.bars(reader, asked, self._series)
        self._has_carrier, self._window_shown = found.has_carrier, found.window
        choice = panels(self.columns, fleet=row is None)
        self._panel = self._panel if self._panel in choice else choice[0]
        return usage_query.view(reader, asked, found, self._panel)

    # What works now

    def allows(self, action: str) -> bool:
        something = self._fleet or self._row is not None
        if action == "series":
            return self._has_carrier
        if action == "panel":
            return something and len(panels(self.columns, fleet=self._fleet)) > 1
        if action == "subject":
            return self._row is not None
        if action in ("grain", "reach", "coarser", "fleet"):
            return something
        if action == "time":
            return something
        if action == "present":
            return something and self._page > 0
        if action == "refresh_now":
            return self.reader is not None
        return True

    # Things to do

    def _change(self, **state: Any) -> None:
        for name, value in state.items():
            setattr(self, f"_{name}", value)
        self._message = None
        self._show_all()

    def action_subject(self, step: int) -> None:
        from axis_tui.store.read import overview

        row, reader, order = self._row, self.reader, overview.Order.NAME
        if row is None or reader is None:
            return
        key, everything = row.key(order), overview.Filter()
        if step > 0:
            found = overview.page(reader, everything, order, 1, after=key)
            missing = _("this is the last eSIM by name")
        else:
            found = overview.page(reader, everything, order, 1, before=key)
            missing = _("this is the first eSIM by name")
        if found:
            self._change(esim_id=found[0].esim_id, page=0)
        else:
            self.say(missing, Tone.MUTED)

    def action_fleet(self) -> None:
        self._change(fleet=not self._fleet, page=0)

    def action_grain(self, grain: str) -> None:
        self._change(grain=Grain(grain), page=0)

    def action_coarser(self, step: int) -> None:
        grains = list(Grain)
        at = min(max(grains.index(self._grain) + step, 0), len(grains) - 1)
        self._change(grain=grains[at], page=0)

    def action_reach(self, reach: str) -> None:
        if reach == "today":
            self._change(grain=Grain.HOUR, page=0)
        else:
            self._change(grain=Grain.DAY, reach=Range(reach), page=0)

    def action_time(self, pages: int) -> None:
        if self._page + pages < 0:
            self.say(_("this is the present"), Tone.MUTED)
        elif pages > 0 and not self._has_earlier():
            self.say(_("nothing is kept from before this"), Tone.MUTED)
        else:
            self._change(page=self._page + pages)

    def _has_earlier(self) -> bool:
        """Whether the store knows of any use before what is shown."""
        from axis_tui.store.read import usage

        first = usage.first_day(self.reader) if self.reader is not None else None
        return (
            first is not None
            and self._window_shown is not None
            and first < day_number(self._window_shown.first_on)
        )

    def action_present(self) -> None:
        self._change(page=0)

    def action_series(self) -> None:
        series = _SERIES[(_SERIES.index(self._series) + 1) % len(_SERIES)]
        self._change(series=series)
        self.say(_("shown: %(meters)s") % {"meters": _(_SERIES_WORDS[series])}, Tone.MUTED)

    def action_panel(self) -> None:
        choice = panels(self.columns, fleet=self._fleet)
        self._change(panel=choice[(choice.index(self._panel) + 1) % len(choice)])
