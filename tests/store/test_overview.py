"""What the overview expects of a plan: only what somebody measured, and only where it can be used."""

from axis_tui.domain.units import GB
from axis_tui.store.read import Reader, overview
from axis_tui.store.write import Writer, fleet
from axis_tui.store.write.overview import refresh_overview
from tests.store.fleet import NOW, terms

DAY = 86_400


def _esim(writer: Writer, *, carrier_bytes: int | None = None, profile_expires_at: int | None = None) -> int:
    """An eSIM with a plan that began yesterday, kept by hand."""
    with writer.transaction() as tx:
        esim = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        tx.execute("UPDATE esim SET profile_expires_at = ? WHERE id = ?", (profile_expires_at, esim))
        plan = fleet.add_plan(tx, esim, terms(), NOW - DAY, starts_at=NOW - DAY)
        if carrier_bytes is not None:
            fleet.set_carrier_figure(tx, plan, carrier_bytes, NOW - 60)
        refresh_overview(tx, [esim], NOW)
    return esim


def test_a_plan_that_nobody_measures_is_not_said_to_last(writer: Writer, reader: Reader) -> None:
    row = overview.row(reader, _esim(writer))
    assert row is not None
    assert (row.reading_at, row.lasts, row.runs_out_at, row.rate_bytes_per_day) == (None, None, None, None)
    assert row.budget_bytes_per_day


def test_a_carriers_figure_is_a_measure(writer: Writer, reader: Reader) -> None:
    row = overview.row(reader, _esim(writer, carrier_bytes=GB // 10))
    assert row is not None
    assert row.lasts is not None


def test_a_plan_on_an_expired_esim_has_neither_forecast_nor_budget(writer: Writer, reader: Reader) -> None:
    row = overview.row(reader, _esim(writer, carrier_bytes=GB // 10, profile_expires_at=NOW - 60))
    assert row is not None
    assert (row.lasts, row.budget_bytes_per_day, row.rate_bytes_per_day) == (None, None, None)
