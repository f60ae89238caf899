"""How a person reaches a carrier on a guided channel: number, hours, address, page."""

import re
from typing import NamedTuple, Protocol

from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import Channel
from axis_tui.i18n import _, pgettext
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.when import clock, left, moment
from axis_tui.present.width import fit
from axis_tui.present.wrap import wrapped

_NUMBER = re.compile(r"[+*#]?[0-9][^A-Za-z]*")
_MARGIN = 11
"""Cells of a fact's word."""


class ContactsLike(Protocol):
    """A carrier's contacts, empty where not known (`store.read.inventory.CarrierRow`)."""

    @property
    def name(self) -> str: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def support_phone(self) -> str: ...
    @property
    def support_url(self) -> str: ...
    @property
    def support_email(self) -> str: ...
    @property
    def support_hours(self) -> str: ...
    @property
    def renew_url(self) -> str: ...
    @property
    def store_address(self) -> str: ...
    @property
    def store_hours(self) -> str: ...
    @property
    def third_party(self) -> str: ...
    @property
    def third_party_url(self) -> str: ...


class Contact(NamedTuple):
    """What a person needs on one channel; empty where not known."""

    who: str
    """The third party's name or the shop's address."""
    phone: str
    url: str
    hours: str
    """In the carrier's zone."""

    @property
    def link(self) -> str:
        """What a QR code takes a telephone to: the number to call, or the page."""
        return tel_link(self.phone) if self.phone else self.url if _is_web(self.url) else ""

    @property
    def is_known(self) -> bool:
        """Whether there is anything to go by."""
        return bool(self.who or self.phone or self.url)


def contact_of(channel: str, carrier: ContactsLike) -> Contact:
    """The contact for a guided channel."""
    match channel:
        case Channel.HOTLINE:
            return Contact("", carrier.support_phone, "", carrier.support_hours)
        case Channel.STORE:
            return Contact(carrier.store_address, "", "", carrier.store_hours)
        case Channel.THIRD_PARTY:
            return Contact(carrier.third_party, "", carrier.third_party_url, "")
    return Contact("", "", carrier.renew_url or carrier.support_url, "")


def tel_link(number: str) -> str:
    """`tel:+81355501234`: a number as a link (RFC 3966), its blanks and strokes left out.

    An extension, which follows a letter, is left to the person.
    """
    found = _NUMBER.search(number)
    return "tel:" + "".join(each for each in found[0] if each in "+*#0123456789") if found else ""


def contact_lines(contact: Contact, zone: str, here: str, now: int, *, has_link: bool = True) -> list[Line]:
    """One fact a line, its word before it; `zone` is the carrier's, `here` the person's.

    `has_link`: whether the number stands below itself once more, as a link that a terminal may open.
    """
    facts: list[tuple[str, str, Tone]] = []
    if contact.who:
        facts.append((_("where"), contact.who, Tone.NORMAL))
    if contact.phone:
        facts.append((pgettext("contact", "phone"), contact.phone, Tone.STRONG))
        if has_link and (link := tel_link(contact.phone)):
            facts.append(("", link, Tone.ACCENT))
    if contact.url:
        facts.append((_("web"), contact.url, Tone.ACCENT))
    if contact.hours:
        facts += hours_facts(contact.hours, zone, here, now)
    return [fact_line(word, value, tone) for word, value, tone in facts]


def hours_facts(hours: str, zone: str, here: str, now: int) -> list[tuple[str, str, Tone]]:
    """Opening hours where they hold, whether it is open now, and today's in the person's own zone.

    Hours that cannot be read are shown as they are, and nothing is concluded from them.
    """
    from axis_tui.domain.opening_hours import parse_hours
    from axis_tui.domain.validity import local_day

    facts = [(_("hours"), _("%(hours)s in %(zone)s") % {"hours": hours, "zone": zone}, Tone.NORMAL)]
    try:
        known = parse_hours(hours)
        is_open, turns_at = known.is_open(now, zone), known.next_change(now, zone)
        spans = known.spans_on(local_day(now, zone), zone)
    except Problem:
        return facts
    if is_open is None:
        return facts
    if turns_at is None:
        return [
            *facts,
            ("", _("always open") if is_open else _("closed"), Tone.GOOD if is_open else Tone.WARNING),
        ]
    when = {"left": left(turns_at, now, here), "when": moment(turns_at, here, now)}
    if is_open:
        facts.append(("", _("open now, for %(left)s more") % when, Tone.GOOD))
    else:
        facts.append(("", _("closed, opens in %(left)s: %(when)s your time") % when, Tone.WARNING))
    if spans and zone != here:
        today = ", ".join(f"{clock(start, here)}-{clock(end, here)}" for start, end in spans)
        facts.append(("", _("today %(hours)s your time") % {"hours": today}, Tone.MUTED))
    return facts


def fact_line(word: str, value: str, tone: Tone = Tone.NORMAL) -> Line:
    """A word in the margin and its value, aligned with its like."""
    return line((fit(word, 10) + " ", Tone.MUTED), (value, tone))


def fact_lines(word: str, value: str, width: int, tone: Tone = Tone.NORMAL) -> list[Line]:
    """A word in the margin and its value beside it, on as many lines as that takes."""
    texts = wrapped(value, width - _MARGIN)
    return [fact_line("" if number else word, text, tone) for number, text in enumerate(texts)]


def _is_web(url: str) -> bool:
    return url.lower().startswith(("https://", "http://"))
