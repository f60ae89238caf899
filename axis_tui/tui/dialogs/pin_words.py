"""What came of asking for the approval PIN, in words."""

from __future__ import annotations

from typing import Any

from axis_tui.i18n import _, ngettext
from axis_tui.present.when import moment


def refusal(approved: Any, zone: str, now: int) -> str:
    """Why a `store.write.approval.Approved` was not done: how many tries are left, or until when it locks."""
    if approved.locked_until_at > now:
        until = moment(approved.locked_until_at, zone, now)
        return _("wrong PIN; no other is tried until %(until)s") % {"until": until}
    left = ngettext("%(count)d try left", "%(count)d tries left", approved.tries_left)
    return _("wrong PIN; %(left)s") % {"left": left % {"count": approved.tries_left}}
