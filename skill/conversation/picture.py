"""Lays a drawing out as SVG with graphviz, and tells whether a picture is the one that the content gives now."""

import re
from html import escape

from skill.conversation.drawing import Box, Drawing, Paint, Part, Row
from skill.errors import ContentError

FILE = "graph.svg"
"""In the content folder."""

_MARK = "drawn from "

_PAINT: dict[Paint, str] = {
    "emergency": "#f5b5b0",
    "urgent": "#fbd3a5",
    "soon": "#fbeeb0",
    "routine": "#dcebc4",
    "selfcare": "#cfe8d5",
    "gentle": "#d6e6f5",
    "plain": "#ffffff",
}
_PARTS: dict[Part, str] = {
    "anytime": "Said at any moment, whatever is being asked",
    "opening": "Opening",
    "screen": "Safety screen: before any stretch",
    "stretch": "Stretching",
    "later": "Later questions: few, by relevance",
    "outcome": "Advice",
}
_ROWS = 12
"""Rows that a box has at most in one column."""
_ROW_WIDTH = 44
"""Characters after which a line of a box is broken."""


def is_current(svg: str, drawing: Drawing) -> bool:
    """Whether a picture was made from this very drawing; whatever laid it out."""
    return f"{_MARK}{drawing.mark}" in svg


def svg(drawing: Drawing) -> str:
    """
    The picture; the mark of the drawing stands in a comment.

    Raises:
        ContentError: The library or the program that lays pictures out is missing.
    """
    try:
        import graphviz
    except ImportError:
        raise ContentError("Drawing needs the Python package graphviz: pip install 'cramp-coach[drawing]'.") from None
    graph = graphviz.Digraph(
        graph_attr={"fontname": "Helvetica", "nodesep": "0.5", "ranksep": "0.5", "newrank": "true", "compound": "true"},
        node_attr={"shape": "plain", "fontname": "Helvetica", "fontsize": "12"},
        edge_attr={"fontname": "Helvetica", "fontsize": "10", "color": "#555555"},
    )
    for part, title in _PARTS.items():
        look = {"label": title, "style": "rounded", "color": "#999999", "fontsize": "16"}
        with graph.subgraph(name=f"cluster_{part}", graph_attr=look) as cluster:
            for box in drawing.boxes:
                if box.part == part:
                    cluster.node(box.name, _table(box))
    part_of = {box.name: box.part for box in drawing.boxes}
    for arrow in drawing.arrows:
        color = "#b03a2e" if arrow.care else "#555555"
        # Advice stands beside the way through: arrows to it begin at the frame and don't push it down.
        aside = {"constraint": "false", "ltail": f"cluster_{part_of[arrow.start]}"} if arrow.care else {}
        graph.edge(arrow.start, arrow.end, label=f" {arrow.when} ", color=color, fontcolor=color, **aside)
    with graph.subgraph(graph_attr={"rank": "same"}) as row:
        for name in drawing.beside:
            row.node(name)
    try:
        laid_out = graph.pipe(format="svg", encoding="utf-8")
    except graphviz.ExecutableNotFound:
        raise ContentError("Drawing needs the program dot; on Debian: apt-get install graphviz.") from None
    return _marked(laid_out, drawing)


def _marked(laid_out: str, drawing: Drawing) -> str:
    """Without the comments that name the engine's version, with our mark."""
    plain = re.sub(r"<!--.*?-->\n?", "", laid_out, flags=re.DOTALL)
    return plain.replace("<svg", f"<!-- {_MARK}{drawing.mark} -->\n<svg", 1)


def _table(box: Box) -> str:
    """A box as graphviz's small HTML: the title, then the rows, in two columns where there are many."""
    wide = len(box.rows) > _ROWS
    half = -(-len(box.rows) // 2) if wide else len(box.rows)
    title = f'<tr><td colspan="{1 + wide}" bgcolor="{_PAINT[box.paint]}"><b>{_broken(box.title)}</b></td></tr>'
    lines = []
    for place in range(half):
        cells = "".join(_cell(row) for row in box.rows[place :: half if wide else half + 1])
        lines.append(f"<tr>{cells}</tr>")
    body = "".join(lines)
    return f'<<table border="0" cellborder="1" cellspacing="0" cellpadding="5" color="#777777">{title}{body}</table>>'


def _cell(row: Row) -> str:
    look = f'align="left" balign="left" bgcolor="{_PAINT[row.paint]}"'
    return f'<td port="{row.name}" {look}>{_broken(row.text)}</td>'


def _broken(text: str) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _ROW_WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br/>".join(escape(line) for line in lines)
