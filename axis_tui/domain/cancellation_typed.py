"""What a person may write with a cancellation: how long, and what is stored nowhere. Pure."""

from axis_tui.domain.cancellation_word import Reason
from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.problem import N_, Problem

MOST_NOTES = 500
MOST_CONTACT = 200
"""Characters of an e-mail address."""


class NotTyped(Problem):
    """What is written in `field`, `notes` or `contact`, cannot be taken so."""

    def __init__(self, field: str, template: str, **params: object) -> None:
        super().__init__(template, **params)
        self.field = field


def check_typed(notes: str, contact: str) -> None:
    """Raises NotTyped where notes or e-mail address cannot be taken; both may be empty."""
    for field, text, most in (("notes", notes, MOST_NOTES), ("contact", contact, MOST_CONTACT)):
        if len(text) > most:
            raise NotTyped(
                field, N_("%(most)d characters at most; there are %(count)d"), most=most, count=len(text)
            )
        if looks_like_card_number(text):
            raise NotTyped(field, N_("That looks like a payment card’s number; it is not stored"))
    if contact and "@" not in contact:
        raise NotTyped("contact", N_("“%(text)s” is no e-mail address"), text=contact)


def check_reason(reason: Reason, notes: str) -> None:
    """Raises NotTyped where none of the reasons fits and nothing says why."""
    if reason is Reason.OTHER and not notes:
        raise NotTyped("notes", N_("Write why, since none of the reasons fits"))
