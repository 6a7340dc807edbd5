"""Promises of the drawn question flow: complete, readable by Mermaid, and the same for the same content."""

import re

from click.testing import CliRunner
from msgspec.structs import replace

from publishing.content import graph
from skill.cli import commands
from skill.content.loader import load
from skill.speech.markup import written

CONTENT = load()
DRAWN = graph.mermaid(CONTENT)


def test_it_shows_every_question_level_stretch_and_red_flag():
    said = [question.ask for question in CONTENT.questions.values()]
    said += [short for question in CONTENT.questions.values() for short in question.covers.values()]
    said += [it.question for it in CONTENT.findings.values() if it.asked and it.question]
    said += [it.label for it in CONTENT.findings.values() if it.group == "red_flag" and it.level != "modifier"]
    said += [it.name for it in CONTENT.stretches.values() if it.for_relief]
    said += [it.name for it in CONTENT.conditions.values() if it.named_unprompted]
    said += ["emergency: ", "urgent: ", "soon: ", "routine: ", "selfcare: "]

    words = CONTENT.locales["en"].words
    assert [text for text in said if written(text.format_map(words)).replace('"', "#quot;") not in DRAWN] == []


def test_a_part_of_a_question_shows_the_care_it_can_lead_to_and_the_stretches_that_it_rules_out():
    assert "<br/>a weak or dragging leg (urgent, at worst emergency)<br/>" in DRAWN
    assert re.search(r"<br/>a pregnancy \(routine\), not the .*seated pigeon", DRAWN)


def test_every_arrow_joins_two_boxes_and_no_box_stands_alone():
    names = re.findall(r"^    (\w+)\[", DRAWN, re.MULTILINE)
    arrows = re.findall(r"^  (\w+) -->.* (\w+)$", DRAWN, re.MULTILINE)

    assert {end for arrow in arrows for end in arrow} == set(names)
    assert len(names) == len(set(names))


def test_every_line_is_one_that_mermaid_reads():
    box, arrow = r'    \w+\["[^"{}]+"\]', r'  \w+ -->(\|"[^"{}]+"\|)? \w+'
    line = re.compile(rf'flowchart TD|  subgraph \w+\["[^"]+"\]|  end|{box}|{arrow}')

    assert [it for it in DRAWN.splitlines() if not line.fullmatch(it)] == []


def test_quotation_marks_do_not_end_a_label():
    question = replace(CONTENT.questions["legs"], ask='Is a leg "dead"?')
    drawn = graph.mermaid(replace(CONTENT, questions={**CONTENT.questions, "legs": question}))

    assert 'legs["<b>Is a leg #quot;dead#quot;?</b><br/>' in drawn


def test_the_command_prints_it_or_writes_it_to_a_file(tmp_path):
    printed = CliRunner().invoke(commands, ["content", "graph"])
    to_a_file = CliRunner().invoke(commands, ["content", "graph", "--out", str(tmp_path / "flow.mmd")])

    assert (printed.output, to_a_file.output) == (DRAWN, "")
    assert (tmp_path / "flow.mmd").read_text(encoding="utf-8") == DRAWN
