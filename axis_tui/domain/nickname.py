"""The name that a person gives a profile, as a chip can keep it (SGP.22 §5.7.21)."""

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean

LIMIT_BYTES = 64
"""Its length in UTF-8."""


def fit_nickname(name: str) -> str:
    """`name` as a chip can keep it: clean, and cut at a character to 64 bytes of UTF-8."""
    return clean(name).encode()[:LIMIT_BYTES].decode("utf-8", "ignore").rstrip()


def check_nickname(name: str) -> str:
    """`name`, clean, where a chip can keep all of it. Raises Problem."""
    bare = clean(name).strip()
    if len(bare.encode()) > LIMIT_BYTES:
        raise Problem(
            N_("The chip keeps %(limit)d bytes of a name; this one has %(count)d, so shorten it"),
            limit=LIMIT_BYTES, count=len(bare.encode()),
        )  # fmt: skip
    return bare
