"""All that only SQLite knows: open modes, pragmas, permissions, error codes, checks and the backup API.

A live database file is never opened here but through SQLite: closing any other descriptor of it would drop
this process's locks. Nothing here knows a table.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from axis_tui.store.problems import (
    StoreBusy,
    StoreDamaged,
    StoreFailed,
    StoreForeign,
    StoreFull,
    StoreProblem,
    StoreReadOnly,
    StoreUnsafe,
)

APPLICATION_ID = 0x41785331
"""`PRAGMA application_id` of our files: "AxS1"."""
BUSY_TIMEOUT_MS = 10_000
BETWEEN_TRIES_S = 0.004
WRITER_CACHE_KIB = 16_384
"""Room for the roll-ups of one instant of a fleet; a transaction that overflows it locks out readers."""
BALLAST_BYTES = 1 << 20
FREE_FLOOR_BYTES = 16 << 20
"""Below this much free space nothing new that spends or grows is begun."""
SIDE_FILES = ("-journal", "-wal", "-shm")
_IN_URI = str.maketrans({"%": "%25", "?": "%3f", "#": "%23"})
"""What SQLite needs escaped in a file: URI (sqlite.org/uri.html); urllib would cost 3 ms to import."""

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What sqlite3 raises; the latter where damage has reached a text, even that of its own message."""


def connect_writer(path: Path) -> sqlite3.Connection:
    """A read-write connection to a file that exists; transactions are begun by hand (`BEGIN IMMEDIATE`)."""
    connection = _connect(path, "rw")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        if wal_is_asked(connection) and wal_is_safe(sqlite3.sqlite_version_info):
            connection.execute("PRAGMA synchronous = FULL")
        else:
            # Also takes a file back from WAL where this SQLite cannot be trusted with it.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def begin(connection: sqlite3.Connection) -> None:
    """BEGIN IMMEDIATE, waiting for other writers as long as BUSY_TIMEOUT_MS.

    Asks each few milliseconds: SQLite's own wait grows to 100 ms, and those who wait longest ask least often.
    """
    give_up_at = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                    raise
                time.sleep(BETWEEN_TRIES_S)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def connect_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection; rolls back first what a killed writer left half done, where that is allowed."""
    connection = _connect(path, "ro")
    try:
        connection.execute("PRAGMA query_only = ON")
        try:
            connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as error:
            if not is_left_half_done(error):
                raise
            recover(path)
            connection.execute("PRAGMA user_version").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def is_left_half_done(error: sqlite3.Error) -> bool:
    """Whether a read failed as a journal must be rolled back first, which a read-only connection may not."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code in (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)


def recover(path: Path) -> None:
    """Roll back a transaction that a killed writer left in its journal; SQLite does so on the first read."""
    with contextlib.closing(_connect(path, "rw")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def version_of(connection: sqlite3.Connection) -> tuple[int, int]:
    """`application_id` and schema version (`user_version`); both 0 in a file that holds nothing yet."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (user_version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(application_id), int(user_version)


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether the file holds nothing at all, as after a first run that was killed."""
    (count,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return version_of(connection) == (0, 0) and count == 0


def stamp(connection: sqlite3.Connection, version: int) -> None:
    """Mark the file as ours at that schema version; belongs into the migration's own transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {int(version)}")


def data_version(connection: sqlite3.Connection) -> int:
    """A number that changes when another connection has committed."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return int(version)


def journal_mode(connection: sqlite3.Connection) -> str:
    """`delete`, `wal`, …"""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return str(mode)


def wal_is_asked(connection: sqlite3.Connection) -> bool:
    """Whether the file was put into WAL mode."""
    return journal_mode(connection) == "wal"


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether that SQLite has the fix of the WAL-reset bug: 3.51.3, 3.50.7, 3.44.6 or later in line."""
    fixes = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
    line = version[:2]
    return line > (3, 51) or (line in fixes and version[2] >= fixes[line])


def quick_check(connection: sqlite3.Connection) -> str:
    """Empty where the file is consistent, else the first finding."""
    try:
        (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if finding == "ok" else " ".join(str(finding).split())[:200]


def foreign_key_faults(connection: sqlite3.Connection) -> int:
    """How many rows name a parent that is not there."""
    return len(connection.execute("PRAGMA foreign_key_check").fetchall())


@contextlib.contextmanager
def without_foreign_keys(connection: sqlite3.Connection) -> Iterator[None]:
    """Tables may be rebuilt inside; must begin outside a transaction."""
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def size_of(path: Path) -> int | None:
    """The file's size in bytes, None where there is none; StoreUnsafe for what is no ordinary file."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise problem_of_system(error, path) from None
    if not stat.S_ISREG(status.st_mode):
        raise StoreUnsafe(path)
    return status.st_size


def make_directory(directory: Path) -> None:
    """Make a private directory (0700) with its parents; one that is there stays as it is."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise problem_of_system(error, directory) from None


def create_file(path: Path) -> bool:
    """Make an empty file of mode 0600 that was not there and is no link; False where another was faster."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise problem_of_system(error, path) from None
    try:
        os.fchmod(descriptor, 0o600)
        os.fsync(descriptor)
        sync_directory(path.parent)
    except OSError as error:
        raise problem_of_system(error, path) from None
    finally:
        os.close(descriptor)
    return True


def sync_directory(directory: Path) -> None:
    """Make names in that directory survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def backup(source: sqlite3.Connection, target: Path) -> None:
    """A verified copy of `source` at `target`, mode 0600; there whole or not at all, whenever this is killed.

    `target` is replaced. The copy is compared in version and passes quick_check before it gets its name.
    Raises StoreProblem.
    """
    part = target.with_name(target.name + ".part")
    try:
        for suffix in ("", *SIDE_FILES):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{part}{suffix}").unlink()
        if not create_file(part):
            raise StoreFailed(part, "already there")
        _copy(source, part)
        os.replace(part, target)
        sync_directory(target.parent)
    except FAULTS as error:
        raise problem_of(error, part) from None
    except OSError as error:
        raise problem_of_system(error, part) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _copy(source: sqlite3.Connection, part: Path) -> None:
    with contextlib.closing(_connect(part, "rw")) as copy:
        source.backup(copy, pages=4096)
        copy.execute("PRAGMA journal_mode = DELETE")
        finding = quick_check(copy)
        if finding or version_of(copy) != version_of(source):
            raise StoreDamaged(part, finding or "the copy differs")
    descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def ballast_path(store: Path) -> Path:
    """The file that is given up when the disk is full."""
    return store.with_name(store.name + ".ballast")


def keep_ballast(store: Path) -> bool:
    """Have 1 MiB set aside beside the store, where there is room for it; whether it is there."""
    path = ballast_path(store)
    if path.exists():
        return True
    if not has_free_space(store) or not create_file(path):
        return path.exists()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.posix_fallocate(descriptor, 0, BALLAST_BYTES)
        finally:
            os.close(descriptor)
    except OSError:
        drop_ballast(store)
        return False
    return True


def drop_ballast(store: Path) -> None:
    """Give the 1 MiB back to the disk."""
    with contextlib.suppress(OSError):
        ballast_path(store).unlink()


def has_free_space(store: Path, floor_bytes: int = FREE_FLOOR_BYTES) -> bool:
    """Whether the disk that holds the store has more than the floor left for us."""
    try:
        room = os.statvfs(store.parent)
    except OSError:
        return False
    return room.f_bavail * room.f_frsize > floor_bytes


def problem_of(error: Exception, path: Path) -> StoreProblem:
    """The one line for what SQLite reports; never the statement or its values."""
    if isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error):
        return StoreDamaged(path, "text that is no text")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return StoreFull(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return StoreReadOnly(path)
        case sqlite3.SQLITE_NOTADB:
            return StoreForeign(path)
        case sqlite3.SQLITE_CORRUPT:
            return StoreDamaged(path, str(error))
        case _:
            return StoreFailed(path, getattr(error, "sqlite_errorname", type(error).__name__))


def problem_of_system(error: OSError, path: Path) -> StoreProblem:
    """The one line for what the operating system reports of a file of ours."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return StoreFull(path)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return StoreReadOnly(path)
        case _:
            return StoreFailed(path, error.strerror or type(error).__name__)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{str(path.absolute()).translate(_IN_URI)}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_TIMEOUT_MS / 1000,
        check_same_thread=False,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
