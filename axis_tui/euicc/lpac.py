"""A chip through lpac: every promise of `axis_tui.euicc.base.Chip`, one process of lpac after another.

Before anything changes, the chip is listed and the profile that is meant is looked up in the list, so that a
SIM that was swapped, or an AID that was given again, never loses the wrong profile.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event

from axis_tui.config import ChipSettings
from axis_tui.domain.identifiers import ActivationCode
from axis_tui.domain.nickname import fit_nickname
from axis_tui.domain.problem import N_
from axis_tui.euicc import lpac_parse
from axis_tui.euicc.base import (
    ChipInfo,
    Downloaded,
    Notification,
    Preview,
    Processed,
    Profile,
    ProfileRef,
    Progress,
    SignedNotification,
)
from axis_tui.euicc.lock import ChipLock
from axis_tui.euicc.lpac_failure import UNKNOWN_REFERENCE, given_up
from axis_tui.euicc.lpac_notification import Outbox
from axis_tui.euicc.lpac_run import Answer, Lpac
from axis_tui.euicc.lpac_talk import Listener
from axis_tui.euicc.lpac_word import download_words
from axis_tui.euicc.problem import NotFound, WrongState
from axis_tui.euicc.reference import Found, find, unusable

DOWNLOAD_PATIENCE = 10
"""How many times longer a download may take than any other call."""


class LpacChip:
    """The eUICC of `settings`, shared with other programs by a lock file under `state_dir`."""

    def __init__(
        self, settings: ChipSettings, state_dir: Path, environ: Mapping[str, str] | None = None
    ) -> None:
        self._lpac = Lpac(settings, os.environ if environ is None else environ)
        self._lock = ChipLock(state_dir, self._lpac.host)
        self._download_timeout_s = float(settings.timeout_seconds * DOWNLOAD_PATIENCE)
        self._outbox = Outbox(self._lpac, self._lock)

    def info(self) -> ChipInfo:
        """`lpac chip info`."""
        return lpac_parse.chip_info(self._ask("chip", "info"))

    def profiles(self) -> tuple[Profile, ...]:
        """`lpac profile list`."""
        return lpac_parse.profiles(self._ask("profile", "list"))

    def enable(self, ref: ProfileRef, *, refresh: bool = True) -> None:
        """`lpac profile enable AID 0|1`."""
        with self._lock.held("enable a profile"):
            found = self._find(ref)
            if found.profile.is_enabled:
                raise WrongState(N_("the profile is enabled already; list the chip's profiles again"))
            self._change(found, "enable", str(int(refresh)))

    def disable(self, ref: ProfileRef, *, refresh: bool = True) -> None:
        """`lpac profile disable AID 0|1`."""
        with self._lock.held("disable a profile"):
            self._change(self._find(ref), "disable", str(int(refresh)))

    def delete(self, ref: ProfileRef) -> None:
        """`lpac profile delete AID`."""
        with self._lock.held("delete a profile"):
            found = self._find(ref)
            if found.profile.is_enabled:
                raise WrongState(N_("the profile is enabled; disable it before you delete it"))
            self._change(found, "delete")

    def disable_and_delete(self, ref: ProfileRef, *, refresh: bool = True) -> None:
        """`disable` where the profile is enabled, then `delete`."""
        with self._lock.held("delete a profile"):
            if self._find(ref).profile.is_enabled:
                self.disable(ref, refresh=refresh)
            self.delete(ref)

    def rename(self, ref: ProfileRef, name: str) -> str:
        """`lpac profile nickname ICCID NAME`: lpac 2.3 takes no AID here."""
        nickname = fit_nickname(name)
        with self._lock.held("rename a profile") as fd:
            iccid = self._find(ref).iccid
            if not iccid:
                raise unusable()
            self._lpac.call("profile", "nickname", iccid, nickname, changes=True, keep_open=[fd]).checked()
        return nickname

    def download(
        self,
        code: ActivationCode,
        *,
        confirmation: str = "",
        imei: str = "",
        on_progress: Callable[[Progress], None] | None = None,
        on_preview: Callable[[Preview], bool] | None = None,
        cancel: Event | None = None,
    ) -> Downloaded:
        """`lpac profile download`; the code's OID is not checked, since lpac 2.3 has no way to."""
        words = download_words(code, confirmation, imei, ask=on_preview is not None)
        with self._lock.held("download a profile") as fd:
            if cancel is not None and cancel.is_set():
                raise given_up()
            answer = self._lpac.call(
                *words, changes=True, timeout_s=self._download_timeout_s, keep_open=[fd],
                listener=Listener(on_progress, on_preview, cancel), secrets=(code.matching_id, confirmation),
            )  # fmt: skip
        return lpac_parse.downloaded(answer.checked().data)

    def notifications(self, after: int = -1) -> tuple[Notification, ...]:
        """`lpac notification list`."""
        return self._outbox.listed(after)

    def dump(self, seq: int) -> SignedNotification:
        """`lpac notification dump SEQ`."""
        return self._outbox.dump(seq)

    def process(self, seqs: Sequence[int], *, remove: bool) -> Processed:
        """`lpac notification process [-r] SEQ`, one after another."""
        return self._outbox.process(seqs, remove=remove)

    def remove(self, seq: int, *, confirmed_unsent: bool) -> None:
        """`lpac notification remove SEQ`."""
        self._outbox.remove(seq, confirmed_unsent=confirmed_unsent)

    def _ask(self, *words: str) -> object:
        with self._lock.held(" ".join(words)) as fd:
            return self._lpac.call(*words, keep_open=[fd]).checked().data

    def _find(self, ref: ProfileRef) -> Found:
        """The one profile that is meant. Raises NotFound."""
        if ref.eid and self.info().eid != ref.eid:
            raise NotFound(N_("this is another chip than the one with the profile; was the SIM swapped?"))
        return find(ref, self.profiles())

    def _change(self, found: Found, verb: str, *words: str) -> None:
        """By its AID, then by its ICCID, since some chips refuse the one and some the other."""
        if not found.names:
            raise unusable()
        with self._lock.held(f"{verb} a profile") as fd:
            answer = Answer()
            for name in found.names:
                answer = self._lpac.call("profile", verb, name, *words, changes=True, keep_open=[fd])
                if not any(part in answer.reason for part in UNKNOWN_REFERENCE):
                    break
            answer.checked()
