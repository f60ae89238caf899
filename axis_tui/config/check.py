"""What a value may be: each check gives the value to keep, or a SettingsProblem that says what is allowed."""

import re
from collections.abc import Callable, Sequence

from axis_tui.config.problem import SettingsProblem
from axis_tui.domain.problem import N_

Value = str | int | tuple[int, ...]
Check = Callable[[str, str, object], Value]
"""`check(place, key, raw)`: `place` says where `raw` was written, for the message."""

_PROGRAM = r"/.*[^/]|(?!-)[^/\s]{1,255}"


def shown(raw: object) -> str:
    """`raw` as a short one-line quotation for a message."""
    text = ascii(raw) if isinstance(raw, str) and not raw.isprintable() else repr(raw)
    return text if len(text) <= 60 else text[:59] + "…"


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word that `word` most likely meant; the list of all when none is near."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return close[0] if close else ", ".join(known)


def choice(*allowed: str) -> Check:
    """One of a few words."""

    def check(place: str, key: str, raw: object) -> Value:
        if isinstance(raw, str) and raw in allowed:
            return raw
        raise SettingsProblem(
            N_("%(place)s: %(key)s must be one of %(allowed)s, not %(value)s"),
            place=place, key=key, allowed=", ".join(allowed), value=shown(raw),
        )  # fmt: skip

    return check


def integer(low: int, high: int) -> Check:
    """A whole number, `low` to `high`; text of digits counts, since the environment has only text."""

    def check(place: str, key: str, raw: object) -> Value:
        number = _whole(raw)
        if number is not None and low <= number <= high:
            return number
        raise SettingsProblem(
            N_("%(place)s: %(key)s must be a whole number from %(low)d to %(high)d, not %(value)s"),
            place=place, key=key, low=low, high=high, value=shown(raw),
        )  # fmt: skip

    return check


def integers(low: int, high: int, *, descending: bool) -> Check:
    """A list of at most 10 different whole numbers, kept in order; text separated by commas counts."""

    def check(place: str, key: str, raw: object) -> Value:
        items: object = re.findall(r"[^,\s]+", raw) if isinstance(raw, str) else raw
        if isinstance(items, list | tuple) and len(items) <= 10:
            numbers = [_whole(item) for item in items]
            good = {number for number in numbers if number is not None and low <= number <= high}
            if len(good) == len(numbers):
                return tuple(sorted(good, reverse=descending))
        raise SettingsProblem(
            N_("%(place)s: %(key)s must be a list of different whole numbers from %(low)d to %(high)d,"
               " at most 10, not %(value)s"),
            place=place, key=key, low=low, high=high, value=shown(raw),
        )  # fmt: skip

    return check


def zone(place: str, key: str, raw: object) -> Value:
    """`auto` or the name of a time zone that this machine knows."""
    if raw == "auto":
        return "auto"
    import zoneinfo

    if isinstance(raw, str):
        try:
            zoneinfo.ZoneInfo(raw)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            known = sorted(zoneinfo.available_timezones())
            near = nearest(raw, known)
            hint = near if near in known else "Asia/Tokyo"
        else:
            return raw
    else:
        hint = "Asia/Tokyo"
    raise SettingsProblem(
        N_("%(place)s: %(key)s must be auto or a zone such as %(near)s, not %(value)s"),
        place=place, key=key, near=hint, value=shown(raw),
    )  # fmt: skip


def filled(limit: int) -> Check:
    """A text of 1 to `limit` printable characters."""

    def check(place: str, key: str, raw: object) -> Value:
        if isinstance(raw, str) and raw.strip() and len(raw) <= limit and raw.isprintable():
            return raw
        raise SettingsProblem(
            N_("%(place)s: %(key)s must be a text of 1 to %(limit)d printable characters, not %(value)s"),
            place=place, key=key, limit=limit, value=shown(raw),
        )  # fmt: skip

    return check


def optional(check: Check) -> Check:
    """What `check` takes, or an empty text."""

    def checked(place: str, key: str, raw: object) -> Value:
        return "" if raw == "" else check(place, key, raw)

    return checked


def word(place: str, key: str, raw: object) -> Value:
    """A name of small letters, digits and underscores, such as qmi_qrtr."""
    if isinstance(raw, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,31}", raw):
        return raw
    raise SettingsProblem(
        N_("%(place)s: %(key)s must be a name of small letters, digits and underscores, not %(value)s"),
        place=place, key=key, value=shown(raw),
    )  # fmt: skip


def program(place: str, key: str, raw: object) -> Value:
    """A program's name, to be found on PATH, or its absolute path; neither begins with `-`."""
    if isinstance(raw, str) and raw.isprintable() and re.fullmatch(_PROGRAM, raw) and len(raw) <= 4_096:
        return raw
    raise SettingsProblem(
        N_("%(place)s: %(key)s must be a program's name or its absolute path, not %(value)s"),
        place=place, key=key, value=shown(raw),
    )  # fmt: skip


def _whole(raw: object) -> int | None:
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{1,9}", raw):
        return int(raw)
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None
