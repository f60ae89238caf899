"""Cancelling from the command line: nothing without a word, each step recorded, proof that can be checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.renewal_word import OrderState
from axis_tui.store.read import cases, open_reader
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write.order_steps import lose
from tests.cli.home import Said
from tests.cli.renewal_home import CARRIER, GB, HAND, ICCID, RenewalHome, pin_file

DONE_BY_HAND = ("disabled", "deleted", "notified")


def cancel(shop: RenewalHome, name: str, *argv: str, reason: str = "replaced") -> Said:
    """Asks for an end, by its name."""
    return shop.axis("cancel", name, "--reason", reason, *argv)


def told(shop: RenewalHome, *argv: str) -> Said:
    """`axis-tui cancellations …`."""
    return shop.axis("cancellations", *argv)


def case(shop: RenewalHome, number: int = 1) -> CaseRow:
    """The case as the store has it."""
    with open_reader(shop.home.store) as reader:
        row = cases.case(reader, number)
    assert row is not None
    return row


def count(shop: RenewalHome) -> int:
    """How many cases there are."""
    with open_reader(shop.home.store) as reader:
        return len(cases.page(reader, 100))


def test_a_dry_run_tells_the_checklist_and_asks_for_nothing(shop: RenewalHome) -> None:
    said = cancel(shop, "Japan", "--dry-run")
    assert said.code == 0
    assert "shows once a worker has met it" in " ".join(said.out.split())
    shop.axis("worker", "--once")
    said = cancel(shop, "Japan", "--dry-run")
    assert "✓ reason: device replaced" in said.out
    assert "▲ about " in said.out
    assert re.search(r"^Lost +\d+ days and 1\.0 GB of “.*”$", said.out, re.M)
    assert "would ask Axis Mobile to end “Japan”" in said.out
    assert "✕" not in said.out, "the backup comes with the request"
    by_hand = " ".join(cancel(shop, "Korea", "--dry-run").out.split())
    assert "would ask" not in by_hand
    assert "no program reaches Handy: you would hand the request over yourself" in by_hand
    assert count(shop) == 0
    assert not list((shop.home.path / "state").glob("backups/*"))


def test_it_takes_the_esims_name_and_nothing_else(shop: RenewalHome) -> None:
    assert cancel(shop, "Japan", "--no-input").code == 2
    assert "add --confirm=“Japan”" in cancel(shop, "Japan", "--no-input").err
    assert cancel(shop, "Japan", "--confirm=japan").code == 2
    assert count(shop) == 0
    assert not list((shop.home.path / "state").glob("backups/*")), "none is left of what was not asked for"


def test_other_reasons_need_words(shop: RenewalHome) -> None:
    said = cancel(shop, "Japan", "--confirm=Japan", reason="other")
    assert said.code == 1
    assert "write why" in said.err
    assert "✕" in said.out
    assert cancel(shop, "Japan", "--confirm=Japan", "--notes", "moving", reason="other").code == 0


def test_an_order_in_doubt_stands_in_the_way(shop: RenewalHome) -> None:
    shop.turn(drop="after")
    shop.renew("--confirm=9.00", "--wait", "0")
    shop.write(lambda tx: tx.execute("UPDATE renewal SET state = 'sent', first_sent_at = 1 WHERE id = 1"))
    shop.write(lambda tx: lose(tx, 1, 2_000_000_000, "no answer"))
    assert shop.order(1).state is OrderState.UNKNOWN
    said = cancel(shop, "Japan", "--confirm=Japan")
    assert (said.code, count(shop)) == (1, 0)
    assert "1 renewal is not at its end" in said.err


def test_a_request_goes_to_the_carrier_and_cannot_be_made_twice(shop: RenewalHome) -> None:
    said = cancel(shop, "Japan", "--confirm=Japan", "--contact", "me@example.com")
    assert said.code == 0, said.err
    assert "case C-0001" in said.out
    row = case(shop)
    assert (row.state.value, row.reference, row.uses_api) == ("in_review", "SC000001", True)
    shown = told(shop, "show", "1")
    assert "Answer to  me@example.com" in shown.out
    assert "does not go on by itself now. No worker runs" in shown.err
    backup = shop.home.path / "state" / "backups" / row.backup_file
    assert backup.stat().st_mode & 0o777 == 0o600
    again = cancel(shop, "Japan", "--confirm=Japan")
    assert (again.code, count(shop)) == (1, 1)
    assert "another cancellation of this eSIM is open" in again.err


def test_the_pin_is_asked_before_a_request_and_before_a_removal(
    shop: RenewalHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    from axis_tui.store.write.approval import set_pin

    shop.write(lambda tx: set_pin(tx, "482915", 1))
    wrong, right = pin_file(shop, "111222"), pin_file(shop, "482915")
    assert cancel(shop, "Korea", "--confirm=Korea", "--no-input").code == 2
    assert cancel(shop, "Korea", "--confirm=Korea", "--pin-file", wrong).code == 1
    assert count(shop) == 0
    assert cancel(shop, "Korea", "--confirm=Korea", "--pin-file", right).code == 0
    assert told(shop, "approve", "1", "--reference", "by phone").code == 0
    assert told(shop, "remove", "1", "--confirm", "Korea", "--pin-file", wrong).code == 1
    assert case(shop).confirmed_at is None
    assert told(shop, "remove", "1", "--confirm", "Korea", "--pin-file", right).code == 0
    assert case(shop).confirmed_at is not None


def test_a_carrier_that_a_person_asks_is_followed_by_what_the_person_records(shop: RenewalHome) -> None:
    assert cancel(shop, "Korea", "--confirm=Korea").code == 0
    assert "Handy" in told(shop, "show", "C-0001").out
    shown = told(shop, "show", "1")
    assert "asked 1" in shown.out
    assert shown.err == "", "nothing of it is a worker’s"
    asking = told(shop, "request", "1").out
    for words in ("Please end the service", "Handy", "Our case: C-0001", "Reason: "):
        assert words in asking
    assert set(told(shop, "request", "1", "--json").json) >= {"subject", "body", "short"}
    assert len(told(shop, "request", "1", "--short").out) <= 301
    said = told(shop, "asked", "1", "--reference", "H-77")
    assert said.code == 0
    assert "its answer is due" in said.out
    assert told(shop, "request", "1").code == 1
    shown = told(shop, "show", "1").out
    assert "─› under review ─ approved" in shown.replace("\n", "")
    assert "0 of 5 working days, answer due" in shown or "1 of 5 working days" in shown
    assert told(shop, "approve", "1").code == 0
    assert told(shop, "remove", "1", "--confirm", "Korea").code == 0
    assert case(shop).state.value == "removing"
    for step in DONE_BY_HAND:
        assert told(shop, "step", "1", step).code == 0
    assert told(shop, "ended", "1", "--confirmation", "Ended today, says Ms Kim.").code == 0
    shop.axis("worker", "--once")
    assert case(shop).state.value == "closed"
    page = told(shop, "export", "1")
    assert "# Cancellation C-0001" in page.out
    assert "Ended today, says Ms Kim." in page.out
    assert "Not proven: the chip's signed notification" in page.out


def test_a_refusal_is_recorded_with_its_reason(shop: RenewalHome) -> None:
    cancel(shop, "Korea", "--confirm=Korea")
    told(shop, "asked", "1")
    assert told(shop, "reject", "1", "--why", " ").code == 2
    assert told(shop, "reject", "1", "--why", "a bill is open").code == 0
    assert told(shop, "reject", "1", "--why", "something else").code == 0
    assert (case(shop).state.value, case(shop).rejection) == ("rejected", "a bill is open")
    assert told(shop, "approve", "1").code == 1


def doctored(shop: RenewalHome) -> list[tuple[str, str]]:
    """What `doctor` finds about cancellations: check and grade."""
    found = shop.axis("doctor", "--json").json["findings"]
    words = ("cancellation", "withdrawal", "deletion")
    return [(row["check"], row["grade"]) for row in found if row["check"] in words]


def test_the_doctor_tells_whose_turn_it_is_and_of_a_deletion_that_no_carrier_knows(shop: RenewalHome) -> None:
    assert doctored(shop) == []
    cancel(shop, "Korea", "--confirm=Korea")
    assert doctored(shop) == [("cancellation", "warn")]
    told(shop, "asked", "1")
    assert doctored(shop) == [("cancellation", "ok")]
    for change in (
        "UPDATE cancellation SET deadline_on = '2020-01-01'",
        "INSERT INTO chip (eid, first_seq, first_read_at, read_at) VALUES ('E', 0, 0, 0)",
        "INSERT INTO notification (eid, seq, operation, is_new, seen_at) VALUES ('E', 1, 'delete', 1, 0)",
    ):
        shop.write(lambda tx, change=change: tx.execute(change))
    assert doctored(shop) == [("cancellation", "warn"), ("deletion", "warn")]
    assert "is late" in shop.axis("doctor").out


def test_a_withdrawn_case_is_taken_back_at_its_carrier_too(shop: RenewalHome) -> None:
    cancel(shop, "Japan", "--confirm=Japan")
    assert told(shop, "withdraw", "1", "--dry-run").code == 0
    assert case(shop).state.value == "in_review"
    said = told(shop, "withdraw", "1")
    assert (said.code, said.err) == (0, "")
    assert (case(shop).state.value, case(shop).recall.value) == ("withdrawn", "told")
    assert told(shop).out == "No cancellation is open; all of them: --all\n"
    assert "C-0001" in told(shop, "--all").out


def test_a_person_is_told_to_tell_a_carrier_that_has_carried_it_out(shop: RenewalHome) -> None:
    shop.turn(review_s=0, ends_s=3_600)
    cancel(shop, "Japan", "--confirm=Japan")
    assert case(shop).state.value == "approved"
    shop.far.end_service(case(shop).esim_reference)
    said = told(shop, "withdraw", "1")
    assert said.code == 0
    assert "tell it that you took it back" in said.err
    assert case(shop).recall.value == "refused"
    assert "tell it yourself" in told(shop, "show", "1").out
    assert ("withdrawal", "warn") in doctored(shop)
    assert "1 cancellation waits for you: axis-tui cancellations" in shop.axis("status").out
    assert told(shop, "told", "1", "--dry-run").code == 0
    assert case(shop).recall.value == "refused"
    assert told(shop, "told", "1").out == "recorded: Axis Mobile knows that cancellation 1 is withdrawn\n"
    assert case(shop).recall.value == "told"
    assert doctored(shop) == []


def test_what_the_carrier_is_known_to_have_ended_is_not_taken_back(shop: RenewalHome) -> None:
    shop.turn(review_s=0, ends_s=0)
    cancel(shop, "Japan", "--confirm=Japan")
    for _ in range(2):
        shop.axis("worker", "--once")
    assert case(shop).confirmation.startswith("By its interface")
    said = told(shop, "withdraw", "1")
    assert (said.code, case(shop).state.value) == (1, "approved")
    assert "has ended the service already" in said.err
    assert "has ended the service. " in told(shop, "show", "1").out


def test_a_lost_device_is_ended_by_the_carrier_and_proven_so(shop: RenewalHome) -> None:
    shop.turn(review_s=0)
    cancel(shop, "Japan", "--confirm=Japan", reason="lost")
    for _ in range(3):
        shop.axis("worker", "--once")
    assert case(shop).state.value == "approved"
    assert told(shop, "remove", "1", "--confirm", "Japan").code == 0
    assert case(shop).state.value == "closed"
    shown = told(shop, "show", "1").out
    assert "taken as ended, by the carrier’s word" in " ".join(shown.split())
    assert "by the carrier on its side" in told(shop, "export", "1").out


def test_lists_say_the_same_to_people_pipes_and_scripts(shop: RenewalHome) -> None:
    cancel(shop, "Japan", "--confirm=Japan")
    assert "C-0001  Japan" in told(shop).out
    header, row = told(shop, "--plain").out.splitlines()
    assert dict(zip(header.split("\t"), row.split("\t"), strict=True))["state"] == "in_review"
    found = told(shop, "--json").json
    assert found["schema"] == "axis-tui/cancellations/1"
    (only,) = found["cancellations"]
    assert (only["case"], only["iccid"], only["recall"]) == ("C-0001", "…0011", None)
    shown: dict[str, Any] = told(shop, "show", "1", "--json").json
    assert [event["event"] for event in shown["events"]][:2] == ["drafted", "submit"]
    assert ICCID not in told(shop, "show", "1").out
    assert ICCID in told(shop, "show", "1", "--reveal").out


def test_json_of_a_request_holds_checks_and_case(shop: RenewalHome) -> None:
    dry = cancel(shop, "Japan", "--dry-run", "--json").json
    assert (dry["is_blocked"], dry["case"], dry["is_asked_by_program"]) == (False, None, None)
    assert "blocks" not in {check["level"] for check in dry["checks"]}
    assert not {check["code"] for check in dry["checks"]} & {"backup_missing", "backup_made"}
    found = cancel(shop, "Japan", "--confirm=Japan", "--json").json
    assert found["case"]["case"] == "C-0001"
    assert "backup_made" in {check["code"] for check in found["checks"]}
    (running,) = found["lost"]
    assert running == dry["lost"][0]
    assert (running["left_bytes"], running["is_started"]) == (GB, True)
    assert (running["worth"]["minor"] > 0, found["is_asked_by_program"]) == (True, True)
    levels = [check["level"] for check in found["checks"]]
    assert levels == sorted(levels, key=("blocks", "warns", "ok").index)


def test_a_chase_names_the_facts_and_no_secret(shop: RenewalHome) -> None:
    cancel(shop, "Japan", "--confirm=Japan")
    said = told(shop, "chase", "1")
    assert said.code == 0
    assert "SC000001" in said.out
    assert CARRIER in said.out
    assert len(told(shop, "chase", "1", "--short").out) <= 301
    assert set(told(shop, "chase", "1", "--json").json) >= {"subject", "body", "short"}
    told(shop, "withdraw", "1")
    assert told(shop, "chase", "1").code == 1
    assert told(shop, "show", "1", "--json").json["cancellation"]["recall"] == "told"


@pytest.mark.parametrize("form", ["--json", "--markdown"])
def test_an_export_is_private_whole_and_every_change_of_it_is_found(
    form: str, shop: RenewalHome, tmp_path: Path
) -> None:
    cancel(shop, "Japan", "--confirm=Japan")
    told(shop, "withdraw", "1")
    file = tmp_path / "dossier"
    said = told(shop, "export", "1", form, "--to", str(file))
    assert said.code == 0, said.err
    assert file.stat().st_mode & 0o777 == 0o600
    assert told(shop, "export", "1", form, "--to", str(file)).code == 2
    whole = told(shop, "verify", str(file))
    assert (whole.code, len(whole.out.splitlines())) == (0, 1)
    seal = said.err.rstrip().rpartition(" ")[2]
    assert told(shop, "verify", str(file), "--seal", seal).code == 0
    assert told(shop, "verify", str(file), "--seal", "0" * 64).code == 1
    verdict = told(shop, "verify", str(file), "--json").json
    assert (verdict["is_whole"], verdict["fault"], verdict["seal"]) == (True, None, seal)
    text = file.read_text("utf-8")
    file.write_text(text.replace("Axis Mobile", "Axis Mobil3", 1), "utf-8")
    changed = told(shop, "verify", str(file))
    assert (changed.code, len(changed.err.splitlines())) == (1, 1)
    verdict = told(shop, "verify", str(file), "--json").json
    assert (verdict["is_whole"], verdict["fault"]) == (False, "part")
    assert verdict["first_wrong"] in verdict["line"]


def test_a_closed_cases_export_is_the_same_every_time(shop: RenewalHome) -> None:
    shop.turn(review_s=0)
    cancel(shop, "Japan", "--confirm=Japan", reason="lost")
    for _ in range(3):
        shop.axis("worker", "--once")
    told(shop, "remove", "1", "--confirm", "Japan")
    first = told(shop, "export", "1", "--json").out
    assert first == told(shop, "export", "1", "--json").out
    assert json.loads(first)["schema"] == "axis-tui/cancellation/1"


def test_what_is_no_dossier_is_said_in_one_line(shop: RenewalHome, tmp_path: Path) -> None:
    assert told(shop, "verify", str(tmp_path / "none")).code == 2
    assert told(shop, "verify", str(tmp_path)).code == 2
    (tmp_path / "x").write_bytes(b"\xff\x00{")
    said = told(shop, "verify", str(tmp_path / "x"))
    assert (said.code, len(said.err.splitlines())) == (1, 1)


@pytest.mark.parametrize("action", ["show", "withdraw", "approve", "chase", "export"])
def test_a_case_that_is_not_there_is_said(action: str, shop: RenewalHome) -> None:
    assert told(shop, action, "7").code == 1
    assert told(shop, action, "seven").code == 2


def test_a_card_number_is_stored_nowhere(shop: RenewalHome) -> None:
    card = "4111 1111 1111 1111"
    assert cancel(shop, "Korea", "--confirm=Korea", "--notes", card).code == 2
    long = cancel(shop, "Korea", "--confirm=Korea", "--contact", "x" * 201)
    assert (long.code, "--contact: 200 characters at most" in long.err) == (2, True)
    cancel(shop, "Korea", "--confirm=Korea")
    assert told(shop, "asked", "1", "--reference", card).code == 2
    assert told(shop, "reject", "1", "--why", card).code == 2


def test_one_that_cannot_go_on_is_ended_by_hand(shop: RenewalHome) -> None:
    cancel(shop, "Korea", "--confirm=Korea")
    told(shop, "approve", "1")
    assert told(shop, "give-up", "1", "--why", "gone").code == 1
    told(shop, "remove", "1", "--confirm", "Korea")
    assert told(shop, "give-up", "1", "--why", "Handy is no more").code == 0
    assert case(shop).state.value == "unproven"
    assert HAND in told(shop, "export", "1").out


def test_what_is_known_of_a_carrier_is_reckoned_with(shop: RenewalHome) -> None:
    said = told(
        shop, "policy", "handy", "--fee", "5.00 USD", "--refund", "pro-rata", "--review-days", "3",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert told(shop, "policy", "handy", "--notice-days", "400").code == 2
    assert told(shop, "policy", "handy", "--rules", "no-disable,never").code == 2
    korea = "(SELECT id FROM esim WHERE nickname = 'Korea')"
    shop.write(lambda tx: tx.execute("INSERT INTO chip VALUES ('E', NULL, '', 0, '', '', '', 0, 0, 0, NULL)"))
    shop.write(lambda tx: tx.execute(
        "INSERT INTO profile (eid, state, esim_id, first_seen_at, seen_at, gone_at, rules)"
        f" VALUES ('E', 'enabled', {korea}, 0, 0, NULL, 'ppr1')"
    ))  # fmt: skip
    for typed, kept, learned in (
        ("unknown", None, "ppr1"), ("no-delete, no-disable", "ppr1,ppr2", "ppr1"), ("none", "", ""),
    ):  # fmt: skip
        assert told(shop, "policy", "handy", "--rules", typed).code == 0
        with open_reader(shop.home.store) as reader:
            assert reader.row("SELECT profile_rules FROM carrier WHERE name = 'Handy'") == (kept,)
            assert reader.row("SELECT rules FROM profile") == (learned,)
    shop.write(lambda tx: tx.execute("UPDATE profile SET gone_at = 0"))
    shown = cancel(shop, "Korea", "--dry-run").out
    assert "▲ fee: 5.00 USD" in shown
    assert "refund: at most" in shown
    cancel(shop, "Korea", "--confirm=Korea")
    told(shop, "asked", "1")
    assert case(shop).review_days == 3
