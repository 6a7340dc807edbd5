"""A conversation with `POST /api/turn`, as the page of the phone app has it."""

from skill.settings import Settings
from skill.web.app import create_app

SECRET = "a secret of at least sixteen bytes"


def phone_app(**settings):
    return create_app(Settings(**{"secret": SECRET, **settings}), phone=True)


class Talk:
    """One page: it keeps the state of its conversation."""

    def __init__(self, app, *, locale="en-US", address="203.0.113.7"):
        self.client = app.test_client()
        self.locale = locale
        self.address = address
        self.state = None
        self.open = False

    def post(self, /, **asked):
        body = {"state": self.state, "locale": self.locale, **asked}
        return self.client.post("/api/turn", json=body, environ_overrides={"REMOTE_ADDR": self.address})

    def turn(self, /, **asked):
        response = self.post(**asked)
        assert response.status_code == 200, response.json
        answer = response.json
        self.state, self.open = answer["state"], answer["open"]
        return answer

    def say(self, *lines):
        return [self.turn(say=line) for line in lines][-1]

    def press(self, *names):
        return [self.turn(press=name) for name in names][-1]

    def to_the_hold(self):
        self.say("my left glute is cramping")
        return self.press(*["no"] * 4)
