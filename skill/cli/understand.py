"""The command that tells what utterances mean."""

import sys

import click

from skill.cli.options import LOCALE, any_bytes_are_read, show_json


@click.command(epilog="Example: echo 'no fever but my foot is numb' | cramp-coach understand")
@LOCALE
def understand(locale: str) -> None:
    """Read utterances from standard input and print what each means, one JSON object a line."""
    from skill import coach
    from skill.alexa.intents import alexa_name

    any_bytes_are_read()
    listener = coach.listener(locale)
    for line in sys.stdin:
        words = line.rstrip("\n")
        heard = listener.understand(words)
        show_json(
            {
                "utterance": words,
                "intent": alexa_name(heard.intent),
                "slots": dict(heard.slots),
                "score": round(heard.score, 3),
                "findings": dict(heard.findings),
                "red_flags": list(heard.red_flags),
            }
        )
