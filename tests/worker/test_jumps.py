"""A clock that jumps by years: nothing expires early, nothing is announced twice, every byte is counted."""

import random
from pathlib import Path

from axis_tui.domain.status import Status
from tests.store.fleet import NOW
from tests.worker.world import DAY, FakeMeter, World, plan_terms

YEARS = 20 * 365 * DAY


def test_jumps_of_twenty_years_expire_nothing_early_and_repeat_no_alert(tmp_path: Path) -> None:
    dice = random.Random(20)
    with World(tmp_path, [FakeMeter()], {"wwan0": "Japan"}, interval_s=300) as world:
        japan = world.add(plan=plan_terms(days=30, gigabytes=100), purchased_at=NOW - 25 * DAY)
        other = world.add("Korea", plan=plan_terms(days=365))
        engine = world.engine()
        engine.step()
        sent = 0
        for number in range(200):
            jump = dice.choice((-1, 1)) * dice.randrange(33 * DAY, YEARS)
            world.wall += jump
            for _ in range(2):
                amount = dice.randrange(5_000_000)
                world.meters[0].rx_bytes += amount
                sent += amount
                world.pass_time(60, engine)
            if number % 20 == 0:
                engine = world.engine()
            world.wall -= jump
            world.pass_time(60, engine)
            assert world.row(japan).status in (Status.ACTIVE, Status.EXPIRING)
            assert world.row(other).status is Status.ACTIVE
        world.pass_time(300, engine)
        assert world.counted(japan) == (sent, 0)
        assert world.row(japan).used_bytes == sent
        assert world.row(japan).expires_at == NOW + 5 * DAY
        alerts = [alert for alert in world.alerts() if alert[0] != "clock_untrusted"]
        assert alerts == [("expiring", 7, "open")]
        clock = [alert for alert in world.alerts() if alert[0] == "clock_untrusted"]
        assert clock == [("clock_untrusted", 0, "resolved")] * len(clock)
        assert 1 <= len(clock) <= 2, "at most one a day"


def test_an_untrusted_clock_is_announced_and_cleared_once_a_time_service_proves_it(tmp_path: Path) -> None:
    with World(tmp_path) as world:
        esim = world.add(plan=plan_terms(days=30))
        engine = world.engine()
        engine.step()
        world.wall += 60 * DAY
        world.pass_time(60, engine)
        assert world.alerts() == [("clock_untrusted", 0, "open")]
        assert world.row(esim).status is Status.ACTIVE
        world.is_synchronised = True
        world.pass_time(61, engine)
        assert world.row(esim).status is Status.EXPIRED
        assert ("clock_untrusted", 0, "resolved") in world.alerts()


def test_a_router_that_boots_in_1970_still_counts(tmp_path: Path) -> None:
    with World(tmp_path, [FakeMeter()], {"wwan0": "Japan"}) as world:
        japan = world.add(plan=plan_terms(days=30))
        world.engine().step()
        world.wall = 12
        world.meters[0].rx_bytes += 40
        engine = world.engine()
        for _ in range(7):
            world.pass_time(10, engine)
        world.meters[0].rx_bytes += 2
        world.wall = NOW + 600
        for _ in range(7):
            world.pass_time(10, engine)
        assert world.counted(japan) == (42, 0)
        assert world.row(japan).status is Status.ACTIVE
