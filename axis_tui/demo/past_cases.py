"""Cancellations before the demo begins: one closed with its proof, one refused, one under review.

Through the store's own doors, at the instants when they happened.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from axis_tui.demo import euicc
from axis_tui.demo.chip import chip_state, lone_notice, lone_profile, profile, reading_of
from axis_tui.demo.euicc import State
from axis_tui.demo.seeds import World

if TYPE_CHECKING:
    from axis_tui.domain.cancellation import Reason
    from axis_tui.domain.cancellation_review import Deadline
    from axis_tui.store.read import Reader
    from axis_tui.store.write import Tx

DAY_S, HOUR_S = 86_400, 3_600
CLOSED, REFUSED, IN_REVIEW = "Iceland 3 GB", "Home postpaid", "UK 12 GB"
"""Whose cases they are."""
CONTACT = "traveller@mail.example"
_DELETE_SEQ = 3
_READ_AGE_S = 40


def place_cases(tx: Tx, here: World) -> None:
    """All three, and what the chip said then and says now.

    In a transaction after the one that made the eSIMs, so that they have names; before any is put away.
    """
    from axis_tui.store.write.chip import record_reading

    _closed(tx, here, _esim_id(tx, CLOSED))
    _refused(tx, here, _esim_id(tx, REFUSED))
    _in_review(tx, here, _esim_id(tx, IN_REVIEW))
    record_reading(tx, reading_of(chip_state(here)), here.at - _READ_AGE_S)


def _esim_id(tx: Tx, nickname: str) -> int:
    (esim_id,) = tx.row("SELECT id FROM esim WHERE nickname = ?", (nickname,)) or (0,)
    return int(esim_id)


def _closed(tx: Tx, here: World, esim_id: int) -> None:
    """Asked for by hand, and removed by the chip."""
    from axis_tui.domain.cancellation import CaseEvent, Reason
    from axis_tui.domain.cancellation_word import CarrierSays, OnChip
    from axis_tui.store.read.case_subject import standing_at
    from axis_tui.store.write import case_keeping as keeping
    from axis_tui.store.write import case_steps as steps
    from axis_tui.store.write import chip_notice as notices
    from axis_tui.store.write.chip import record_reading

    at = here.at - 66 * DAY_S
    chip = _chip_then(here)
    record_reading(tx, reading_of(chip), at - 3 * DAY_S)
    case_id = _submitted(tx, esim_id, Reason.UNUSED, "The trip is over.", at)
    steps.receive(tx, case_id, at + 2 * HOUR_S, _deadline(tx, case_id, at + 2 * HOUR_S), "GO-20418")
    steps.approve(tx, case_id, at + 3 * DAY_S, "GO-20418")
    at += 3 * DAY_S + HOUR_S
    keeping.confirm(tx, case_id, at)
    steps.begin(tx, case_id, at + 1)
    row = chip["profiles"][0]
    row["profileState"] = "disabled"
    record_reading(tx, reading_of(chip), at + 4)
    steps.record(tx, case_id, CaseEvent.DISABLE, at + 4)
    chip["next"] = _DELETE_SEQ
    euicc.switch(chip, "delete", row)
    record_reading(tx, reading_of(chip), at + 9)
    steps.record(tx, case_id, CaseEvent.DELETE, at + 9)
    proof = _proof(chip)
    (notice_id,) = tx.row("SELECT id FROM notification WHERE seq = ?", (_DELETE_SEQ,)) or (0,)
    notices.keep_payload(tx, notice_id, proof)
    keeping.keep_proof(tx, case_id, at + 11, proof)
    notices.note_sent(tx, notice_id, at + 14)
    steps.record(tx, case_id, CaseEvent.NOTIFY, at + 14)
    notices.note_removed(tx, notice_id, at + 15)
    at += DAY_S
    keeping.keep_confirmation(
        tx, case_id, at, "Your eSIM was ended on our side today. Nothing is charged any more."
    )
    steps.verify(tx, case_id, at + 5, standing_at(tx, esim_id, OnChip.ABSENT, CarrierSays.UNKNOWN, at + 5))
    steps.close(tx, case_id, at + 6, _dossier(tx, case_id, at + 6))


def _refused(tx: Tx, here: World, esim_id: int) -> None:
    from axis_tui.domain.cancellation import Reason
    from axis_tui.store.write import case_steps as steps

    at = here.at - 19 * DAY_S
    case_id = _submitted(tx, esim_id, Reason.UPKEEP, "A cheaper plan is enough.", at)
    steps.receive(tx, case_id, at + HOUR_S, _deadline(tx, case_id, at + HOUR_S), "SE-88-1207")
    steps.reject(tx, case_id, at + 7 * DAY_S, "the contract runs for 24 months; ask again in its last month")


def _in_review(tx: Tx, here: World, esim_id: int) -> None:
    from axis_tui.domain.cancellation import Reason
    from axis_tui.store.write import case_steps as steps

    at = here.at - 3 * DAY_S
    case_id = _submitted(tx, esim_id, Reason.REPLACED, "The profile expired; a new one is on the phone.", at)
    steps.receive(tx, case_id, at + HOUR_S, _deadline(tx, case_id, at + HOUR_S), "NB-5521")


def _submitted(tx: Tx, esim_id: int, reason: Reason, notes: str, at: int) -> int:
    """A request by a person, after a backup that is long gone."""
    from axis_tui.store.backup import Backup
    from axis_tui.store.write.cases import NewCase, draft, submit

    case_id = draft(tx, NewCase(esim_id, reason, notes, CONTACT), at - 240)
    name = f"store-before-cancellation-{at - 5}.db"
    submit(tx, case_id, at, Backup(Path(name), sha256(name.encode()).hexdigest(), at - 5))
    return case_id


def _deadline(tx: Tx, case_id: int, at: int) -> Deadline:
    """By weekends alone: a country's holidays take longer to load than all else here."""
    from axis_tui.deadline import deadline_of
    from axis_tui.store.read.case_subject import review_days_of

    found = tx.row(
        "SELECT c.id, c.time_zone FROM cancellation k JOIN carrier c ON c.id = k.carrier_id WHERE k.id = ?",
        (case_id,),
    )
    assert found is not None, "it was just made"
    return deadline_of(found[1], "", review_days_of(tx, found[0]), at)


def _dossier(tx: Tx, case_id: int, at: int) -> str:
    from axis_tui.domain.dossier import as_json
    from axis_tui.domain.dossier_content import dossier_of
    from axis_tui.store.read import cases
    from axis_tui.store.read.case_facts import facts_of

    # A transaction answers the read side's questions just as a reader does.
    case = cases.case(cast("Reader", tx), case_id)
    assert case is not None, "cases are never removed"
    return as_json(dossier_of(facts_of(tx, case), at))


def _chip_then(here: World) -> State:
    """The chip before it was emptied of that eSIM."""
    esim = next(esim for esim in here.esims if esim.nickname == CLOSED)
    row = profile(esim, 2) | {"profileState": "enabled"}
    return chip_state(here) | {"profiles": [row, lone_profile()], "notifications": [lone_notice()]}


def _proof(chip: State) -> str:
    from base64 import b64encode

    from axis_tui.demo.signature import signed

    row = euicc.notice(chip, _DELETE_SEQ)
    assert row is not None, "it was just deleted"
    return b64encode(signed(row, chip["info"]["eidValue"])).decode()
