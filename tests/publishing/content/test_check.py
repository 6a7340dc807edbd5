"""`content check` finds what a person got wrong: each way with a message that says where it is and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from msgspec.structs import replace as with_fields

from publishing.content import check, line_use, pattern_style, reachability, wording
from publishing.content.readability import grade
from publishing.content.rules import rules
from skill.cli import commands
from skill.content.loader import FOLDER, load, read
from skill.content.spoken_words import syllables, words
from skill.errors import ContentError

CONTENT = load()

Break = Callable[[Path], None]


def change(file: str, old: str, new: str) -> Break:
    def broken(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} no longer has {old!r}; break it in another way"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return broken


def delete(file: str) -> Break:
    return lambda folder: (folder / file).unlink()


def line_of(file: str, beginning: str) -> str:
    """The whole line of a file that begins like this, so that rewording it does not break a test."""
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(beginning))


BROKEN: dict[str, tuple[Break, str]] = {
    "a field is misspelt": (
        change("findings/weight_loss.yaml", "question:", "qestion:"),
        "findings/weight_loss.yaml: 'qestion' is not a field here. Did you mean 'question'?",
    ),
    "a red flag is deleted": (
        delete("findings/sexual_change.yaml"),
        "findings/sexual_change.yaml: this file is missing; no red flag may be dropped.",
    ),
    "a safety question drops a part": (
        change("questions/legs.yaml", line_of("questions/legs.yaml", "  cold_pale_leg:") + "\n", ""),
        "no question of the stage 'screen' covers cold_pale_leg, which must be asked",
    ),
    "a finding that does not exist is named": (
        change("stretches/seated_pigeon.yaml", "hip_replacement", "hip_replacment"),
        "stretches/seated_pigeon.yaml: the finding 'hip_replacment' does not exist; did you mean 'hip_replacement'?",
    ),
    "a source is unknown": (
        change("questions/sick.yaml", "[R12,", "[R912,"),
        "questions/sick.yaml: the source 'R912' does not exist; did you mean 'R12'?",
    ),
    "a part can't be asked by itself after a not sure": (
        change("findings/dark_urine.yaml", line_of("findings/dark_urine.yaml", "question:"), ""),
        "'question' is missing; add it, as it is asked by itself after a 'not sure' to questions/after_hold.yaml.",
    ),
    "a question is too long and too hard": (
        change(
            "findings/saddle_numb.yaml",
            line_of("findings/saddle_numb.yaml", "question:"),
            "question: Have you lately experienced an unusual alteration of sensation, particularly numbness, "
            "of the perineal region, the genitals, or the inner thighs, including when wiping?",
        ),
        "findings/saddle_numb.yaml: 'question' has 24 words, at most 18 fit in one breath; shorten it",
    ),
    "a number is not told as it is read aloud": (
        change("locales/en-GB.yaml", "Call NHS 111 today", "Call 0300 123 4567 today"),
        "locales/en-GB.yaml: 'urgent_line' contains the number 0300 123 4567, which 'emergency' and 'numbers' lack",
    ),
    "a hold is too long": (
        change("stretches/hip_flexor.yaml", "hold_seconds: 30", "hold_seconds: 300"),
        "stretches/hip_flexor.yaml: 'hold_seconds' is 300; choose 5 to 120 seconds.",
    ),
    "the coach's line is gone": (
        change("lines.yaml", line_of("lines.yaml", "crisis:") + "\n", ""),
        "lines.yaml: the line 'crisis' is missing, but skill/conversation/advice.py uses it; add it.",
    ),
    "a reply no longer fits in one breath": (
        change(
            "findings/faint_collapse.yaml",
            line_of("findings/faint_collapse.yaml", "meaning:"),
            "meaning: That can mean that too little blood gets to your head. The heart may be behind it, or a bleed "
            "that nobody sees. It may be a bad infection too. All of them need help now.",
        ),
        "words, and at most 45 fit in one breath; shorten one of them",
    ),
    "heat is advised to everybody": (
        change("lines.yaml", 'do_cramp: "Keep moving,', 'do_cramp: "Keep it warm,'),
        "lines.yaml: 'do_cramp' advises heat to everybody, though remedies/heat.yaml has a 'not_if'",
    ),
    "two red flags share a name": (
        change("findings/weight_loss.yaml", "report: [", "report: [i have a fever, "),
        "findings: 'i have a fever' is a name of both fever_chills and weight_loss; leave it to one of them.",
    ),
}  # fmt: skip


def checked(folder: Path, *options: str) -> tuple[int, str]:
    """The exit code of `content check` for a folder, and all that it says."""
    ran = CliRunner().invoke(commands, ["content", "check", "--folder", str(folder), *options])
    return ran.exit_code, f"{ran.output}{ran.exception or ''}"


@pytest.mark.slow
@pytest.mark.parametrize("mistake", BROKEN)
def test_a_broken_copy_is_refused_with_a_message_that_helps(mistake: str, copy: Path):
    spoil, message = BROKEN[mistake]
    spoil(copy)

    code, said = checked(copy)

    told = next((line for line in said.splitlines() if message in line), "")
    print(f"{mistake}: {told}")
    assert told, said
    assert code == 1


def test_the_content_is_sound():
    ran = CliRunner().invoke(commands, ["content", "check"])

    assert ran.exit_code == 0, f"{ran.output}{ran.exception}"
    assert "a median of" in ran.output


def test_all_problems_are_listed_and_not_only_the_first(copy: Path):
    for mistake in ("a source is unknown", "a hold is too long", "two red flags share a name"):
        BROKEN[mistake][0](copy)

    said = checked(copy)[1]

    assert all(BROKEN[mistake][1] in said for mistake in ("a source is unknown", "a hold is too long"))
    assert BROKEN["two red flags share a name"][1] in said


def test_an_unreviewed_red_flag_may_not_ship():
    drafts = [name for name, it in CONTENT.findings.items() if it.group == "red_flag" and it.review.state == "draft"]
    told = check.before_release(CONTENT)

    assert all(any(line.startswith(f"findings/{name}.yaml: 'review'") for line in told) for name in drafts)


def test_all_42_red_flags_are_there():
    assert {name for name, it in CONTENT.findings.items() if it.group == "red_flag"} >= rules().red_flags
    assert len(rules().red_flags) == 42


def test_a_finding_nobody_asks_about_and_nobody_can_say_is_found():
    silent = with_fields(
        CONTENT.findings["new_medicine"],
        asked=None,
        report=(),
        heard=type(CONTENT.findings["numbness"].heard)(),
    )
    content = replace(CONTENT, findings=dict(CONTENT.findings) | {"new_medicine": with_fields(silent, level="routine")})

    assert any(
        "findings/new_medicine.yaml: no question asks about it" in line for line in reachability.problems(content)
    )


def test_outcomes_nobody_gets_are_found():
    stretch = with_fields(CONTENT.stretches["ball_release"], for_relief=None, also_called=())
    condition = with_fields(CONTENT.conditions["overuse"], signs={})
    content = replace(
        CONTENT,
        stretches=dict(CONTENT.stretches) | {"ball_release": stretch},
        conditions=dict(CONTENT.conditions) | {"overuse": condition},
    )
    told = list(reachability.problems(content))

    assert any("stretches/ball_release.yaml: no conversation leads to it" in line for line in told)
    assert any("conditions/overuse.yaml: 'signs' has no positive weight" in line for line in told)


def test_a_part_that_the_question_does_not_name_is_found():
    legs = with_fields(CONTENT.questions["legs"], ask="Is a leg newly weak or swollen? Or do both hurt?")
    legs = with_fields(legs, covers={**legs.covers, "cold_pale_leg": "icy toes"})
    content = replace(CONTENT, questions=dict(CONTENT.questions) | {"legs": legs})

    assert any("'ask' has no word of 'icy toes' (cold_pale_leg)" in line for line in wording.problems(content))


def test_a_placeholder_that_nothing_fills_in_is_found():
    finding = with_fields(CONTENT.findings["dark_urine"], question="Is your {pe} brown?")
    content = replace(CONTENT, findings=dict(CONTENT.findings) | {"dark_urine": finding})

    assert any("the placeholder {pe} is unknown" in line for line in check.broken(content))


def test_unknown_and_unused_word_classes_are_found():
    spoken = with_fields(CONTENT.findings["numbness"].heard, yes=("<no_such_class> leg",))
    finding = with_fields(CONTENT.findings["numbness"], heard=spoken)
    content = replace(
        CONTENT,
        findings=dict(CONTENT.findings) | {"numbness": finding},
        words=dict(CONTENT.words) | {"never_used": ("a|b",)},
    )
    told = "\n".join(pattern_style.problems(content))

    assert "findings/numbness.yaml: 'heard' uses <no_such_class>, which words.yaml lacks" in told
    assert "words.yaml: no pattern uses the class 'never_used'; delete it." in told
    assert "'a|b' in the class 'never_used' is a pattern" in told


def test_an_alternative_of_several_words_is_doubtful():
    spoken = with_fields(CONTENT.findings["numbness"].heard, yes=("dead|asleep|to sleep",), never=())
    finding = with_fields(CONTENT.findings["numbness"], heard=spoken)
    content = replace(CONTENT, findings={"numbness": finding})

    told = list(pattern_style.doubtful(content))

    assert len(told) == 1
    assert "'sleep' is needed after all of 'dead|asleep|to'" in told[0]


def test_a_line_that_no_code_speaks_is_dead():
    assert list(line_use.unused({**CONTENT.lines, "never_said": "Hello."})) == [
        "lines.yaml: no code uses the line 'never_said'; delete it."
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [("numb", 1), ("used", 1), ("needed", 2), ("muscle", 2), ("settled", 2), ("twitches", 2), ("diabetes", 3),
     ("doing", 2), ("spasm", 2), ("lately", 2), ("emergency", 4), ("the", 1), ("stretching", 2), ("nineteen", 2),
     ("seventeen", 3)],
)  # fmt: skip
def test_syllables_are_counted_by_spelling(word: str, count: int):
    assert syllables(word) == count


def test_the_reading_grade_is_that_of_flesch_and_kincaid():
    # By hand: 6 words, 1 sentence, 6 syllables; then 9 words, 2 sentences, 17 syllables.
    assert grade("Is one leg cold or white?") == pytest.approx(0.39 * 6 + 11.8 * 6 / 6 - 15.59)
    assert len(words("Neurological deficits necessitate evaluation. Immediately consult a physician today.")) == 9
    assert grade("Neurological deficits necessitate evaluation. Immediately consult a physician today.") > 15


def test_content_that_can_not_be_loaded_can_still_be_read(copy: Path):
    (copy / "findings" / "numbness.yaml").write_text("label: [", encoding="utf-8")

    content, problems = read(copy)

    assert "saddle_numb" in content.findings
    assert len(problems) == 1
    with pytest.raises(ContentError, match="numbness"):
        load(copy)
