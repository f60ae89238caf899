"""What the status line says about who refreshes this store."""

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.store.presence import Presence


def worker_span(presence: Presence | None, glyphs: Glyphs) -> Span:
    """One or two words, with a mark where a person should look."""
    if presence is None or not presence.running:
        return f"{_('no worker')} {glyphs.warning}", Tone.WARNING
    if presence.stalled:
        return f"{_('worker stalled')} {glyphs.warning}", Tone.WARNING
    if presence.kind == "companion":
        return _("companion ok"), Tone.MUTED
    return _("worker ok"), Tone.MUTED
