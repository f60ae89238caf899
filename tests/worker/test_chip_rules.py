"""Rules of a profile against its removal: learned from the chip, and heard by a cancellation's checklist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.cancellation import Reason
from axis_tui.domain.cancellation_check import checks
from axis_tui.domain.cancellation_word import PolicyRule
from axis_tui.store.read.case_subject import look
from axis_tui.store.write.profile_rule import lift_rules
from tests.euicc.machine import ICCIDS
from tests.worker.chip_world import ChipWorld, chip_world, new_chip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[ChipWorld]:
    (tmp_path / "world").mkdir()
    with chip_world(tmp_path / "world") as made:
        yield made


def chip_with(world: ChipWorld, table: list[dict[str, Any]] | None, **profile: object) -> None:
    """The chip tells that table of rules, and its enabled profile has these words."""
    state = new_chip()
    state["info"]["EUICCInfo2"]["forbiddenProfilePolicyRules"] = []
    state["info"]["rulesAuthorisationTable"] = table
    state["profiles"][0] |= profile
    world.machine.put(state)


def rules_told(world: ChipWorld, esim_id: int) -> list[str]:
    """What the checklist of a cancellation says of the profile's rules."""
    found = look(world.reader, esim_id, Reason.REPLACED, "", "", world.wall, world.wall)
    assert found is not None
    return [check.code.value for check in checks(found.subject) if check.code.value.startswith("rule")]


def test_a_chip_that_allows_no_rules_proves_that_none_is_in_the_way(world: ChipWorld) -> None:
    chip_with(world, [])
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    assert rules_told(world, japan) == ["rules_none"]
    chip_with(world, None)
    world.ask("chip_read")
    world.run(engine)
    assert rules_told(world, japan) == ["rules_none"], "what it once told is not forgotten"


def test_a_chip_that_allows_rules_is_a_warning_and_one_that_tells_nothing_is_not(world: ChipWorld) -> None:
    chip_with(world, None)
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    assert rules_told(world, japan) == ["rules_allow"]
    chip_with(world, [{"pprIds": ["pprUpdateControl", "ppr2"], "allowedOperators": [], "pprFlags": []}])
    world.ask("chip_read")
    world.run(engine)
    assert rules_told(world, japan) == ["rules_may_forbid"]


@pytest.mark.parametrize("by", ["a case", "chip_disable", "chip_delete"])
def test_a_rule_that_the_chip_refused_by_is_known_until_it_is_disproved_or_the_profile_is_gone(
    by: str, world: ChipWorld
) -> None:
    chip_with(world, [], ppr=True)
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    if by == "a case":
        world.chip.ask("disable", japan)
    else:
        world.ask(by, profile_id=world.profile(0).id)
    world.run(engine)
    assert rules_told(world, japan) == ["rule_no_disable"]
    world.ask("chip_read")
    world.run(engine)
    assert rules_told(world, japan) == ["rule_no_disable"], "reading it again proves nothing"
    chip_with(world, [])
    world.ask("chip_disable", profile_id=world.profile(0).id)
    world.run(engine)
    assert world.profile(0).state == "disabled"
    assert world.reader.row("SELECT rules FROM profile WHERE iccid = ?", (ICCIDS[0],)) == ("",)
    world.ask("chip_enable", profile_id=world.profile(0).id)
    world.run(engine)
    assert rules_told(world, japan) == ["rules_none"], "it could be disabled, so it can be again"
    chip_with(world, [], ppr=True, profileState="disabled")
    world.ask("chip_read")
    world.run(engine)
    world.ask("chip_delete", profile_id=world.profile(0).id)
    world.run(engine)
    assert rules_told(world, japan) == ["rule_no_delete"]
    chip_with(world, [], isdpAid="A000000559100000000000000000009F", ppr=True)
    world.ask("chip_read")
    world.run(engine)
    assert world.reader.row("SELECT rules FROM profile WHERE gone_at IS NOT NULL") == ("ppr2",)
    assert world.reader.row("SELECT rules FROM profile WHERE gone_at IS NULL ORDER BY id DESC") == ("",)


def test_a_rule_is_forgotten_once_its_carrier_says_that_there_is_none(world: ChipWorld) -> None:
    chip_with(world, None, ppr=True)
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    world.ask("chip_disable", profile_id=world.profile(0).id)
    world.run(engine)
    carrier_id = world.reader.row("SELECT carrier_id FROM esim WHERE id = ?", (japan,))[0]
    world.write(lambda tx: lift_rules(tx, carrier_id, frozenset({PolicyRule.NO_DISABLE})))
    assert rules_told(world, japan) == ["rule_no_disable"], "this one it names"
    world.write(lambda tx: lift_rules(tx, carrier_id + 1, frozenset()))
    assert rules_told(world, japan) == ["rule_no_disable"], "another carrier’s word is about others"
    world.write(lambda tx: lift_rules(tx, carrier_id, frozenset()))
    assert rules_told(world, japan) == ["rules_allow"]
