"""Heat and ice timers in Alexa's Timers API. Others may hear and see them, so their labels contain nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from skill.alexa import durations
from skill.alexa.envelope import inside
from skill.alexa.services import Access, Api, RefusalError
from skill.conversation.events import RunningTimer
from skill.conversation.session import TimerKind

LABELS: dict[TimerKind, str] = {"heat": "Heat", "ice": "Ice"}
MOST_TIMERS = 10
"""Maximum timers on a device, including the user's own."""

PATH = "/v1/alerts/timers"
"""Path of the API; that of a timer ends in its id."""


def set_timer(access: Access, kind: TimerKind, seconds: int, *, replace: bool = False) -> None:
    """
    Set a timer that only rings.

    With `replace`, one of the same kind is cancelled first, as Alexa accepts no second timer with the same label.

    Raises:
        RefusalError: Alexa refused; the reason is `duplicate`, with its end, if one of the same kind is running.
    """
    api = Api(access)
    try:
        if replace:
            api.delete(PATH, (str(it.get("id")) for it in _listed(api) if it.get("timerLabel") == LABELS[kind]))
        answer = api.call("POST", PATH, _body(kind, seconds))
    except RefusalError as error:
        if error.reason in ("bad_request", "duplicate"):
            raise _explained(api, kind, error) from error
        raise
    # Only what Alexa has confirmed is promised to the user.
    if not inside(answer, "id"):
        raise RefusalError("away")


def timers(access: Access, *, now: float) -> dict[str, RunningTimer]:
    """
    Return the skill's timers that are running or paused, by the id of each; `now` in seconds since 1970.

    Raises:
        RefusalError: Alexa refused.
    """
    listed = _listed(Api(access))
    ours = ((it, kind) for it in listed for kind, label in LABELS.items() if it.get("timerLabel") == label)
    told = {str(it.get("id")): RunningTimer(kind, _seconds_left(it, now)) for it, kind in ours}
    return {name: timer for name, timer in told.items() if timer.seconds_left > 0}


def _seconds_left(timer: Mapping[str, Any], now: float) -> float:
    """Return the seconds until a timer rings; of a paused one the remaining ones; 0 if Alexa gives neither."""
    if timer.get("status") == "PAUSED":
        return float(durations.seconds(str(timer.get("remainingTimeWhenPaused"))) or 0)
    ends_at = _moment(timer.get("triggerTime"))
    return ends_at - now if ends_at else 0.0


def _body(kind: TimerKind, seconds: int) -> dict[str, Any]:
    minutes, rest = divmod(seconds, 60)
    return {
        "duration": "PT" + (f"{minutes}M" if minutes else "") + (f"{rest}S" if rest else ""),
        "timerLabel": LABELS[kind],
        "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
        "triggeringBehavior": {
            "operation": {"type": "NOTIFY_ONLY"},
            "notificationConfig": {"playAudible": True},
        },
    }


def _explained(api: Api, kind: TimerKind, refusal: RefusalError) -> RefusalError:
    """Find out the reason: Alexa returns the same status for a duplicate label and for a bad request."""
    try:
        timers = _listed(api)
    except RefusalError:
        return refusal
    same = [timer for timer in timers if timer.get("timerLabel") == LABELS[kind]]
    if same:
        return RefusalError("duplicate", refusal.status, _moment(same[0].get("triggerTime")))
    return RefusalError("too_many", refusal.status) if len(timers) >= MOST_TIMERS else refusal


def _listed(api: Api) -> list[dict[str, Any]]:
    """Return the pending timers."""
    timers = inside(api.call("GET", PATH), "timers") or ()
    return [timer for timer in timers if timer.get("status") != "OFF"]


def _moment(text: object) -> float | None:
    try:
        return datetime.fromisoformat(str(text)).timestamp()
    except ValueError:
        return None
