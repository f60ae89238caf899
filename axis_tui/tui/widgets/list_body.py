"""The body of a list screen: the list, a line about it, and a pane for the selected row. Layout only."""

from textual.widget import Widget

PANE_ROWS = 4


class ListBody(Widget, can_focus=False, inherit_bindings=False):
    """Takes a list, a canvas with id `between` and one with id `pane`."""

    DEFAULT_CSS = """
    ListBody { height: 1fr; layout: vertical; }
    ListBody > #between { height: 1; }
    ListBody > #pane { height: 4; dock: bottom; }
    """
