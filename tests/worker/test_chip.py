"""The worker and the chip: read, changed, undone, notifications sent in order, alerts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from axis_tui.domain.word import AlertKind
from axis_tui.present.alert_words import alert_sentence
from axis_tui.store.read import alerts
from axis_tui.store.read import chip as read
from axis_tui.store.write import Tx
from axis_tui.store.write.chip_notice import due_notices
from axis_tui.worker.chip.alerts import judge_chip
from axis_tui.worker.engine import Engine
from tests.euicc.machine import ICCIDS, SERVER
from tests.worker.chip_world import EID, OTHER_EID, ChipWorld, chip_world, new_chip

FIRST, SECOND = ICCIDS


@pytest.fixture
def world(tmp_path: Path) -> Iterator[ChipWorld]:
    with chip_world(tmp_path / "world") as made:
        yield made


@pytest.fixture(autouse=True)
def _root(tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()


def test_the_chip_and_its_profiles_are_read_into_the_store(world: ChipWorld) -> None:
    japan = world.add_on_chip("Japan", 0)
    world.run(world.engine())
    (chip,) = read.chips(world.reader)
    assert (chip.eid, chip.device, chip.free_bytes) == (EID, "Router", 291_666)
    assert (world.profile(0).esim_id, world.profile(0).state) == (japan, "enabled")
    assert world.profile(1).esim_id is None
    assert world.row(japan).profile_state == "enabled"
    assert world.chip.can_reach(EID)
    assert not world.chip.can_reach(OTHER_EID)


def test_an_iccid_alone_identifies_nothing(world: ChipWorld) -> None:
    elsewhere = world.add("Elsewhere")
    world.write(lambda tx: tx.execute("UPDATE esim SET iccid = ? WHERE id = ?", (FIRST, elsewhere)))
    world.run(world.engine())
    assert world.profile(0).esim_id is None
    assert world.row(elsewhere).profile_state == "released"


def test_it_is_read_again_after_a_quarter_of_an_hour_and_what_has_gone_is_deleted(world: ChipWorld) -> None:
    japan = world.add_on_chip("Japan", 0)
    engine = world.engine()
    world.run(engine)
    assert world.chip.profile_state(japan) == "enabled"
    state = new_chip()
    state["profiles"] = state["profiles"][1:]
    world.machine.put(state)
    world.pass_time(901, engine)
    world.run(engine)
    assert world.chip.profile_state(japan) == "absent"
    assert world.row(japan).profile_state == "deleted"


def test_a_chip_that_cannot_be_read_is_not_taken_for_an_empty_one(world: ChipWorld) -> None:
    japan = world.add_on_chip("Japan", 0)
    engine = world.engine()
    world.run(engine)
    world.machine.fail(driver="no reader")
    assert world.request(ask := world.ask("chip_read"))[0] == "pending"
    world.run(engine)
    assert world.request(ask)[0] == "failed"
    assert world.chip.profile_state(japan) is None
    assert world.row(japan).profile_state == "enabled"


def test_a_profile_is_enabled_disabled_renamed_and_deleted_as_asked(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    second = world.profile(1).id
    asked = world.ask("chip_enable", profile_id=second)
    world.run(engine)
    assert world.request(asked) == ("done", "")
    assert world.on_chip() == {FIRST: "disabled", SECOND: "enabled"}
    world.ask("chip_rename", profile_id=second, name="Korea")
    world.run(engine)
    assert world.profile(1).nickname == "Korea"
    world.ask("chip_disable", profile_id=second)
    world.run(engine)
    assert world.on_chip()[SECOND] == "disabled"
    world.ask("chip_delete", profile_id=second)
    world.run(engine)
    assert world.on_chip() == {FIRST: "disabled"}
    (gone,) = [row for row in read.profiles(world.reader, gone=True) if row.gone_at is not None]
    assert gone.iccid == SECOND


def test_new_notifications_are_kept_sent_and_removed_in_order(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_delete", profile_id=world.profile(1).id)
    world.ask("chip_disable", profile_id=world.profile(0).id)
    world.run(engine, 60)
    assert world.machine.state["heard"] == [[SERVER, 7], [SERVER, 8]]
    assert world.machine.state["notifications"] == []
    assert [row.operation for row in world.notices()] == ["disable", "delete"]
    assert all(row.has_proof and row.sent_at and not row.is_on_chip for row in world.notices())
    words = [word for word in world.machine.words if word.startswith("notification") and "list" not in word]
    assert words[:3] == ["notification dump 7", "notification process 7", "notification remove 7"]


def old_notice() -> dict[str, object]:
    state = new_chip()
    state["notifications"] = [{"seqNumber": 3, "profileManagementOperation": "delete",
                               "notificationAddress": SERVER, "iccid": FIRST}]  # fmt: skip
    return state


def test_what_was_on_the_chip_before_us_is_sent_only_when_asked_or_before_a_new_one(world: ChipWorld) -> None:
    world.machine.put(old_notice())
    engine = world.engine()
    world.run(engine)
    assert world.machine.state["heard"] == []
    asked = world.ask("chip_notifications")
    world.run(engine)
    assert world.request(asked) == ("done", "")
    assert world.machine.state["heard"] == [[SERVER, 3]]


def test_a_server_that_does_not_answer_holds_its_own_back_and_is_tried_again(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.machine.fail(unreachable=[SERVER])
    world.ask("chip_delete", profile_id=world.profile(1).id)
    world.run(engine)
    (row,) = world.notices()
    assert (row.sent_at, row.is_on_chip, row.has_proof) == (None, True, True)
    assert "did not take" in row.error
    world.machine.fail()
    world.pass_time(901, engine)
    world.run(engine)
    assert world.machine.state["heard"] == [[SERVER, 7]]


def test_a_delete_notification_is_dropped_unsent_only_by_a_typed_word(world: ChipWorld) -> None:
    world.machine.put(old_notice())
    engine = world.engine()
    world.run(engine)
    (row,) = world.notices()
    refused = world.ask("chip_drop", notice_id=row.id)
    world.run(engine)
    assert "typed word" in world.request(refused)[1]
    assert len(world.machine.state["notifications"]) == 1
    world.ask("chip_drop", notice_id=row.id, confirmed=True)
    world.run(engine)
    assert world.machine.state["notifications"] == []
    assert world.notices()[0].unsent_confirmed
    assert world.machine.state["heard"] == []


def test_a_switch_that_nobody_confirms_is_undone(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    assert not world.chip.must_stay
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    world.run(engine)
    assert world.on_chip()[SECOND] == "enabled"
    assert read.switch_back(world.reader) is not None
    assert world.chip.must_stay
    world.pass_time(59, engine)
    world.run(engine)
    assert world.on_chip()[SECOND] == "enabled"
    world.pass_time(1, engine)
    world.run(engine)
    assert world.on_chip() == {FIRST: "enabled", SECOND: "disabled"}
    assert read.switch_back(world.reader) is None
    assert not world.chip.must_stay


def test_that_a_switch_went_back_is_told_until_the_next_one_or_for_a_day(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)

    def goes_back() -> None:
        world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
        world.run(engine)
        world.pass_time(61, engine)
        world.run(engine)

    assert read.went_back(world.reader) is None
    goes_back()
    assert read.went_back(world.reader) == read.WentBackRow("Axis 1", world.wall)
    world.ask("chip_enable", profile_id=world.profile(1).id)
    world.run(engine)
    assert read.went_back(world.reader) is None
    world.ask("chip_enable", profile_id=world.profile(0).id)
    world.run(engine)
    goes_back()
    told_at = world.wall
    world.write(lambda tx: judge_chip(tx, told_at + 86_399))
    assert read.went_back(world.reader) == read.WentBackRow("Axis 1", told_at)
    world.write(lambda tx: judge_chip(tx, told_at + 86_400))
    assert read.went_back(world.reader) is None


def test_a_switch_cannot_be_confirmed_before_it_is_made(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    early = world.ask("chip_confirm")
    world.run(engine)
    assert world.request(early)[0] == "failed"
    assert world.on_chip()[SECOND] == "enabled"
    assert read.switch_back(world.reader) is not None


def test_a_switch_that_is_confirmed_stays(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    world.run(engine)
    confirmed = world.ask("chip_confirm")
    world.run(engine)
    assert world.request(confirmed)[0] == "done"
    world.pass_time(600, engine)
    world.run(engine)
    assert world.on_chip()[SECOND] == "enabled"
    late = world.ask("chip_confirm")
    world.run(engine)
    assert world.request(late)[0] == "failed"


def test_disabling_all_is_undone_too(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_disable", profile_id=world.profile(0).id, revert_s=60)
    world.run(engine)
    assert world.on_chip()[FIRST] == "disabled"
    world.pass_time(60, engine)
    world.run(engine)
    assert world.on_chip()[FIRST] == "enabled"


def test_a_switch_is_undone_by_the_next_worker(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    world.run(engine)
    world.wall += 61
    world.run(world.engine())
    assert world.on_chip()[FIRST] == "enabled"


def test_a_switch_is_undone_on_a_clock_that_was_set_back(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    world.run(engine)
    world.wall -= 86_400
    again = world.engine()
    world.pass_time(61, again)
    world.run(again)
    assert world.on_chip()[FIRST] == "enabled"


def test_going_back_is_tried_until_the_chip_obeys(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    world.run(engine)
    world.machine.fail(driver="no reader")
    world.pass_time(60, engine)
    world.run(engine)
    assert world.on_chip()[SECOND] == "enabled"
    world.machine.fail()
    world.pass_time(6, engine)
    world.run(engine)
    assert world.on_chip()[FIRST] == "enabled"


def code_file(world: ChipWorld, code: str) -> str:
    name = "chip-code-1"
    (world.root / "state").mkdir(exist_ok=True)
    (world.root / "state" / name).write_text(json.dumps({"code": code}))
    return name


def test_a_profile_is_downloaded_and_its_code_is_nowhere_in_the_store(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    asked = world.ask("chip_download", code_file=code_file(world, f"LPA:1${SERVER}$OFFER-1"))
    world.run(engine)
    assert world.request(asked) == ("done", "")
    assert "8981100000000000001" in world.on_chip()
    assert not (world.root / "state" / "chip-code-1").exists()
    assert b"OFFER-1" not in world.path.read_bytes()


def test_a_download_by_an_esims_code_is_that_esims(world: ChipWorld) -> None:
    japan = world.add("Japan")
    code = f"LPA:1${SERVER}$OFFER-1"
    world.write(lambda tx: tx.execute("UPDATE esim SET activation_code = ? WHERE id = ?", (code, japan)))
    engine = world.engine()
    world.ask("chip_download", esim_id=japan)
    world.run(engine)
    (row,) = [row for row in read.profiles(world.reader) if row.esim_id == japan]
    assert row.iccid == "8981100000000000001"
    assert world.row(japan).profile_state == "disabled"


def download_held_at(world: ChipWorld, step: str) -> tuple[Engine, list[Thread], int]:
    """A download in a thread of its own that has come to that step of lpac's, and the request's number."""
    engine, threads = world.engine(), list[Thread]()
    world.run(engine)

    def spawn(work: Callable[[], None]) -> None:
        threads.append(Thread(target=work, daemon=True))
        threads[-1].start()

    world.spawn = spawn
    world.machine.fail(waits_at=step)
    asked = world.ask("chip_download", code_file=code_file(world, f"LPA:1${SERVER}$OFFER-1"))
    while progress(world, asked) != step:
        engine.step()
        assert world.woken.wait(20), "the chip is silent"
        world.woken.clear()
        engine.step()
    return engine, threads, asked


def test_a_running_download_is_given_up_and_installs_nothing(world: ChipWorld) -> None:
    before = world.on_chip()
    engine, threads, asked = download_held_at(world, "es9p_initiate_authentication")
    assert world.request(asked) == ("pending", "")
    assert not (world.root / "state" / "chip-code-1").exists(), "it was taken away when it was read"
    other = world.ask("chip_cancel", request_id=asked + 1)
    cancel = world.ask("chip_cancel", request_id=asked)
    engine.step()
    assert "no such download" in world.request(other)[1]
    assert world.request(cancel) == ("done", "")
    threads[-1].join(20)
    engine.step()
    state, why = world.request(asked)
    assert (state, "nothing was installed" in why) == ("failed", True), why
    assert world.on_chip() == before
    world.spawn = lambda work: work()
    world.machine.fail()
    again = world.ask("chip_rename", profile_id=world.profile(0).id, name="Free")
    late = world.ask("chip_cancel", request_id=asked)
    world.run(engine)
    assert world.request(again) == ("done", ""), "the chip is free for the next"
    assert world.request(late)[0] == "failed"


def test_what_is_being_written_to_the_chip_is_not_given_up_any_more(world: ChipWorld) -> None:
    engine, threads, asked = download_held_at(world, "es10b_load_bound_profile_package")
    late = world.ask("chip_cancel", request_id=asked)
    engine.step()
    assert world.request(late) == ("failed", "it is too late: the chip is being written")
    world.machine.fail()
    threads[-1].join(20)
    engine.step()
    assert world.request(asked) == ("done", "")


def progress(world: ChipWorld, request_id: int) -> str:
    """How far a request has come, as a person is told."""
    (found,) = world.reader.row("SELECT progress FROM request WHERE id = ?", (request_id,)) or ("",)
    return str(found)


def test_a_download_that_was_interrupted_is_not_begun_again(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    asked = world.ask("chip_download", code_file=code_file(world, f"LPA:1${SERVER}$OFFER-1"))
    world.write(lambda tx: tx.execute("UPDATE request SET progress = 'begun' WHERE id = ?", (asked,)))
    world.run(world.engine())
    assert "in the middle of it" in world.request(asked)[1]
    assert not any("download" in word for word in world.machine.words)


@pytest.mark.parametrize("kind", ["chip_enable", "chip_disable", "chip_delete"])
def test_a_change_whose_answer_was_lost_is_made_once(world: ChipWorld, kind: str) -> None:
    engine = world.engine()
    world.run(engine)
    index = 0 if kind == "chip_disable" else 1
    world.machine.fail(on=f"profile {kind.removeprefix('chip_')}", cut=0)
    asked = world.ask(kind, profile_id=world.profile(index).id)
    world.run(engine)
    assert world.request(asked) == ("done", "")
    assert sum(word.startswith(f"profile {kind.removeprefix('chip_')}") for word in world.machine.words) == 1


def test_alerts_stand_as_long_as_chip_and_plans_disagree(world: ChipWorld) -> None:
    world.add_on_chip("Japan", 0)
    missing = world.add("Missing", plan=None)
    world.write(lambda tx: tx.execute("UPDATE esim SET device_id = 1 WHERE id = ?", (missing,)))
    engine = world.engine()
    world.run(engine)
    assert ("unknown_on_chip", 0, "open") in world.alerts()
    world.add_on_chip("Korea", 1)
    world.pass_time(901, engine)
    world.run(engine)
    assert ("unknown_on_chip", 0, "resolved") in world.alerts()
    world.pass_time(31 * 86_400, engine)
    world.is_synchronised = True
    world.run(engine)
    assert "enabled_expired" in {kind for kind, _threshold, _state in world.alerts("open")}


def test_what_went_away_and_comes_back_is_raised_anew_but_no_more_than_once_an_hour(world: ChipWorld) -> None:
    japan = world.add_on_chip("Japan", 0)
    engine = world.engine()
    world.run(engine)
    world.pass_time(31 * 86_400, engine)
    world.is_synchronised = True
    world.run(engine)
    begun = world.wall

    def judged(state: str, minute: int) -> tuple[int, list[str]]:
        """How many are new, and what became of each so far."""

        def change(tx: Tx) -> int:
            tx.execute("UPDATE profile SET state = ? WHERE esim_id = ?", (state, japan))
            return sum(each.kind is AlertKind.ENABLED_EXPIRED for each in judge_chip(tx, begun + minute * 60))

        new = world.write(change)
        return new, [found for kind, _nth, found in world.alerts() if kind == "enabled_expired"]

    assert judged("enabled", 1) == (0, ["open"])
    assert judged("disabled", 2) == (0, ["resolved"])
    assert judged("enabled", 3) == (0, ["open"]), "it stands again, and nobody is told twice"
    assert judged("disabled", 4) == (0, ["resolved"])
    assert judged("enabled", 61) == (1, ["resolved", "open"])
    assert judged("enabled", 500) == (0, ["resolved", "open"])
    for minute in range(501, 601):
        assert judged(("enabled", "disabled")[minute % 2], minute)[0] <= 1
    assert len(judged("enabled", 601)[1]) == 4, "a flicker of a hundred minutes is two more"


def test_an_alert_of_an_esim_without_service_says_so_once_it_is_so(world: ChipWorld) -> None:
    world.add_on_chip("Japan", 0)
    engine = world.engine()
    world.run(engine)
    world.pass_time(31 * 86_400, engine)
    world.is_synchronised = True
    world.run(engine)

    def told() -> str:
        (row,) = [row for row in alerts.page(world.reader, 9) if row.kind is AlertKind.ENABLED_EXPIRED]
        return alert_sentence(row, world.wall, "UTC")

    assert told() == "Japan is enabled on the chip and its plan is over"
    world.write(lambda tx: tx.execute("UPDATE overview SET status = 'service_ended'"))
    world.write(lambda tx: judge_chip(tx, world.wall))
    assert told() == "Japan is enabled on the chip and has no service"


def test_a_case_goes_step_by_step(world: ChipWorld) -> None:
    korea = world.add_on_chip("Korea", 1)
    engine = world.engine()
    world.run(engine)
    chip = world.chip
    chip.held = frozenset({korea})
    assert chip.profile_state(korea) == "disabled"
    chip.ask("delete", korea)
    chip.ask("delete", korea)
    world.run(engine)
    assert (chip.profile_state(korea), chip.notice(korea), chip.proof(korea)) == ("absent", "pending", None)
    for step in ("keep", "notify"):
        chip.ask(step, korea)
        world.run(engine)
    assert (chip.proof(korea), chip.notice(korea), chip.is_notice_sent(korea)) == (
        "vzcwgQ==",
        "pending",
        True,
    )
    chip.ask("tidy", korea)
    world.run(engine)
    assert (chip.notice(korea), world.machine.state["notifications"]) == ("none", [])
    assert chip.failure(korea) is None


def test_a_server_hears_of_the_disabling_before_the_deletion(world: ChipWorld) -> None:
    japan = world.add_on_chip("Japan", 0)
    world.machine.fail(unreachable=[SERVER])
    engine = world.engine()
    world.run(engine)
    chip = world.chip
    chip.held = frozenset({japan})
    for step in ("disable", "delete", "keep", "notify"):
        chip.ask(step, japan)
        world.run(engine)
    assert chip.failure(japan) is not None
    assert world.machine.state["heard"] == []
    world.machine.fail()
    for _ in range(2):
        chip.ask("notify", japan)
        world.run(engine)
    assert [seq for _server, seq in world.machine.state["heard"]] == [7, 8]
    assert chip.is_notice_sent(japan)
    assert chip.notice(japan) == "pending", "the proof stays on the chip until its case has it"


def test_a_step_that_the_chip_refuses_says_why(world: ChipWorld) -> None:
    state = new_chip()
    state["profiles"][1]["ppr"] = True
    world.machine.put(state)
    korea = world.add_on_chip("Korea", 1)
    engine = world.engine()
    world.run(engine)
    world.chip.ask("delete", korea)
    world.run(engine)
    assert type(world.chip.failure(korea)).__name__ == "NotAllowed"
    assert world.chip.profile_state(korea) == "disabled"


def test_another_chip_in_the_slot_is_never_changed(world: ChipWorld) -> None:
    engine = world.engine()
    world.run(engine)
    profile_id = world.profile(1).id
    world.machine.put(new_chip(OTHER_EID))
    asked = world.ask("chip_delete", profile_id=profile_id)
    world.run(engine)
    assert "another chip" in world.request(asked)[1]
    assert len(world.on_chip()) == 2


def test_nothing_is_sent_for_the_rest_of_the_store(world: ChipWorld) -> None:
    world.run(world.engine())
    with world.writer.transaction() as tx:
        assert due_notices(tx, EID, all_of_them=True) == []
