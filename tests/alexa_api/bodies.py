"""Whether the body of a request for a timer or a reminder is one that Amazon documents."""

import re

_LONGEST_LABEL = 256
_DURATION = re.compile(r"PT(?=.)(\d+H)?(\d+M)?(\d+S)?")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?")
_RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY);(BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*;)?"
    r"BYHOUR=([01]?\d|2[0-3]);BYMINUTE=[0-5]?\d;BYSECOND=0;INTERVAL=1;"
)


def is_valid(path, body):
    valid = {"/v1/alerts/timers": _is_timer, "/v1/alerts/reminders": _is_reminder}
    try:
        return bool(valid[path](body))
    except (KeyError, TypeError, AttributeError):
        return False


def _is_timer(body):
    behaviour = body["triggeringBehavior"]
    return (
        _DURATION.fullmatch(body["duration"])
        and len(body["timerLabel"]) <= _LONGEST_LABEL
        and body["creationBehavior"]["displayExperience"]["visibility"] in ("VISIBLE", "HIDDEN")
        and isinstance(behaviour["notificationConfig"]["playAudible"], bool)
        and behaviour["operation"]["type"] in ("NOTIFY_ONLY", "ANNOUNCE", "LAUNCH_TASK")
    )


def _is_reminder(body):
    trigger, spoken = body["trigger"], body["alertInfo"]["spokenInfo"]["content"]
    rules = (trigger.get("recurrence") or {}).get("recurrenceRules")
    timed = all(map(_RULE.fullmatch, rules)) if rules else _LOCAL.fullmatch(trigger["scheduledTime"])
    return (
        timed
        and _LOCAL.fullmatch(body["requestTime"])
        and trigger["type"] == "SCHEDULED_ABSOLUTE"
        and all(each["locale"] and each["text"] for each in spoken)
        and body["pushNotification"]["status"] in ("ENABLED", "DISABLED")
    )
