"""The top of every main screen: the six screens, which is shown, and how many alerts are open."""

from axis_tui.i18n import N_, _
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells
from axis_tui.tui.widgets.canvas import Canvas

TABS = (
    ("plans", N_("Plans")),
    ("usage", N_("Usage")),
    ("renewals", N_("Renewals")),
    ("cancellation", N_("Cancellation")),
    ("alerts", N_("Alerts")),
    ("account", N_("Account")),
)


def tab_line(current: str, width: int, alert_mark: str) -> Line:
    """The tabs in `width` columns: numbers only for the other screens where all names do not fit."""
    full = _tabs(current, alert_mark, names=True)
    return full if _width(full) <= width else _tabs(current, alert_mark, names=False)


def _tabs(current: str, alert_mark: str, *, names: bool) -> Line:
    spans: list[Span | str] = [(" Axis ", Tone.TITLE)]
    for number, (name, label) in enumerate(TABS, 1):
        word = _(label) if names or name == current else ""
        if name == "alerts" and alert_mark:
            word = f"{word} {alert_mark}".strip()
        text = f" {number} {word}".rstrip() + " "
        if name == current:
            spans.append((text, Tone.STRONG))
        elif name == "alerts" and alert_mark:
            spans.append((text, Tone.WARNING))
        else:
            spans.append((text, Tone.MUTED))
    return line(*spans)


def _width(spans: Line) -> int:
    return sum(cells(text) for text, _tone in spans)


class TabBar(Canvas):
    """Tabs and the rule below them. Clicking a tab opens its screen."""

    def show_tabs(self, current: str, alert_mark: str, rule: str) -> None:
        width = self.app.size.width
        tabs = tab_line(current, width, alert_mark)
        self.show((tabs, line((rule * width, Tone.BAR_EMPTY))))
