"""What every test can count on: programs that a machine may lack are named, and CI skips nothing."""

import gc
import os
import shutil
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

# A busy machine is no fault of the code: how long turns take is measured by the benchmarks.
settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")

EVERYTHING = os.environ.get("REQUIRE_ALL") == "1"
"""CI sets it: a machine that has all programs has no reason to skip."""


@pytest.fixture(scope="session")
def chromium() -> Generator[Any]:
    """A browser without a window, one for all tests: Playwright can't start a second one in a process."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("needs the program chromium; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make record` writes transcripts anew instead of comparing them."""
    parser.addoption("--record", action="store_true", help="write the coach's lines of the transcripts anew")


_LOT = 20
"""Number of tests that a process is given at once: for each test by itself, messages took a tenth of the time."""


@pytest.hookimpl(tryfirst=True)  # Before pytest-xdist reads the groups.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand tests out in lots; those with a browser share one process, as each would start one of its own."""
    for place, item in enumerate(items):
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(place // _LOT)))


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end: the garbage collector need not go through them again and again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked `requires(program, package)` where the program is missing, and say how to get it."""
    for marker in item.iter_markers("requires"):
        program, package = marker.args
        if shutil.which(program) is None:
            pytest.skip(f"needs the program {program}; on Debian: apt-get install {package}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With REQUIRE_ALL=1, a skipped test is a failed one."""
    report = yield
    _refuse_skip(report, expected_to_fail=hasattr(report, "wasxfail"))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """With REQUIRE_ALL=1, a file that skips itself is a failed one."""
    report = yield
    _refuse_skip(report, expected_to_fail=False)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport, *, expected_to_fail: bool) -> None:
    if EVERYTHING and report.skipped and not expected_to_fail:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1 lets no test be skipped. {reason}"
