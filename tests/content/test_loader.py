"""The loader refuses what a person could have got wrong, in words that tell file, field and fix."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from msgspec.structs import replace as with_fields

from skill.content.loader import FOLDER, contradictions, kinds, load, read, references
from skill.errors import ContentError

CONTENT = load()


def write(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("findings/numbness.yaml", "label: [", "findings/numbness.yaml: this is not valid YAML"),
        ("findings/numbness.yaml", "label: numb", "numbness.yaml: the field 'sources' is missing; please add it."),
        ("findings/numbness.yaml", "", "findings/numbness.yaml: expected `object`, got `null`"),
        ("stretches/piriformis.yaml", "colour: red", "stretches/piriformis.yaml: 'colour' is not a field here. Known"),
        ("stretches/piriformis.yaml", "nam: x", "'nam' is not a field here. Did you mean 'name'?"),
        ("lines.yaml", "welcome: [a, b]", "lines.yaml: expected `str`, got `array`"),
        ("sources/twice.yaml", "seed_000: {title: again}", "the source 'seed_000' is defined twice; keep one."),
    ],
)  # fmt: skip
def test_a_file_that_can_not_be_used_is_refused(file: str, text: str, message: str, copy: Path):
    write(copy, file, text)

    with pytest.raises(ContentError) as refused:
        load(copy)

    assert message in str(refused.value)


def test_a_level_that_does_not_exist_is_refused_with_its_field(copy: Path):
    file = "findings/leg_weakness.yaml"
    write(copy, file, (copy / file).read_text(encoding="utf-8").replace("level: urgent", "level: quick", 1))

    with pytest.raises(ContentError, match=r"findings/leg_weakness\.yaml: .*'quick'.* `level`"):
        load(copy)


def test_a_missing_file_is_named(copy: Path):
    (copy / "lines.yaml").unlink()

    with pytest.raises(ContentError, match=r"lines\.yaml: this file is missing"):
        load(copy)


def test_every_file_that_can_not_be_read_is_told(copy: Path):
    for file in ("findings/numbness.yaml", "topics/causes.yaml", "words.yaml"):
        write(copy, file, "- : [")

    content, problems = read(copy)

    assert [problem.split(":")[0] for problem in problems] == [
        "findings/numbness.yaml",
        "topics/causes.yaml",
        "words.yaml",
    ]
    assert "numbness" not in content.findings


def test_files_are_read_as_the_text_they_are(copy: Path):
    (copy / "lines.yaml").write_bytes(b"welcome: \xff\xfe")

    with pytest.raises(ContentError, match=r"lines\.yaml: can't be read"):
        load(copy)


def test_questions_come_in_the_order_they_are_asked():
    stages = [question.stage for question in CONTENT.questions.values()]
    orders = [question.order for question in CONTENT.questions.values() if question.stage == "screen"]

    assert stages == sorted(stages, key=["screen", "after", "rescreen"].index)
    assert orders == sorted(orders)


def test_nothing_changes_after_loading():
    with pytest.raises(TypeError):
        CONTENT.findings["numbness"] = CONTENT.findings["tingling"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        CONTENT.findings["numbness"].label = "else"  # type: ignore[misc]


def test_every_reference_to_a_finding_is_looked_at():
    folders = {where.split("/")[0] for where, kind, _ in references(CONTENT) if kind == "finding"}

    assert folders == {"findings", "questions", "stretches", "conditions", "remedies"}


def test_a_locale_that_lacks_a_word_is_refused():
    words = {name: word for name, word in CONTENT.locales["en-GB"].words.items() if name != "poop"}
    british = with_fields(CONTENT.locales["en-GB"], words=words)
    content = replace(CONTENT, locales={**CONTENT.locales, "en-GB": british})

    assert list(contradictions(content)) == [
        "locales/en-GB.yaml: 'words' lacks poop; add them, as there is no fallback."
    ]


def test_a_routine_of_unknown_stretches_is_refused():
    routine = with_fields(next(iter(CONTENT.routines.values())), steps=("clamshel",))
    content = replace(CONTENT, routines={"morning": routine})

    assert "routines/morning.yaml: the stretch 'clamshel' does not exist; did you mean 'clamshell'?" in list(
        contradictions(content)
    )


def test_an_item_without_sources_is_refused():
    heat = with_fields(CONTENT.remedies["heat"], sources=())
    content = replace(CONTENT, remedies={"heat": heat})

    assert "remedies/heat.yaml: 'sources' is empty; every item must name its sources." in list(contradictions(content))


def test_every_folder_of_items_is_walked():
    assert {kind for kind, _ in kinds(CONTENT)} | {"sources", "pictures"} >= {
        path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__"
    }


def test_other_places_are_served_without_a_number_of_their_own():
    assert CONTENT.locale("fr-FR") is CONTENT.locales["en"]
    assert CONTENT.locale("en-GB").emergency is not None


def test_another_folder_is_read_anew(copy: Path) -> None:
    lines = (copy / "lines.yaml").read_text(encoding="utf-8")
    write(copy, "lines.yaml", lines.replace("I'll whisper.", "I will whisper."))

    assert load(copy).lines["quiet"] == "I will whisper."


def test_no_item_can_be_replaced_in_what_all_threads_share() -> None:
    with pytest.raises(TypeError):
        load().findings["numbness"] = load().findings["twitch_main"]  # type: ignore[index]  # which is the point
