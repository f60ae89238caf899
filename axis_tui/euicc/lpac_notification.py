"""A chip's notifications through lpac: listed, kept as proof, sent in order, and never lost by mistake.

SGP.22 §3.5 has each server hear of its notifications in order, and a chip keeps one until it is told to
remove it. lpac 2.3 stops at the first that fails, whoever it was for; here only its own server has to wait.
"""

from collections.abc import Sequence

from axis_tui.domain.problem import N_
from axis_tui.euicc import lpac_parse
from axis_tui.euicc.base import Notification, Processed, SignedNotification
from axis_tui.euicc.lock import ChipLock
from axis_tui.euicc.lpac_failure import REMOVE
from axis_tui.euicc.lpac_run import Answer, Lpac
from axis_tui.euicc.problem import ChipProblem, NotFound, Unsent

_HARMLESS = ("install", "enable", "disable")
"""What may be dropped unsent: the carrier bills by the profile's existence, and only its end ends that."""


class Outbox:
    """The notifications of one chip, and which of them this object has seen taken by their servers."""

    def __init__(self, lpac: Lpac, lock: ChipLock) -> None:
        self._lpac = lpac
        self._lock = lock
        self._sent: set[Notification] = set()

    def listed(self, after: int = -1) -> tuple[Notification, ...]:
        """Those numbered above `after`, in order."""
        with self._lock.held("list notifications") as fd:
            answer = self._lpac.call("notification", "list", keep_open=[fd]).checked()
        return tuple(found for found in lpac_parse.notifications(answer.data) if found.seq > after)

    def dump(self, seq: int) -> SignedNotification:
        """The signed notification of that number. Raises NotFound, and ChipProblem for one that is odd."""
        with self._lock.held("read a notification") as fd:
            answer = self._lpac.call("notification", "dump", str(seq), keep_open=[fd])
            for signed in answer.signed:
                if signed.seq == seq:
                    return signed
            self._find(seq)  # lpac gives no reason: a number that is gone is the one worth telling
        answer.checked()
        raise ChipProblem(N_("lpac printed no signed notification %(seq)d; try again"), seq=seq)

    def process(self, seqs: Sequence[int], *, remove: bool) -> Processed:
        """Sends them, lowest first. Raises NotFound, before any is sent, where one is not on the chip."""
        sent: list[int] = []
        removed: list[int] = []
        failed: list[tuple[int, ChipProblem]] = []
        held_back: list[int] = []
        with self._lock.held("send notifications") as fd:
            chosen = self._chosen(seqs)
            unreachable: set[str] = set()
            for notification in chosen:
                if notification.address in unreachable:
                    held_back.append(notification.seq)
                    continue
                words = ["notification", "process", *(["-r"] if remove else []), str(notification.seq)]
                answer = self._lpac.call(*words, changes=True, keep_open=[fd])
                if was_sent(answer):
                    self._sent.add(notification)
                    sent.append(notification.seq)
                else:
                    unreachable.add(notification.address)
                if answer.problem is not None:
                    failed.append((notification.seq, answer.problem))
                elif remove:
                    removed.append(notification.seq)
        return Processed(tuple(sent), tuple(removed), tuple(failed), tuple(held_back))

    def remove(self, seq: int, *, confirmed_unsent: bool) -> None:
        """Drops one. Raises NotFound, and Unsent unless it is harmless, was sent, or is lost knowingly."""
        with self._lock.held("remove a notification") as fd:
            notification = self._find(seq)
            is_safe = notification.operation in _HARMLESS or notification in self._sent
            if not is_safe and not confirmed_unsent:
                raise Unsent(
                    N_("notification %(seq)d was not sent; without it the carrier goes on believing"
                       " in the profile: send it first"),
                    seq=seq,
                )  # fmt: skip
            self._lpac.call("notification", "remove", str(seq), changes=True, keep_open=[fd]).checked()

    def _find(self, seq: int) -> Notification:
        return self._chosen([seq])[0]

    def _chosen(self, seqs: Sequence[int]) -> list[Notification]:
        """Those notifications, in order. Raises NotFound."""
        wanted = set(seqs)
        chosen = [found for found in self.listed() if found.seq in wanted]
        missing = wanted - {found.seq for found in chosen}
        if missing:
            raise NotFound(N_("the chip holds no notification %(seq)d; list them again"), seq=min(missing))
        return chosen


def was_sent(answer: Answer) -> bool:
    """Whether the server took it: lpac succeeded, or went on to remove it."""
    return answer.problem is None or any(step.progress.message == REMOVE for step in answer.steps)
