"""What can be done on the Usage screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command

COMMANDS = (
    Command(
        "usage.next_esim",
        ("right_square_bracket",),
        N_("next"),
        N_("Show the next eSIM by name"),
        "subject(1)",
    ),
    Command("usage.fleet", ("F",), N_("fleet"), N_("Show all eSIMs together, or one again"), "fleet"),
    Command(
        "usage.panel",
        ("v",),
        N_("view"),
        N_("Show the next of figures, busy hours and top users below the bars"),
        "panel",
    ),
    Command(
        "usage.earlier",
        ("pageup", "up", "k", "comma"),
        N_("earlier"),
        N_("Go back in time by what is shown"),
        "time(1)",
    ),
    Command("usage.hour", ("h",), N_("hour"), N_("Bars by hour of one day"), "grain('hour')"),
    Command("usage.day", ("d",), N_("day"), N_("Bars by day"), "grain('day')"),
    Command("usage.week", ("w",), N_("week"), N_("Bars by week, Monday to Sunday"), "grain('week')"),
    Command("usage.month", ("m",), N_("month"), N_("Bars by calendar month"), "grain('month')"),
    Command(
        "usage.previous_esim",
        ("left_square_bracket",),
        N_("previous"),
        N_("Show the eSIM before by name"),
        "subject(-1)",
        shown=False,
    ),
    Command(
        "usage.later",
        ("pagedown", "down", "j", "full_stop"),
        N_("later"),
        N_("Go forward in time by what is shown"),
        "time(-1)",
        shown=False,
    ),
    Command("usage.now", ("g", "home"), N_("present"), N_("Back to the present"), "present", shown=False),
    Command("usage.today", ("t",), N_("today"), N_("Today by hour"), "reach('today')", shown=False),
    Command(
        "usage.cycle", ("c",), N_("this cycle"), N_("The plan’s cycle by day"), "reach('cycle')", shown=False
    ),
    Command(
        "usage.last_30",
        ("l",),
        N_("last 30 days"),
        N_("The last 30 days by day"),
        "reach('last-30')",
        shown=False,
    ),
    Command(
        "usage.series",
        ("s",),
        N_("meters"),
        N_("Show the router’s meter, the carrier’s figures or both"),
        "series",
        shown=False,
    ),
    Command(
        "usage.longer",
        ("right",),
        N_("longer bars"),
        N_("The next longer unit of time"),
        "coarser(1)",
        shown=False,
    ),
    Command(
        "usage.shorter",
        ("left",),
        N_("shorter bars"),
        N_("The next shorter unit of time"),
        "coarser(-1)",
        shown=False,
    ),
)
