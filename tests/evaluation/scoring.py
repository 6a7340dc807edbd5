"""Small statistics for the evaluation commands."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a count, with its 95 % confidence interval after Wilson."""

    hits: int
    total: int

    @property
    def percent(self) -> float:
        """The share in percent; 0 of 0 counts as 0."""
        return 100 * self.hits / self.total if self.total else 0.0

    def interval(self) -> tuple[float, float]:
        """The 95 % confidence interval in percent."""
        if not self.total:
            return 0.0, 100.0
        z, share, total = 1.96, self.hits / self.total, self.total
        middle = share + z * z / (2 * total)
        spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
        below = 1 + z * z / total
        return 100 * (middle - spread) / below, 100 * (middle + spread) / below

    def __str__(self) -> str:
        """Such as "78.2 % (71-84; 122 of 156)"."""
        low, high = self.interval()
        return f"{self.percent:5.1f} % ({abs(low):.0f}-{high:.0f}; {self.hits} of {self.total})"


@dataclass(slots=True)
class Found:
    """Counts of what was found, what was found wrongly and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, expected: Iterable[str], given: Iterable[str]) -> None:
        """Count one text."""
        want, got = set(expected), set(given)
        self.right += len(want & got)
        self.wrong += len(got - want)
        self.missed += len(want - got)

    def __str__(self) -> str:
        """Precision, recall and F1 in percent."""
        precision = Share(self.right, self.right + self.wrong).percent
        recall = Share(self.right, self.right + self.missed).percent
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"precision {precision:.1f}, recall {recall:.1f}, F1 {f1:.1f}"
