"""What a benchmark found: figures as ratios to a yardstick of the same run, as a table and as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: our figure and the yardstick's in the same unit, and the ratio that must not be passed.

    `at_least` turns the limit round: a rate has to reach it. With a yardstick of 1 the ratio is the figure.
    """

    what: str
    ours: float
    yardstick: float
    unit: str
    limit: float
    of: str
    at_least: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.yardstick if self.yardstick else float("inf")

    @property
    def holds(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def as_json(figures: Iterable[Figure]) -> str:
    """Versioned JSON: a list of rows with their ratios and whether each holds."""
    rows = [asdict(figure) | {"ratio": figure.ratio, "holds": figure.holds} for figure in figures]
    return json.dumps({"schema": "axis-tui/benchmarks/1", "figures": rows}, indent=2)


def as_table(figures: Iterable[Figure]) -> str:
    """Aligned text, one row a figure."""
    lines = [f"{'what':<46}{'ours':>12}{'yardstick':>12} {'unit':<8}{'ratio':>8}{'limit':>9}  of"]
    for figure in figures:
        sign = "≥" if figure.at_least else "≤"
        lines.append(
            f"{figure.what:<46}{figure.ours:>12,.1f}{figure.yardstick:>12,.1f} {figure.unit:<8}"
            f"{figure.ratio:>8.2f} {sign}{figure.limit:>7.2f}  {figure.of}"
            + ("" if figure.holds else "   MISSED")
        )
    return "\n".join(lines)
