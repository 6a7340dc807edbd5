"""Command that shows how utterances are understood."""

import sys

import click

from skill.cli.options import LOCALE, accept_any_bytes, show_json


@click.command(epilog="Example: echo 'no fever but my foot is numb' | cramp-coach understand")
@LOCALE
@click.option(
    "--asks", metavar="ID,ID", default="", help="Read each line as the reply to a question about these findings."
)
@click.option("--why", is_flag=True, help="Add the steps of the analysis, and every pattern that matched.")
def understand(locale: str, asks: str, why: bool) -> None:
    """Read utterances from standard input and print what each means, one JSON object per line."""
    from skill.alexa.intents import alexa_name
    from skill.understanding.hearing import content, listener

    asked = tuple(name.strip() for name in asks.split(",") if name.strip())
    if unknown := [name for name in asked if name not in content().findings]:
        raise click.BadParameter(
            f"there is no finding {unknown[0]!r}; use the name of a file in skill/content/findings.",
            param_hint="--asks",
        )
    accept_any_bytes()
    recogniser = listener(locale)
    for line in sys.stdin:
        words = line.rstrip("\n")
        heard = recogniser.hear(words, asked)
        shown = {
            "utterance": words,
            "intent": alexa_name(heard.intent),
            "slots": dict(heard.slots),
            "score": heard.score,
            "findings": dict(heard.findings),
            "red_flags": list(heard.red_flags),
            "suspected": list(heard.suspected),
            "answer": heard.answer,
            "of": heard.of,
        }
        show_json(shown | {"why": recogniser.why(words, heard)} if why else shown)
