"""What Zoom's invitations look like: every pattern and zone name in one table.

The layout changes over the years; a change here has a sample beside the tests.
"""

from __future__ import annotations

import re

# No pattern may begin or go on with a run of blanks that it could take in many ways: a megabyte
# of them would take hours.
_START = r"^[ \t>*•·–-]*"
_LABEL = _START + r"(?:{})[ \t]*:[ \t]*(.+)$"
PATTERNS = {
    "address": r"(?:https?://|(?<![\w.@/-])(?=(?:[\w-]{1,63}\.){0,3}zoom(?:\.us|gov\.com)/))"
    r"[^\s<>\"'`|\\^{}\[\]]+",
    "join": _START + r"join (?:zoom|from|the (?:meeting|webinar))\b.*$",
    "phone": _START + r"(?:one tap mobile|(?:or )?iphone one-tap|or telephone|dial by your "
    r"location|dial in|join by (?:sip|h\.323|skype|phone|polycom)|find your local number"
    r"|international numbers).*$",
    "meeting_id": _LABEL.format("(?:meeting|webinar) id|id do webinar|id da reunião"),
    "passcode": _LABEL.format(
        "(?:meeting |webinar )?(?:passcode|password)|senha(?: de acesso)?|código de acceso"
        "|kenncode|code secret|codice d.accesso|パスコード|密码|암호"
    ),
    "passcode_value": r"(\d{3} \d{3}|\S+)[ \t]*(?:\(.*)?$",
    "topic": _LABEL.format("topic|tópico|tema|thema|sujet|argomento|主题"),
    "time": _LABEL.format("time|when|hora|horário|zeit|heure"),
    "moment": r"(?:[a-z]{3,9}, )?([a-z]{3,9})\.? (\d{1,2}), (\d{4}),? "
    r"(\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?)\b(.*)",
    "every": _START + r"every (?:(\d{1,3}) )?(day|week)s?\b(.*)$",
    "until": r"until ([a-z]{3,9}) (\d{1,2}), (\d{4})",
    "count": r"\b(\d{1,4}) occurrence",
    "weekday": r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b",
    "new_line": r"(?<![ \t])[ \t]{1,99}(?=(?:(?:meeting|webinar) id|passcode|password)[ \t]*:"
    r"|join zoom meeting\b|every (?:week|day|\d{1,3} weeks)\b(?=[^\n]{0,99}\boccurrence)"
    r"|one tap mobile\b|dial by your location\b|join by (?:sip|h\.323)|time: [a-z]{3,9} \d)",
}
FOUND = {
    name: re.compile(pattern, re.IGNORECASE | re.MULTILINE) for name, pattern in PATTERNS.items()
}
ZONES = {
    "eastern time (us and canada)": "America/New_York",
    "central time (us and canada)": "America/Chicago",
    "mountain time (us and canada)": "America/Denver",
    "pacific time (us and canada)": "America/Los_Angeles",
    "atlantic time (canada)": "America/Halifax",
    "newfoundland": "America/St_Johns",
    "newfoundland and labrador": "America/St_Johns",
    "indiana (east)": "America/Indiana/Indianapolis",
    "arizona": "America/Phoenix",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "india": "Asia/Kolkata",
    "mumbai, kolkata, new delhi": "Asia/Kolkata",
    "kathmandu": "Asia/Kathmandu",
    "beijing, shanghai": "Asia/Shanghai",
    "hong kong sar": "Asia/Hong_Kong",
    "osaka, sapporo, tokyo": "Asia/Tokyo",
    "canberra, melbourne, sydney": "Australia/Sydney",
    "universal time utc": "UTC",
    "greenwich mean time": "UTC",
}
