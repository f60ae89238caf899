"""Builds what `vnstat --json` prints, in the forms of several versions."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Bytes = tuple[datetime, int, int]
"""Local start, received, sent."""


def day_of(at: datetime) -> dict[str, int]:
    return {"year": at.year, "month": at.month, "day": at.day}


def time_of(at: datetime) -> dict[str, int]:
    return {"hour": at.hour, "minute": at.minute}


def version_2(
    hours: Sequence[Bytes] | None = (), days: Sequence[Bytes] | None = (), *, updated: datetime,
    total: tuple[int, int] = (10**9, 10**8), timestamps: bool = True, interface: str = "wwan0",
) -> str:  # fmt: skip
    """vnStat 2.10 and later, or up to 2.9 without `timestamps`; None leaves a section out."""

    def stamp(at: datetime) -> dict[str, int]:
        return {"timestamp": int(at.astimezone(UTC).timestamp())} if timestamps else {}

    def rows(listed: Sequence[Bytes], *, timed: bool) -> list[dict[str, Any]]:
        return [
            {"id": number, "date": day_of(at), **({"time": time_of(at)} if timed else {}), **stamp(at),
             "rx": rx_bytes, "tx": tx_bytes}
            for number, (at, rx_bytes, tx_bytes) in enumerate(listed, 1)
        ]  # fmt: skip

    traffic: dict[str, Any] = {"total": {"rx": total[0], "tx": total[1]}, "fiveminute": [], "month": []}
    if hours is not None:
        traffic["hour"] = rows(hours, timed=True)
    if days is not None:
        traffic["day"] = rows(days, timed=False)
    return json.dumps(
        {
            "vnstatversion": "2.10" if timestamps else "2.6",
            "jsonversion": "2",
            "interfaces": [
                {
                    "name": interface,
                    "alias": "",
                    "created": {"date": {"year": 2026, "month": 9, "day": 1}},
                    "updated": {"date": day_of(updated), "time": time_of(updated), **stamp(updated)},
                    "traffic": traffic,
                }
            ],
        }
    )


VERSION_1 = """{"vnstatversion":"1.18","jsonversion":"1","interfaces":[{"id":"wwan0","nick":"modem",
"created":{"date":{"year":2026,"month":9,"day":1}},
"updated":{"date":{"year":2026,"month":11,"day":20},"time":{"hour":13,"minutes":9}},
"traffic":{"total":{"rx":1024,"tx":2048},
"days":[{"id":0,"date":{"year":2026,"month":11,"day":20},"rx":30,"tx":3},
        {"id":1,"date":{"year":2026,"month":11,"day":19},"rx":10,"tx":20}],
"months":[{"id":0,"date":{"year":2026,"month":11},"rx":100,"tx":200}],"tops":[],
"hours":[{"id":12,"date":{"year":2026,"month":11,"day":20},"rx":10,"tx":1},
         {"id":13,"date":{"year":2026,"month":11,"day":20},"rx":20,"tx":2}]}}]}"""
"""vnStat 1.18: KiB, plural sections, the hour in `id`."""
