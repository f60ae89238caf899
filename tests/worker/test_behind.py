"""What falls due at once for more eSIMs than a batch holds is carried out at once, batch after batch."""

from pathlib import Path

from axis_tui.domain.status import Status
from axis_tui.store.read import overview
from axis_tui.store.write import fleet, metering
from axis_tui.worker.engine import KEEP_READINGS_S
from tests.store.fleet import NOW
from tests.worker.world import DAY, World, plan_terms

MANY = 230


def test_hundreds_of_plans_that_end_together_are_over_without_waiting_for_the_next_tick(
    tmp_path: Path,
) -> None:
    with World(tmp_path) as world:

        def fill(tx: fleet.Tx) -> None:
            for number in range(MANY):
                new = fleet.NewEsim(nickname=f"eSIM {number}", carrier="Axis Mobile")
                fleet.add_plan(tx, fleet.add_esim(tx, new), plan_terms(days=7), NOW, starts_at=NOW)

        world.write(fill)
        engine = world.engine()
        world.pass_time(8 * DAY, engine)
        steps = 1
        while not engine.is_idle:
            engine.step()
            steps += 1
        assert overview.state_counts(world.reader) == {Status.EXPIRED: MANY}
        assert steps < MANY


def test_raw_readings_are_forgotten_after_three_months_and_what_they_counted_stays(tmp_path: Path) -> None:
    with World(tmp_path) as world:
        esim_id = world.add(plan=plan_terms(days=365))

        def read(tx: fleet.Tx) -> None:
            meter_id = metering.ensure_meter(tx, "kernel", "lo")
            metering.switch(tx, meter_id, esim_id, NOW)
            for ahead, counter in ((0, 0), (60, 1_000)):
                reading = metering.Reading(NOW + ahead, counter, 0, "boot")
                metering.record_reading(tx, meter_id, reading, NOW + ahead)

        world.write(read)
        engine = world.engine()
        world.is_synchronised = True
        world.pass_time(KEEP_READINGS_S + DAY, engine)
        assert world.reader.rows("SELECT count(*) FROM reading") == [(0,)]
        assert world.counted(esim_id) == (1_000, 0)
