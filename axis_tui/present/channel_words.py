"""The channels of a renewal in words: what each is called, and what will happen on it."""

from axis_tui.domain.renewal_word import Channel
from axis_tui.i18n import N_, _

CHANNEL_WORDS: dict[str, str] = {
    "online": N_("online"),
    "auto": N_("auto-renew"),
    "hotline": N_("hotline"),
    "store": N_("shop"),
    "third_party": N_("third party"),
}
"""At most eleven cells each, so that a column can hold them."""

_BY_ITSELF = N_("It is ordered from %(carrier)s for you, and the data is looked for until it is there.")
_GUIDED: dict[str, str] = {
    "online": N_("You order and pay on the page or in the app of %(carrier)s, and record it here."),
    "hotline": N_("You call %(carrier)s and pay by telephone, and record it here."),
    "store": N_("You go to the shop of %(carrier)s and pay there, and record it here."),
    "third_party": N_("You buy it from %(seller)s and record it here."),
}
_NEXT: dict[str, str] = {
    "online": N_("Pay on the carrier’s page, then record what you paid."),
    "hotline": N_("Call the carrier and pay, then record what you paid."),
    "store": N_("Pay at the shop, then record what you paid."),
    "third_party": N_("Buy it there, then record what you paid."),
}


def channel_word(channel: str) -> str:
    """`online`, `hotline`: the word alone."""
    return _(CHANNEL_WORDS[channel])


def what_happens(channel: str, carrier: str, *, is_guided: bool, seller: str = "") -> str:
    """What choosing this channel means; `seller` is the third party's name."""
    if not is_guided or channel == Channel.AUTO:
        return _(_BY_ITSELF) % {"carrier": carrier}
    return _(_GUIDED[channel]) % {"carrier": carrier, "seller": seller or _("another seller")}


def what_to_do(channel: str) -> str:
    """What a person has to do on a guided channel, once the order stands."""
    return _(_NEXT[channel]) if channel in _NEXT else ""
