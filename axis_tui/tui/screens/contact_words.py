"""How to reach a carrier, in words for lists and panes. Pure."""

from __future__ import annotations

from typing import Protocol

from axis_tui.i18n import _, pgettext
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import join_fitting


class Contacts(Protocol):
    """A carrier's contacts, empty where not known (`store.read.detail.EsimDetail`)."""

    @property
    def support_phone(self) -> str: ...
    @property
    def support_url(self) -> str: ...
    @property
    def support_email(self) -> str: ...


def channels(contacts: Contacts | None) -> list[tuple[str, str]]:
    """The ways there are, as (word, value): phone, web, e-mail."""
    if contacts is None:
        return []
    ways = (
        (pgettext("contact", "phone"), contacts.support_phone),
        (_("web"), contacts.support_url),
        (_("e-mail"), contacts.support_email),
    )
    return [(word, value) for word, value in ways if value]


def channel_names(contacts: Contacts | None) -> str:
    """`phone web e-mail`, what a column can hold; empty where nothing is known."""
    return " ".join(word for word, _value in channels(contacts))


def contact_line(carrier: str, contacts: Contacts | None, width: int) -> Line:
    """All ways with their values in `width` cells, or that none is known."""
    ways = channels(contacts)
    if not ways:
        return line((_("no contact of %(carrier)s is known here") % {"carrier": carrier}, Tone.WARNING))
    parts = [line((f"{word} ", Tone.MUTED), (value, Tone.ACCENT)) for word, value in ways]
    return join_fitting(parts, "   ", width) or line((ways[0][1], Tone.ACCENT))
