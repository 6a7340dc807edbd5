"""What a device plays, as words with their times."""

from skill.speech.script import played


def test_a_countdown_of_breaks_is_timed_as_well():
    said = played(
        '<speak>Hold.<break time="9000ms"/>Call <sub alias="nine">9</sub>. '
        'Is it bad?<break time="350ms"/>Or not?</speak>',
        ask="Is it bad? | Or not?",
    )
    hold, call, question = said.cues
    assert [hold.say, call.say, question.say] == ["Hold.", "Call 9.", "Is it bad? Or not?"]
    assert hold.at == 0.0
    assert 9.0 < call.at < 10.0
    assert call.at < question.at < said.seconds
