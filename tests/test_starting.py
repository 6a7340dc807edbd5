import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from skill.starting import later, no_garbage_yet, standing_in

ROOT = Path(__file__).parents[1]


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A module that tells when it is imported, and one that imports it by name."""
    (tmp_path / "slow_to_load.py").write_text("TOLD = 7\ndef double(number):\n    return 2 * number\n")
    (tmp_path / "modest.py").write_text("from slow_to_load import double\n")
    (tmp_path / "greedy.py").write_text("from slow_to_load import double, TOLD\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "slow_to_load"
    for name in ("slow_to_load", "modest", "greedy"):
        sys.modules.pop(name, None)


def test_what_is_left_for_later_is_imported_by_the_first_call(module):
    with standing_in(later(module, "double")):
        from modest import double
    assert module not in sys.modules

    assert double(21) == 42
    assert sys.modules[module].TOLD == 7


def test_whoever_needs_more_of_a_module_gets_the_whole_of_it_at_once(module):
    with standing_in(later(module, "double")):
        from greedy import TOLD, double

    assert TOLD == 7
    assert double(21) == 42
    assert sys.modules[module].TOLD == 7


def test_a_module_that_is_there_already_is_not_stood_in_for(module):
    import slow_to_load

    with standing_in(later(module, "double")):
        from modest import double

    assert double is slow_to_load.double
    assert sys.modules[module] is slow_to_load


def test_a_stand_in_is_gone_even_after_an_import_that_failed(module):
    with pytest.raises(ZeroDivisionError), standing_in(later(module, "double")):
        _ = 1 / 0

    assert module not in sys.modules


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_left_as_it_was_found(was_on):
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        with no_garbage_yet():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()


def test_garbage_of_a_start_is_collected_later():
    class Ring:
        pass

    with no_garbage_yet():
        ring = Ring()
        ring.itself = ring
        seen = weakref.ref(ring)
        del ring

    gc.collect()
    assert seen() is None


SERVER = """
import sys
from skill.web.app import create_app
assert not {"werkzeug.serving", "http.server", "ssl", "ask_sdk_model.services.ups", "dateutil"} & set(sys.modules)
assert create_app().test_client().get("/healthz").data == b"ok\\n"
import flask.cli, werkzeug
import werkzeug.serving
assert flask.cli.is_running_from_reloader() is werkzeug.serving.is_running_from_reloader() is False
"""


@pytest.mark.slow
def test_the_app_starts_without_what_it_does_not_use_and_flask_stays_whole():
    subprocess.run([sys.executable, "-c", SERVER], cwd=ROOT, check=True)
