"""The sandbox's state file: whole whenever it is read, shared, private, and refused when broken."""

import json
import os
import random
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.carriers.base import NotSent
from axis_tui.carriers.sandbox import SandboxCarrier, read_state, write_state
from axis_tui.carriers.sandbox.codec import decode, encode
from axis_tui.carriers.sandbox.state import SandboxState
from axis_tui.domain.credit import holdings
from tests.carriers.sandbox_world import LINE, NOW, adapter, order, sandbox, state, usd

ROOT = Path(__file__).resolve().parents[2]
BUYER = """
import sys
from pathlib import Path
from tests.carriers.sandbox_world import NOW, adapter, order

carrier = adapter(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    key = sys.argv[2].format(number)
    print(key, carrier.top_up(order(key=key), NOW).reference, flush=True)
"""


def buyer(folder: Path, keys: str, count: int) -> "subprocess.Popen[str]":
    """A process that is ready to order `count` times, its keys by number, once a line is written to it."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUYER, str(folder), keys, str(count)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def told(process: "subprocess.Popen[str]") -> list[str]:
    """What a process that was given the word said until its end."""
    return process.communicate(timeout=60)[0].splitlines()


def test_a_state_comes_back_as_it_was_written(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"decline": "limit", "credit_delay_s": None}, calls=3)
    with pytest.raises(Exception, match="nothing was charged"):
        carrier.top_up(order(), NOW)
    carrier.set_knobs({"decline": None})
    carrier.top_up(order(key="key-2"), NOW)
    carrier.cancel(LINE, NOW)
    kept = carrier.state()
    write_state(tmp_path / "other.json", kept)
    assert read_state(tmp_path / "other.json") == kept
    assert kept.orders[0].order == order()
    assert adapter(tmp_path).usage(LINE, NOW + 9) == carrier.usage(LINE, NOW + 9)


def test_it_is_private_and_follows_no_link(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("kept")
    (tmp_path / "sandbox.json").symlink_to(target)
    (tmp_path / "sandbox.json.part").symlink_to(target)
    with pytest.raises(NotSent, match="cannot be used"):
        adapter(tmp_path).balance(NOW)
    sandbox(tmp_path)
    assert target.read_text() == "kept"
    for name in ("sandbox.json", "sandbox.json.lock"):
        assert stat.S_IMODE((tmp_path / name).lstat().st_mode) == 0o600
    assert not (tmp_path / "sandbox.json.part").is_symlink()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"no such key": 1}', "[" * 100_000, '{"lines": {"8988": 1}}']
)
def test_a_broken_state_is_one_line_and_nothing_is_sent(tmp_path: Path, content: str) -> None:
    (tmp_path / "sandbox.json").write_text(content)
    carrier = adapter(tmp_path)
    for call in (lambda: carrier.conduct, lambda: carrier.top_up(order(), NOW), lambda: carrier.balance(NOW)):
        with pytest.raises(NotSent, match=r"cannot be used \(.+\); mend it or make it anew") as caught:
            call()
        assert "\n" not in str(caught.value)
        assert "8988" not in str(caught.value)
    assert (tmp_path / "sandbox.json").read_text() == content


def test_a_missing_state_is_not_made_by_a_call(tmp_path: Path) -> None:
    with pytest.raises(NotSent, match="No such file or directory"):
        adapter(tmp_path).top_up(order(), NOW)
    assert not (tmp_path / "sandbox.json").exists()


def test_a_pipe_in_its_place_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sandbox.json")
    with pytest.raises(NotSent, match="not a regular file"):
        adapter(tmp_path).balance(NOW)


def test_a_full_disk_charges_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = sandbox(tmp_path)
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(NotSent, match="No space left on device"):
        carrier.top_up(order(), NOW)
    monkeypatch.undo()
    assert carrier.charges() == ()
    carrier.top_up(order(), NOW)
    assert len(carrier.charges()) == 1


def test_four_processes_with_one_key_are_charged_once(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    buyers = [buyer(tmp_path, "the same key", 5) for _ in range(4)]
    for process in buyers:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [line for process in buyers for line in told(process)]
    assert answers == ["the same key SB000001"] * 20
    assert [charge.amount for charge in carrier.charges()] == [usd(900)]


def test_four_processes_with_their_own_keys_lose_no_order(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    buyers = [buyer(tmp_path, f"{number}-{{}}", 5) for number in range(4)]
    for process in buyers:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = {tuple(line.split()) for process in buyers for line in told(process)}
    assert answers == {(charge.key, charge.reference) for charge in carrier.charges()}
    assert len(answers) == len({reference for _, reference in answers}) == 20


def test_killed_at_any_moment_it_stays_whole_and_keeps_what_it_answered(tmp_path: Path) -> None:
    carrier, dice = sandbox(tmp_path), random.Random(11)
    answered: dict[str, str] = {}
    for number in range(12):
        process = buyer(tmp_path, f"{number}-{{}}", 10_000)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        lines = [process.stdout.readline() for _ in range(dice.randrange(1, 9))]
        for _ in range(dice.randrange(20_000)):  # some moment within the next order
            pass
        process.kill()
        lines += process.communicate(timeout=60)[0].splitlines()
        # A last line may be cut; then its order was acted on but not told.
        answered |= dict(line.split() for line in lines if len(line.split()) == 2)
        whole = carrier.state()
        assert [record.reference for record in whole.orders] == [charge.reference for charge in whole.charges]
        charged = {charge.key: charge.reference for charge in whole.charges}
        assert len(charged) == len(whole.charges)
        assert answered.items() <= charged.items()
        assert len(charged) <= len(answered) + number + 1
    assert holdings(carrier.usage(LINE, NOW + 3).packages).packages == 1 + len(carrier.charges())


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.carriers.sandbox_world import NOW, adapter, order

left = int(sys.argv[2])

def killing(call):
    def called(*arguments, **keywords):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **keywords)
    return called

for name in ("open", "unlink", "fsync", "replace", "close"):
    setattr(os, name, killing(getattr(os, name)))
adapter(Path(sys.argv[1])).top_up(order(), NOW)
"""


def test_killed_before_any_of_its_steps_it_is_charged_once_or_not_at_all(tmp_path: Path) -> None:
    counts: list[int] = []
    for step in range(60):
        carrier = sandbox(tmp_path)
        done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(step)], cwd=ROOT, check=False)
        counts.append(len(carrier.charges()))
        carrier.top_up(order(), NOW)
        assert len(carrier.charges()) == 1
        if done.returncode == 0:
            break
    assert done.returncode == 0, "there are more steps than were tried"
    assert counts == sorted(counts)
    assert set(counts) == {0, 1}


@given(amount=st.integers(0, 2**63 - 1), key=st.text(max_size=20), used=st.none() | st.integers(0, 10**12))
def test_any_state_survives_its_way_through_json(amount: int, key: str, used: int | None) -> None:
    kept = state(balance=usd(amount), key_lifetime_s=used, lines={key: state().lines[LINE]})
    assert decode(SandboxState, json.loads(json.dumps(encode(kept)))) == kept


def _full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_making_it_needs_no_file() -> None:
    assert SandboxCarrier("A", {"state": "/nowhere/s.json"}).kind == "sandbox"
