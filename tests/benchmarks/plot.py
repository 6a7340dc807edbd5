"""Draws bars as an SVG picture that can be read on a light and on a dark page."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from statistics import median
from typing import Any, NamedTuple

from tests.benchmarks.places import NAMES

_WIDTH, _PANEL, _LABELS, _VALUES, _EDGE = 936, 448, 170, 108, 24
_TOP, _HEAD, _ROW, _BAR, _GAP = 78, 46, 30, 18, 26
_STYLE = """
.page { fill: #ffffff } .line { stroke: #d0d7de } .bar { fill: #8c959f } .ours { fill: #0a7f6f }
text { fill: #1f2328; font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif }
.title { font-size: 20px; font-weight: 600 } .head { font-size: 15px; font-weight: 600 } .own { font-weight: 600 }
.note { fill: #59636e; font-size: 12px }
.said { stroke: #ffffff; stroke-width: 4px; paint-order: stroke }
@media (prefers-color-scheme: dark) {
  .page { fill: #0d1117 } .line { stroke: #30363d } .bar { fill: #6e7681 } .ours { fill: #2bb5a0 }
  text { fill: #e6edf3 } .note { fill: #9198a1 } .said { stroke: #0d1117 }
}
"""


class Bar(NamedTuple):
    """One bar: what it is called, how long it is, what is written at its end."""

    label: str
    value: float
    said: str
    ours: bool = False


class Panel(NamedTuple):
    """Bars that may be compared; `steps` draws each tenfold as a step of the same length."""

    head: str
    note: str
    bars: Sequence[Bar]
    steps: bool = False


def panels(found: Mapping[str, Any]) -> list[Panel]:
    """Choose from what was measured what the picture shows."""
    made = []
    if "cpu" in found:
        turn = next(iter(found["cpu"].values()))
        bars = [_bar(name, median(spent), "{:,.0f} µs") for name, spent in turn.items()]
        made.append(
            Panel("CPU of one turn", "shorter is better; each line is ten times the one before", bars, steps=True)
        )
    if "load" in found:
        runs, memory = found["load"]["runs"], found["load"]["memory"]
        bars = []
        for name, rounds in runs.items():
            late = median(run["p99"] for run in rounds)
            bars.append(_bar(name, median(run["a second"] for run in rounds), "{:,.0f}" + f" (p99 {late:.0f} ms)"))
        made.append(Panel("Requests a second, one process", "longer is better", bars))
    if "start" in found:
        bars = [_bar(name, median(found["start"][name]), "{:,.0f} ms") for name in ("floor", "official", "coach")]
        bars.append(
            _bar("official", median(found["start"]["official on Lambda"]), "{:,.0f} ms", "Amazon's SDK, Lambda")
        )
        bars.append(_bar("coach", median(found["start"]["coach on Lambda"]), "{:,.0f} ms", "Cramp Coach, Lambda"))
        made.append(Panel("CPU to the first answer", "shorter is better", bars))
    if "load" in found:
        bars = [_bar(name, megabytes, "{:,.0f} MB") for name, megabytes in memory.items()]
        made.append(Panel("Memory of a worker", "shorter is better; after 2,000 requests", bars))
    return made


def svg(shown: Sequence[Panel], subtitle: str) -> str:
    """Draw the panels, two in a row."""
    rows = [shown[place : place + 2] for place in range(0, len(shown), 2)]
    heights = [_HEAD + _ROW * max(len(panel.bars) for panel in row) + _GAP for row in rows]
    height = _TOP + sum(heights)
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        "<title>Cramp Coach beside the floor and Amazon's own stacks</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{_WIDTH}" height="{height}" rx="6"/>',
        _text(_EDGE, 36, "Cramp Coach beside the floor and Amazon's own stacks", "title"),
        _text(_EDGE, 58, subtitle, "note"),
    ]
    top = _TOP
    for row, tall in zip(rows, heights, strict=True):
        for place, panel in enumerate(row):
            parts += _panel(panel, _EDGE + place * _PANEL, top)
        top += tall
    return "\n".join([*parts, "</svg>", ""])


def _bar(name: str, value: float, said: str, label: str = "") -> Bar:
    return Bar(label or NAMES[name], value, said.format(value), ours=name == "coach")


def _panel(panel: Panel, left: int, top: int) -> list[str]:
    start, room = left + _LABELS, _PANEL - _LABELS - _VALUES - _EDGE
    end = top + _HEAD + _ROW * len(panel.bars)
    parts = [_text(left, top + 14, panel.head, "head"), _text(left, top + 32, panel.note, "note")]
    scale = _Scale(panel, room)
    above, below = top + _HEAD - 4, end - 6
    parts += [f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{above}" y2="{below}"/>' for x in scale.lines(start)]
    for place, bar in enumerate(panel.bars):
        above = top + _HEAD + place * _ROW
        wide = max(2.0, scale.length(bar.value))
        kind, weight = ("bar ours", "own") if bar.ours else ("bar", "")
        parts += [
            _text(start - 8, above + 13, bar.label, weight, anchor="end"),
            f'<rect class="{kind}" x="{start}" y="{above}" width="{wide:.1f}" height="{_BAR}" rx="2"/>',
            _text(start + wide + 6, above + 13, bar.said, f"said {weight}"),
        ]
    return parts


class _Scale:
    """How long a value is drawn."""

    def __init__(self, panel: Panel, room: int) -> None:
        most, least = (pick(bar.value for bar in panel.bars) for pick in (max, min))
        self._steps, self._room, self._most = panel.steps, room, most
        self._lowest = 10 ** math.floor(math.log10(least))
        self._tenfolds = max(1.0, math.log10(most / self._lowest))

    def length(self, value: float) -> float:
        """How many pixels a value takes."""
        if self._steps:
            return math.log10(value / self._lowest) / self._tenfolds * self._room
        return value / self._most * self._room

    def lines(self, start: float) -> list[float]:
        """Where the lines stand: at nothing, or at each tenfold."""
        steps = range(int(self._tenfolds) + 1) if self._steps else [0]
        return [start + step / self._tenfolds * self._room for step in steps]


def _text(left: float, base: float, words: str, kind: str = "", *, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{left:.1f}" y="{base:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
