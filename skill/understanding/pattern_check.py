"""Find all invalid patterns of the findings, not only the first."""

from collections.abc import Iterator

from skill.content.models import Content
from skill.errors import ContentError
from skill.understanding.patterns import Compiler


def problems(content: Content) -> Iterator[str]:
    """Yield each syntax error in a pattern, with its file and the pattern."""
    compiler = Compiler(content.words)
    for name, finding in content.findings.items():
        for pattern in finding.heard.patterns:
            try:
                compiler.add(pattern, f"findings/{name}.yaml")
            except ContentError as error:
                yield str(error)
