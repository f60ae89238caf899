"""What a person sends to a carrier, ready to copy into a form, a mail or a chat: plain text, and facts only.

English in every language of the program: it goes to a desk abroad, where each must read the same.
"""

from dataclasses import dataclass

SHORT_LIMIT = 300
"""Characters of the short form: two text messages, or one line of a chat."""


@dataclass(frozen=True, slots=True)
class Message:
    """The same in three lengths, all of them safe to send."""

    subject: str
    body: str
    """Lines of plain text."""
    short: str

    @property
    def whole(self) -> str:
        """Subject and body, as they stand in a file."""
        return f"{self.subject}\n\n{self.body}\n"
