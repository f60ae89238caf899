"""How a filter that is being typed ends."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command

TYPING = (
    Command(
        "filter.keep", ("enter",), N_("keep"), N_("Keep this filter and go back to the list"), "keep_filter"
    ),
    Command("filter.drop", ("escape",), N_("all"), N_("Forget the filter and show all"), "drop_filter"),
)
