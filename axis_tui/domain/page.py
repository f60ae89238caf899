"""Pieces of a Markdown page for somebody else: facts that no text from outside can turn into markup.

English in every language of the program: such pages go to a desk abroad.
"""

from datetime import UTC, datetime


def section(title: str, *facts: tuple[str, str]) -> str:
    """A heading and a list of named facts; empty where there are none."""
    lines = [f"- {name}: {span(value)}" for name, value in facts]
    return "\n".join([f"## {title}", "", *lines]) if lines else ""


def span(value: str) -> str:
    """One line in a code span, where nothing is a link, an image or HTML; an empty one is not known."""
    value = value.strip().replace("`", "'")
    return f"`{value}`" if value else "not known"


def utc(at: int) -> str:
    """The instant to read: `2025-10-09 08:53:20`, in UTC."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}"


def utc_iso(at: int) -> str:
    """The instant for programs, by ISO 8601: `2025-10-09T08:53:20Z`."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"
