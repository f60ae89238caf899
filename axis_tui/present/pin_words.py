"""What came of asking for the approval PIN, in words."""

from __future__ import annotations

from typing import Protocol

from axis_tui.i18n import _, ngettext
from axis_tui.present.when import moment


class RefusalLike(Protocol):
    """An answer that was not given (`store.write.approval.Approved`)."""

    @property
    def locked_until_at(self) -> int: ...
    @property
    def tries_left(self) -> int: ...


def refusal(answer: RefusalLike, zone: str, now: int) -> str:
    """Why it was not done: how many tries are left, or until when no other PIN is tried."""
    if answer.locked_until_at > now:
        until = moment(answer.locked_until_at, zone, now)
        return _("wrong PIN; no other is tried until %(until)s") % {"until": until}
    left = ngettext("%(count)d try left", "%(count)d tries left", answer.tries_left)
    return _("wrong PIN; %(left)s") % {"left": left % {"count": answer.tries_left}}
