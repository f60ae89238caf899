"""What Renewals and Cancellation share beside a list of eSIMs: other lists of theirs in the same place.

Each list keeps its own filter; `v` goes to the next one.
"""

from __future__ import annotations

from typing import Any, ClassVar

from axis_tui.i18n import _
from axis_tui.present.line import Span, Tone, line
from axis_tui.tui.screens.esim_listing import EsimListScreen
from axis_tui.tui.screens.filtered import ENDS_TYPING


class ViewsScreen(EsimListScreen):
    """Gives `VIEWS`, of which the first is the list of eSIMs, and loads and draws the rows of the others."""

    COMMANDS: ClassVar[Any] = ()
    VIEWS: ClassVar[dict[str, str]] = {}
    """Names, and how they read, marked with N_."""
    NOTHING: ClassVar[dict[str, str]] = {}
    """What is said where one of the others is empty, marked with N_."""

    def __init__(self) -> None:
        super().__init__()
        self._view = next(iter(self.VIEWS))
        self._filters = dict.fromkeys(self.VIEWS, "")

    @property
    def shows_esims(self) -> bool:
        """Whether the rows are eSIMs."""
        return self._view == next(iter(self.VIEWS))

    def has_uncounted(self) -> bool:
        """Hook: whether there may be more rows than are counted."""
        raise NotImplementedError

    def works(self, action: str, row: Any) -> bool:
        """Hook: whether an action of the screen's own works now; `row` is the chosen one, or None."""
        raise NotImplementedError

    # The lines beside the list

    def show_about(self) -> None:
        if self.shows_esims or self.listing.selected is not None:
            super().show_about()
            return
        self._between.show((self.about_line(),))
        nothing = (
            _("Nothing matches. Esc shows all again.") if self._filter_text else _(self.NOTHING[self._view])
        )
        self._pane.show((line((f" {nothing}", Tone.MUTED)),))
        self.refresh_frame()

    def parts_with(self, *more: Span) -> list[Span]:
        """Which view it is, where the list stands, and what else there is to say, each behind a rule."""
        rule, listing = self.deps.glyphs.rule, self.listing
        total = f"{listing.total}{'+' if self.has_uncounted() else ''}"
        place = _("%(at)d of %(total)s") % {"at": listing.position, "total": total}
        parts = ((_(self.VIEWS[self._view]), Tone.STRONG), (place, Tone.MUTED), *more)
        return [span for text, tone in parts for span in ((f"{rule} ", Tone.BAR_EMPTY), (f"{text} ", tone))]

    # What works now

    def allows(self, action: str) -> bool:
        if not super().allows(action):
            return False
        if self.is_typing or action in ENDS_TYPING:
            return True
        if action in ("view", "show_view"):
            return self.reader is not None
        if action == "simulate":
            return self.deps.demo and self._chosen is not None
        return self.works(action, self._chosen)

    # Things to do

    def action_view(self) -> None:
        names = list(self.VIEWS)
        self.action_show_view(names[(names.index(self._view) + 1) % len(names)])

    def action_show_view(self, name: str) -> None:
        if name not in self.VIEWS or name == self._view:
            return
        self._filters[self._view] = self._filter_text
        self._view, self._filter_text = name, self._filters[name]
        self._loaded, self._wrong = None, ""
        self._show_all()

    def action_simulate(self) -> None:
        from axis_tui.tui.dialogs.simulate import open_simulator

        row: Any = self.listing.selected
        if row is not None:
            open_simulator(self, row.esim_id, row.name if self.shows_esims else row.esim_name)
