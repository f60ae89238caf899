"""The worker, the store and the settings in force, as labels and values. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from axis_tui.i18n import LANGUAGES, N_, _, current, ngettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.sizes import size
from axis_tui.present.when import ago, moment
from axis_tui.present.width import cells, fit, fit_line

if TYPE_CHECKING:
    from axis_tui.config.settings import Settings
    from axis_tui.store.presence import Presence
    from axis_tui.store.read.inventory import ScheduleRow, StoreInfo
    from axis_tui.store.read.payment import PinRow

KIND_WORDS = {
    "service": N_("service"),
    "companion": N_("companion of a dashboard"),
    "once": N_("a single run"),
}
METER_JOB = "meter:"
JOB_WORDS = {"refresh": N_("reading the meters"), "alerts": N_("looking for alerts")}


@dataclass(frozen=True, slots=True)
class StoreFile:
    """The store's file: bytes, and permission bits such as 0o600; None where it cannot be asked."""

    size_bytes: int | None
    mode: int | None


@dataclass(frozen=True, slots=True)
class About:
    """Everything that is told."""

    presence: Presence | None
    schedule: Sequence[ScheduleRow]
    info: StoreInfo | None
    file: StoreFile
    settings: Settings | None
    theme: str
    person_zone: str
    zone: str
    now: int
    pin: PinRow | None = None
    """The approval PIN's state; None where there is no store to keep it."""


Pair = tuple[str, Sequence[Span | str]]


def about_lines(about: About, width: int, glyphs: Glyphs) -> list[Line]:
    """As many lines as it takes, each `width` cells."""
    groups = [_worker(about, glyphs), [*_store(about, glyphs), *_approval(about, glyphs)], _settings(about)]
    labels = max(cells(label) for group in groups for label, _value in group) + 2
    lines: list[Line] = []
    for group in groups:
        if lines:
            lines.append(())
        for label, value in group:
            spans = line((" " + fit(label, labels), Tone.MUTED), *value)
            lines.append(fit_line(spans, width, glyphs.ellipsis))
    return lines


def _worker(about: About, glyphs: Glyphs) -> list[Pair]:
    pairs: list[Pair] = [(_("Worker"), _presence(about.presence, glyphs))]
    if about.presence is not None and about.presence.running and about.presence.started_at:
        since = moment(about.presence.started_at, about.zone, about.now)
        beat = about.presence.heartbeat_age_s
        at = None if beat is None else about.now - beat
        text = _("since %(when)s; heartbeat %(age)s") % {"when": since, "age": ago(at, about.now)}
        pairs.append(("", [(text, Tone.MUTED)]))
    for job in _jobs(about.schedule):
        word = _(JOB_WORDS.get(job.job, job.job))
        due = moment(job.due_at, about.zone, about.now)
        text = _("%(job)s: last %(age)s, next %(due)s") % {
            "job": word,
            "age": ago(job.last_at, about.now),
            "due": due,
        }
        value: list[Span | str] = [(text, Tone.MUTED)]
        if job.failures:
            failed = ngettext("%(count)d failure", "%(count)d failures", job.failures) % {
                "count": job.failures
            }
            value.append((f"  {glyphs.warning} {failed}", Tone.WARNING))
        pairs.append(("", value))
    return pairs


def _jobs(schedule: Sequence[ScheduleRow]) -> list[ScheduleRow]:
    """The jobs, those of the meters as one: due as the next of them, last done as the one longest ago."""
    jobs = [job for job in schedule if not job.job.startswith(METER_JOB)]
    meters = [job for job in schedule if job.job.startswith(METER_JOB)]
    if meters:
        done = [job.last_at for job in meters if job.last_at is not None]
        together = replace(
            min(meters, key=lambda job: job.due_at),
            job="refresh",
            last_at=min(done) if len(done) == len(meters) else None,
            failures=sum(job.failures for job in meters),
        )
        jobs.insert(0, together)
    return jobs


def _presence(presence: Presence | None, glyphs: Glyphs) -> list[Span | str]:
    if presence is None or not presence.running:
        text = _("none runs: usage stays as it was, and what you ask for waits")
        return [(f"{glyphs.warning} {text}", Tone.WARNING)]
    kind = _(KIND_WORDS[presence.kind]) if presence.kind in KIND_WORDS else _("running")
    if presence.pid:
        kind = _("%(kind)s, process %(pid)d") % {"kind": kind, "pid": presence.pid}
    if presence.stalled:
        return [(f"{glyphs.warning} {kind}: {_('stalled')}", Tone.WARNING)]
    return [(f"{glyphs.good} {kind}", Tone.GOOD)]


def _store(about: About, glyphs: Glyphs) -> list[Pair]:
    info = about.info
    if info is None:
        return [(_("Store"), [(_("there is none yet; adding an eSIM makes it"), Tone.MUTED)])]
    facts = [
        _("schema %(version)d") % {"version": info.schema_version},
        f"SQLite {info.sqlite_version}",
        _("journal %(mode)s") % {"mode": info.journal_mode},
    ]
    if about.file.mode is not None:
        facts.append(_("mode %(mode)s") % {"mode": f"{about.file.mode:04o}"})
    held = [ngettext("%(count)d eSIM", "%(count)d eSIMs", info.esims) % {"count": info.esims}]
    kept = info.samples_approx
    if kept:
        held.append(ngettext("%(count)d hour of use", "%(count)d hours of use", kept) % {"count": kept})
    if about.file.size_bytes is not None:
        held.append(size(about.file.size_bytes, "decimal"))
    gap = f" {glyphs.dot} "
    return [
        (_("Store"), [str(info.path)]),
        ("", [(gap.join(facts), Tone.MUTED)]),
        ("", [(gap.join(held), Tone.MUTED)]),
        (_("Days of"), [info.time_zone]),
    ]


def _approval(about: About, glyphs: Glyphs) -> list[Pair]:
    """Whether money and deletion ask for a PIN, and whether wrong ones have locked it."""
    pin = about.pin
    if pin is None:
        return []
    label = _("Approval PIN")
    if not pin.is_set:
        text = _("not set: who is at the keys may spend; p sets one")
        return [(label, [(f"{glyphs.ready} {text}", Tone.MUTED)])]
    if pin.locked_until_at > about.now:
        until = _("locked until %(when)s") % {"when": moment(pin.locked_until_at, about.zone, about.now)}
        return [(label, [(f"{glyphs.warning} {until}", Tone.WARNING), _tries(pin)])]
    return [(label, [(f"{glyphs.good} {_('set')}", Tone.GOOD), *([_tries(pin)] if pin.failures else [])])]


def _tries(pin: PinRow) -> Span:
    wrong = ngettext("%(count)d wrong try", "%(count)d wrong tries", pin.failures) % {"count": pin.failures}
    return f"  {wrong}", Tone.MUTED


def _settings(about: About) -> list[Pair]:
    settings = about.settings
    origins = settings.origins if settings is not None else {}

    def origin(key: str) -> Span:
        where = origins.get(key, "default")
        return f"  {_('default') if where == 'default' else where}", Tone.MUTED

    pairs: list[Pair] = [
        (_("Language"), [LANGUAGES[current()], origin("language")]),
        (_("Theme"), [about.theme, origin("theme")]),
        (_("Times in"), [about.person_zone, origin("time_zone")]),
    ]
    if settings is not None:
        every = _("every %(seconds)d s") % {"seconds": settings.worker.refresh_seconds}
        pairs.append((_("Refresh"), [every, origin("worker.refresh_seconds")]))
        pairs.append((_("Settings"), [str(settings.paths.config_file)]))
    return pairs
