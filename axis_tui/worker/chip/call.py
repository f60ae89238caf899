"""What runs in the chip's thread: a reading, a change with a reading after it, a step of a notification.

Whether a change came about is judged by the reading and not by the answer: one that got lost is no failure,
and what is asked again after a crash is done already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axis_tui.domain.policy_rule import policy_rules
from axis_tui.domain.problem import N_
from axis_tui.euicc.base import Chip, ProfileRef, SignedNotification
from axis_tui.euicc.problem import ChipProblem, NotFound
from axis_tui.store.write.chip import ChipFacts, ChipReading, NoticeFacts, ProfileFacts
from axis_tui.store.write.chip_notice import Due

Goal = Callable[[ChipReading], bool]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a change."""

    value: Any
    error: ChipProblem | None
    """Why it did not come about; None where it did."""
    reading: ChipReading | None
    """The chip afterwards; None where it could not be read."""
    unread: ChipProblem | None
    """Why it could not be read."""


def read_chip(chip: Chip, host: str) -> ChipReading:
    """All that the chip tells of itself, and only of that one chip. Raises ChipProblem."""
    info, profiles, notices = chip.info(), chip.profiles(), chip.notifications()
    if chip.info().eid != info.eid:
        # The first one's profiles would pass for deleted.
        raise NotFound(N_("the SIM was swapped while its chip was read; try again"))
    possible = info.possible_policies
    return ChipReading(
        ChipFacts(
            info.eid, host, info.free_bytes, info.firmware, info.default_dp_address, info.root_ds_address,
            None if possible is None else policy_rules(possible),
        ),
        [
            ProfileFacts(
                each.isdp_aid, _bare(each.iccid), each.state, each.nickname, each.provider, each.name,
                each.klass,
            )
            for each in profiles
        ],
        [NoticeFacts(each.seq, each.operation, each.address, _bare(each.iccid)) for each in notices],
    )  # fmt: skip


def change_chip(chip: Chip, host: str, change: Callable[[], Any], goal: Goal) -> Done:
    """Make the change and read the chip; `goal` says whether a reading shows it as made."""
    value, error, reading, unread = None, None, None, None
    try:
        value = change()
    except ChipProblem as problem:
        error = problem
    try:
        reading = read_chip(chip, host)
    except ChipProblem as problem:
        unread = problem
    if error is not None and reading is not None and goal(reading):
        error = None
    return Done(value, error, reading, unread)


def is_in_state(ref: ProfileRef, state: str) -> Goal:
    """The profile is on its chip and in that state."""
    return lambda reading: (
        reading.chip.eid == ref.eid and any(profile.state == state for profile in _meant(reading, ref))
    )


def is_absent(ref: ProfileRef) -> Goal:
    """Its chip was read whole, and the profile is not on it."""
    return lambda reading: reading.chip.eid == ref.eid and not _meant(reading, ref)


def is_never(reading: ChipReading) -> bool:
    """No reading shows that it was made."""
    return False


def keep_notice(chip: Chip, due: Due) -> SignedNotification:
    """The notification as the chip signed it. Raises ChipProblem."""
    _check_same(chip, due)
    signed = chip.dump(due.seq)
    if signed.eid and signed.eid != due.eid:
        raise _other_chip()
    return signed


def send_notice(chip: Chip, due: Due) -> None:
    """Send it; it stays on the chip. Raises ChipProblem where its server did not take it."""
    _check_same(chip, due)
    processed = chip.process([due.seq], remove=False)
    for _seq, problem in processed.failed:
        raise problem


def remove_notice(chip: Chip, due: Due) -> None:
    """Take it off the chip. Raises ChipProblem.

    The caller has stored that it was sent, or that a person agreed to lose it: no adapter can know that after
    a restart, so its consent is given here.
    """
    _check_same(chip, due)
    chip.remove(due.seq, confirmed_unsent=True)


def _check_same(chip: Chip, due: Due) -> None:
    """Raises NotFound where it is no longer there, or the number is another's: a SIM may be swapped."""
    if chip.info().eid != due.eid:
        raise _other_chip()
    if not any(
        each.seq == due.seq and each.operation == due.operation for each in chip.notifications(due.seq - 1)
    ):
        raise NotFound(N_("the chip holds no notification %(seq)d; list them again"), seq=due.seq)


def _meant(reading: ChipReading, ref: ProfileRef) -> list[ProfileFacts]:
    return [
        profile
        for profile in reading.profiles
        if (not ref.isdp_aid or profile.isdp_aid.upper() == ref.isdp_aid.upper())
        and (not ref.iccid or profile.iccid == _bare(ref.iccid))
    ]


def _bare(iccid: str) -> str:
    """Without the F that pads one of 19 digits on the chip."""
    return iccid.upper().rstrip("F")


def _other_chip() -> NotFound:
    return NotFound(N_("this is another chip than the one with the profile; was the SIM swapped?"))
