"""The dashboard under a fixed clock, on a small store of its own, with waiting instead of sleeping."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from axis_tui import i18n
from axis_tui.present.glyphs import UNICODE
from axis_tui.store.presence import Presence
from tests.tui import world

Made = Callable[..., Any]


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "store.db"
    world.build(path)
    return path


@pytest.fixture
def store(built_store: Path, tmp_path: Path) -> Path:
    """A copy of the small store that the test may change."""
    directory = tmp_path / "axis"
    directory.mkdir(mode=0o700)
    shutil.copytree(built_store.parent / "state", directory / "state")
    shutil.copyfile(built_store, directory / "store.db")
    (directory / "store.db").chmod(0o600)
    return directory / "store.db"


@pytest.fixture
def make_app(store: Path) -> Iterator[Made]:
    """`make_app(**changes to Deps)` gives a dashboard on the small store; `path` names another one."""
    from axis_tui.tui.app import AxisApp
    from axis_tui.tui.deps import Deps
    from axis_tui.tui.gateway import Gateway

    made: list[Any] = []

    def make(path: Path = store, **changes: Any) -> AxisApp:
        def open_reader() -> Any:
            from axis_tui.store.read import open_reader

            return open_reader(path)

        def open_writer() -> Any:
            from axis_tui.store.write import open_writer

            return open_writer(path, create=True, state_dir=path.parent / "state", clock=lambda: world.NOW)

        fields: dict[str, Any] = {
            "store": path,
            "open_reader": open_reader,
            "gateway": Gateway(open_writer, lambda: world.NOW),
            "clock": lambda: world.NOW,
            "zone": world.ZONE,
            "settings": None,
            "glyphs": UNICODE,
            "presence": lambda: Presence(True, "service"),
            "demo_argv": ("true",),
            **changes,
        }
        app = AxisApp(Deps(**fields))
        made.append(app)
        return app

    yield make
    i18n.use("en")
    for app in made:
        app.deps.gateway.close()
        if app.reader is not None:
            app.reader.close()


@pytest.fixture
def app(make_app: Made) -> Any:
    """The dashboard on the small store."""
    return make_app()
