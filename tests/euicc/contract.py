"""What every chip must do: call `check_chip` with one that has an enabled profile, then a disabled one."""

import pytest

from axis_tui.euicc.base import DELETE, Chip
from axis_tui.euicc.problem import NotFound, Unsent, WrongState


def check_chip(chip: Chip) -> None:
    """Walks a chip through a profile's life; fails with an AssertionError at the promise that is broken.

    Renames, switches and deletes the second profile, and leaves the first one disabled. What is sent has to
    reach its server.
    """
    eid = chip.info().eid
    first, second = chip.profiles()
    assert (first.is_enabled, second.is_enabled) == (True, False)
    assert "" not in (first.isdp_aid, first.iccid, second.isdp_aid, second.iccid, eid)
    assert first.isdp_aid != second.isdp_aid

    assert chip.rename(second.ref(eid), "日本 10 GB") == "日本 10 GB"
    assert chip.profiles()[1].nickname == "日本 10 GB"
    assert len(chip.rename(second.ref(eid), "é" * 100).encode()) == 64
    assert chip.rename(second.ref(eid), "") == ""
    assert chip.profiles()[1].nickname == ""

    before = max((notification.seq for notification in chip.notifications()), default=-1)
    chip.enable(second.ref(eid))
    assert [profile.is_enabled for profile in chip.profiles()] == [False, True]
    with pytest.raises(WrongState):
        chip.enable(second.ref(eid))
    with pytest.raises(WrongState):
        chip.delete(second.ref(eid))
    chip.disable(second.ref(eid), refresh=False)
    with pytest.raises(WrongState):
        chip.disable(second.ref(eid))
    chip.delete(second.ref(eid))
    assert [profile.isdp_aid for profile in chip.profiles()] == [first.isdp_aid]
    for gone in (second.ref(eid), second.ref(), first.ref("0" * 32)):
        with pytest.raises(NotFound):
            chip.delete(gone)
    check_notifications(chip, before, second.iccid)


def check_notifications(chip: Chip, before: int, iccid: str) -> None:
    """The end of a profile is told to its server once, and never lost before."""
    news = chip.notifications(after=before)
    assert [notification.seq for notification in news] == sorted(notification.seq for notification in news)
    last = news[-1]
    assert (last.operation, last.iccid) == (DELETE, iccid)
    signed = chip.dump(last.seq)
    assert (signed.seq, signed.eid, signed.address) == (last.seq, chip.info().eid, last.address)
    assert signed.payload
    with pytest.raises(Unsent):
        chip.remove(last.seq, confirmed_unsent=False)
    assert last in chip.notifications()

    numbers = [notification.seq for notification in news]
    assert chip.process([last.seq], remove=False).sent == (last.seq,)
    assert last in chip.notifications()
    processed = chip.process(numbers, remove=True)
    assert (processed.sent, processed.removed) == (tuple(numbers), tuple(numbers))
    assert (processed.failed, processed.held_back) == ((), ())
    assert chip.notifications(after=before) == ()
    for call in (lambda: chip.process(numbers, remove=True), lambda: chip.dump(numbers[0])):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(NotFound):
        chip.remove(numbers[0], confirmed_unsent=True)
