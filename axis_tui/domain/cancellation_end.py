"""A carrier's word that a service has ended, where a program asked for it: kept as a person's record is.

English in every language of the program, as evidence is.
"""

from axis_tui.domain.page import utc

_LAST_AT = 253_402_300_799
"""The end of the year 9999: no instant after it can be written."""


def is_instant(at: int) -> bool:
    """Whether a carrier's figure can be an instant at all."""
    return 0 <= at <= _LAST_AT


def ended_by_interface(asked_at: int, ended_at: int, reference: str) -> str:
    """`By its interface, asked at …: the service ended at …; request SC000001.`"""
    request = f"; request {reference}" if reference else ""
    return (
        f"By its interface, asked at {utc(asked_at)} UTC: the service ended at {utc(ended_at)} UTC{request}."
    )
