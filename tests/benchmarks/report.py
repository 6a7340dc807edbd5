"""Print measurements as tables; ratios are computed per round, and the median is reported."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

from tests.benchmarks.places import NAMES

STARTS = {
    "floor": ("The floor", None),
    "official": (NAMES["official"], "floor"),
    "coach": ("Cramp Coach, Flask", "official"),
    "bare function on Lambda": ("Lambda: a bare function", None),
    "official on Lambda": ("Lambda: Amazon's SDK", "bare function on Lambda"),
    "coach on Lambda": ("Lambda: Cramp Coach, from its zip", "official on Lambda"),
}
"""What starts -> how it is called, and what it is compared with beside the floor."""


class Table(NamedTuple):
    """A table as Markdown has it."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """Write it with straight columns, so that it can be read in a terminal as well."""
        lines = [self.head, *self.rows]
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.head))]
        rule = ["-" * (width - 1) + (":" if place else "-") for place, width in enumerate(widths)]
        written = [
            "| "
            + " | ".join(
                _fitted(cell, width, place) for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
            + " |"
            for line in (self.head, rule, *self.rows)
        ]
        return f"{self.title}\n\n" + "\n".join(written) + "\n"


def _fitted(cell: str, width: int, place: int) -> str:
    return cell.rjust(width) if place else cell.ljust(width)


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The middle one of the ratios of each round."""
    return median(one / other for one, other in zip(over, under, strict=True))


def times(value: float) -> str:
    """Write a ratio."""
    return f"{value:.1f} x" if value >= 1.95 else f"{value:.2f} x"


def cpu(spent: Mapping[str, Mapping[str, Sequence[float]]]) -> Table:
    """CPU a request."""
    rows = [
        [
            kind,
            *(f"{median(by[name]):,.0f}" for name in ("floor", "official", "coach")),
            times(ratio(by["coach"], by["floor"])),
            times(ratio(by["official"], by["coach"])),
        ]
        for kind, by in spent.items()
    ]
    head = ["CPU a request, µs", NAMES["floor"], NAMES["official"], NAMES["coach"], "coach / floor", "SDK / coach"]
    return Table("CPU of one request, everything on", head, rows)


def start(spent: Mapping[str, Sequence[float]]) -> Table:
    """CPU of a start."""
    rows = []
    for name, (called, beside) in STARTS.items():
        compared = f"{times(ratio(spent[name], spent[beside]))} of {STARTS[beside][0]}" if beside else ""
        rows.append([called, f"{median(spent[name]):,.0f}", times(ratio(spent[name], spent["floor"])), compared])
    return Table("CPU from the start of a process to its first answer", ["", "ms", "x floor", "beside"], rows)


def load(found: Mapping[str, Any]) -> Table:
    """Requests a second."""
    runs, base = found["runs"], "node" if "node" in found["runs"] else "floor"
    rows = []
    for name, rounds in runs.items():
        by = {key: [run[key] for run in rounds] for key in rounds[0]}
        rows.append(
            [
                NAMES[name],
                f"{median(by['a second']):,.0f}",
                times(ratio(by["a second"], [run["a second"] for run in runs[base]])),
                f"{median(by['cpu']):,.0f}",
                times(ratio([run["cpu"] for run in runs[base]], by["cpu"])),
                *(f"{median(by[key]):.1f}" for key in ("p50", "p95", "p99")),
                f"{found['memory'][name]:.0f}",
            ]
        )
    short = "Node" if base == "node" else "floor"
    head = ["", "a second", f"x {short}", "its CPU each, µs", f"x {short}, by CPU", "p50 ms", "p95 ms", "p99 ms", "MB"]
    return Table(f"One process over loopback, 8 connections ({found['by']}); memory after 2,000 requests", head, rows)


def cloud(found: Mapping[str, Any]) -> Table:
    """What a conversation costs on Lambda."""
    plain = found["spent"]["memory"]
    rows = [
        [f"{turns} turns, {name}", f"{median(spent):,.0f}", times(ratio(spent, plain)), f"{found['calls'][name]:.1f}"]
        for turns, name, spent in ((found["turns"], *each) for each in found["spent"].items())
    ]
    head = ["one conversation", "CPU a turn, µs", "x memory", "calls to DynamoDB"]
    return Table("On Lambda, a speaker's conversation with a stranger", head, rows)


def growth(found: Mapping[str, Any]) -> Table:
    """Growth with people and with content."""
    rows = []
    for what, unit in (("people", "{:,} people"), ("content", "content x{}")):
        for kind, by in found[what].items():
            small, large = sorted(by, key=int)
            sizes = " to ".join(unit.format(int(size)) for size in (small, large))
            rows.append(
                [
                    f"{kind}: {sizes}",
                    f"{median(by[small]):,.0f} µs",
                    f"{median(by[large]):,.0f} µs",
                    times(ratio(by[large], by[small])),
                ]
            )
    first = found["first write, milliseconds"]
    small, large = sorted(first, key=int)
    rows.append(
        [
            "the day's first write, which clears up",
            f"{first[small]:.0f} ms",
            f"{first[large]:.0f} ms",
            times(first[large] / first[small]),
        ]
    )
    return Table("Does it grow?", ["", "small", "large", "large / small"], rows)


def size(found: Mapping[str, float]) -> Table:
    """Megabytes."""
    rows = [[NAMES.get(name, name), f"{megabytes:.1f}"] for name, megabytes in found.items()]
    return Table("Installed, with all that it needs", ["", "MB"], rows)
