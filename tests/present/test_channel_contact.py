"""How a carrier is reached on each channel: number and link, hours in both zones, and whether it is open."""

from types import SimpleNamespace
from typing import Any

import pytest

from axis_tui.present.channel_contact import Contact, contact_lines, contact_of, tel_link
from axis_tui.present.line import plain
from tests.present.rows import NOW

TOKYO, BERLIN = "Asia/Tokyo", "Europe/Berlin"


def carrier(**known: str) -> Any:
    names = (
        "support_phone", "support_url", "support_email", "support_hours", "renew_url", "store_address",
        "store_hours", "third_party", "third_party_url",
    )  # fmt: skip
    return SimpleNamespace(name="Axis JP", time_zone=TOKYO, **{name: known.get(name, "") for name in names})


def shown(contact: Contact, zone: str = TOKYO, now: int = NOW) -> str:
    return "\n".join(plain(each) for each in contact_lines(contact, zone, BERLIN, now))


@pytest.mark.parametrize(
    ("channel", "known", "link"),
    [
        ("hotline", {"support_phone": "+81 (3) 5550-1234"}, "tel:+81355501234"),
        ("online", {"renew_url": "https://a.example"}, "https://a.example"),
        ("online", {"support_url": "https://b.example"}, "https://b.example"),
        ("store", {"store_address": "Shibuya 2-21-1"}, ""),
        (
            "third_party",
            {"third_party": "Kiosk", "third_party_url": "https://k.example"},
            "https://k.example",
        ),
        ("third_party", {"third_party": "Kiosk", "third_party_url": "javascript:alert(1)"}, ""),
    ],
)
def test_each_channel_has_its_own_contact_and_link(channel: str, known: dict[str, str], link: str) -> None:
    contact = contact_of(channel, carrier(**known))
    assert contact.is_known
    assert contact.link == link
    assert not contact_of(channel, carrier()).is_known


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+81 3 5550-1234", "tel:+81355501234"),
        ("Tel. 0800/123 ext. 9", "tel:0800123"),
        ("*100#", "tel:*100#"),
        ("[/x]\x1b", ""),
        ("ask at the desk", ""),
    ],
)
def test_a_number_becomes_a_link_of_digits_only(number: str, link: str) -> None:
    assert tel_link(number) == link


def test_hours_are_told_where_they_hold_and_where_the_person_is() -> None:
    text = shown(Contact("", "+81 3", "", "Mo-Fr 09:00-22:00"))
    assert "Mo-Fr 09:00-22:00 in Asia/Tokyo" in text
    assert "open now, for 2 hours more" in text  # 20:00 in Tokyo
    assert "today 01:00-14:00 your time" in text


def test_what_is_closed_says_when_it_opens() -> None:
    assert "closed, opens in 5 hours: 17:00 your time" in shown(
        Contact("", "", "", "Mo-Su 01:00-02:00"), now=NOW
    )
    assert "your time" not in shown(Contact("", "", "", "24/7"))
    assert "always open" in shown(Contact("", "", "", "24/7"))
    assert "closed" in shown(Contact("", "", "", "off"))


def test_hours_that_cannot_be_read_are_shown_as_they_are() -> None:
    text = shown(Contact("", "", "", "when the sun shines"))
    assert text.split() == ["hours", "when", "the", "sun", "shines", "in", TOKYO]
