"""A main screen around one PageList: the actions behind the moving keys."""

from typing import Any, ClassVar

from axis_tui.tui.screens.base import AxisScreen
from axis_tui.tui.widgets.page_list import PageList


class ListScreen(AxisScreen):
    """Gives `listing`; its COMMANDS include `commands.listing.MOVES`."""

    COMMANDS: ClassVar[Any] = ()

    @property
    def listing(self) -> PageList[Any]:
        """Hook: the list that the moving keys move."""
        raise NotImplementedError

    def action_move(self, by: int) -> None:
        self.listing.move(by)

    def action_page(self, pages: int) -> None:
        self.listing.page_move(pages)

    def action_first(self) -> None:
        self.listing.first()

    def action_last(self) -> None:
        self.listing.last()
