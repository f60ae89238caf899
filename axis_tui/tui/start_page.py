"""What a person sees before there is an eSIM: what this is, and the ways to begin."""

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import fit


def start_lines(glyphs: Glyphs, *, demo: bool) -> tuple[Line, ...]:
    """The start page for the body of Plans."""
    lines: list[Line] = [
        (),
        line(("   " + _("No eSIM here yet."), Tone.STRONG)),
        (),
        line(("   " + _("Axis shows what every travel eSIM still holds, until when it is"), Tone.NORMAL)),
        line(("   " + _("valid and when it will run out, from bytes counted on this machine."), Tone.NORMAL)),
        (),
    ]
    lines += _choice("n", _("add your first eSIM"), _("by its activation code, or by hand"))
    if demo:
        lines += _choice("d", _("look at a demo"), _("a made-up world; nothing of yours is touched"))
    lines += _choice("m", _("connect a meter"), _("how traffic gets counted, here or over ssh"))
    lines += _choice("?", _("help"), _("keys and words"))
    lines += _choice("q", _("quit"), "")
    return tuple(lines)


def _choice(key: str, label: str, about: str) -> list[Line]:
    return [line("   ", (f"{key:<3}", Tone.KEY), (f"{fit(label, 22)} ", Tone.NORMAL), (about, Tone.MUTED))]


def meter_lines(width: int) -> tuple[Line, ...]:
    """How to connect a meter, for a dialog."""
    code = Tone.ACCENT
    return (
        line(_("A meter reads the bytes that crossed an interface: from the")),
        line(_("kernel’s counters, or from vnStat, here or on a router over ssh.")),
        line(_("Meters are named in the settings file:")),
        (),
        line(("  [[meter]]", code)),
        line(('  kind = "kernel"', code)),
        line(('  interface = "wwan0"', code)),
        line(('  host = "root@192.168.8.1"', code), ("   " + _("left out: this machine"), Tone.MUTED)),
        line(('  esim = "Japan 10 GB"', code), ("   " + _("whose plan it counts to"), Tone.MUTED)),
        (),
        line(("axis-tui config path", code), ("   " + _("tells where that file is"), Tone.MUTED)),
        line(("axis-tui doctor", code), ("   " + _("tells whether each meter answers"), Tone.MUTED)),
    )
