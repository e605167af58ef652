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
    "meeting_id": _LABEL.format(
        "(?:meeting|webinar)[ -]id|id (?:do webinar|d[ae] (?:la )?(?:reunión|reunião|réunion)"
        "|(?:de )?riunione|seminario web)|ミーティング id|会议(?:号| id)|會議 id|회의 id"
    ),
    "passcode": _LABEL.format(
        "(?:meeting |webinar )?(?:passcode|password)|senha(?: de acesso)?|código de ac+ess?o"
        "|kenncode|code (?:secret|d.accès)|codice d.accesso|パスコード|密码|密碼|암호|wachtwoord"
        "|hasło|lösenord"
    ),
    "passcode_value": r"(\d{3} \d{3}|\S+)[ \t]*(?:\(.*)?$",
    "topic": r"thank you for registering for [\"“]?(.{3,200}?)[\"”]?\.?[ \t]*$|"
    + _LABEL.format(
        "topic|tópico|tema|thema|sujet|argomento|onderwerp|temat|トピック|主题|主題|주제"
    ),
    "time": _START + r"(?:date(?: (?:and|&) |/)time|time|when|hora|horário|zeit|uhrzeit|heure|ora"
    r"|tijd|czas|時刻|日時|时间|時間|시간)[ \t]*(?::[ \t]*|\n[ \t]*(?=[^\n]*\d))(\S.*)$",
    "new_line": r"(?<![ \t])[ \t]{1,99}(?=(?:(?:meeting|webinar) id|passcode|password)[ \t]*:"
    r"|join zoom meeting\b|every (?:week|day|\d{1,3} weeks)\b(?=[^\n]{0,99}\boccurrence)"
    r"|one tap mobile\b|dial by your location\b|join by (?:sip|h\.323)|time: [a-z]{3,9} \d)",
}
FOUND = {
    name: re.compile(pattern, re.IGNORECASE | re.MULTILINE) for name, pattern in PATTERNS.items()
}
# How Zoom says that a meeting comes back; each language has its own word for a week.
EVERY = re.compile(
    r"^[ \t>*•·–-]*(?:every|jede[nrs]?|alle|cada|tod[ao]s? (?:l[ao]s )?|toute?s? les|chaque|ogni"
    r"|elke)[ ]*(?:(?P<every>\d{1,3})[ ])?(?P<of>(?P<day>days?|tage?n?|d[ií]as?|jours?|giorn[oi]"
    r"|dagen)|(?P<week>weeks?)|(?P<woche>wochen?)|(?P<semana>semanas?)|(?P<semaine>semaines?)"
    r"|(?P<settimana>settiman[ae]))\b",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"(?:\buntil|\bbis(?: zum)?|\bhasta(?: el)?|\baté|\bjusqu.au|\bfino al?) (.{6,30}?\d{4})",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"\b(\d{1,4}) (?:occurren|vorkommen|aparici|ocorrên|ocurren|occorren|termin)", re.IGNORECASE
)
_ENGLISH = "mon tue wed thu fri sat sun"
WEEKDAYS = {
    unit: {name: n % 7 for n, name in enumerate(names.split())}
    for unit, names in (
        ("week", _ENGLISH), ("woche", "mo di mi do fr sa so"),
        ("semana", "lun mar mié jue vie sáb dom seg ter qua qui sex sáb dom"),
        ("semaine", "lun mar mer jeu ven sam dim"), ("settimana", "lun mar mer gio ven sab dom"),
    )
}  # fmt: skip
# Short months of Spanish, Portuguese and Italian that are English words elsewhere.
SHORT_MONTHS = {
    "gen": "jan", "ago": "aug", "set": "sep", "out": "oct", "mag": "may", "giu": "jun",
    "lug": "jul", "ott": "oct",
}  # fmt: skip
LATE = frozenset({"下午", "午後", "오후"})
# The zones of the United States in the languages of Zoom.
EASTERLY = tuple(
    (re.compile(pattern), zone)
    for pattern, zone in (
        (r"^eastern time \(|heure de l.est\b|hora del este|hor[aá]ri?[oa] do leste|ora orientale"
         r"|美国东部|東部", "America/New_York"),
        (r"^central time \(|heure du centre|hora central|horário central|ora centrale",
         "America/Chicago"),
        (r"^mountain time \(|heure des (?:montagnes )?rocheuses|hora de las? montañas?"
         r"|horário das montanhas", "America/Denver"),
        (r"^pacific time \(|heure du pacifique|hora del pacífico|horário do pacífico"
         r"|ora del pacifico", "America/Los_Angeles"),
    )
)  # fmt: skip
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
    "大阪、札幌、東京": "Asia/Tokyo",
    "北京,上海": "Asia/Shanghai",
    "北京、上海": "Asia/Shanghai",
    "서울": "Asia/Seoul",
    "roma": "Europe/Rome",
    "rom": "Europe/Rome",
    "wien": "Europe/Vienna",
    "londres": "Europe/London",
    "lisboa": "Europe/Lisbon",
    "bruxelles": "Europe/Brussels",
    "canberra, melbourne, sydney": "Australia/Sydney",
    "universal time utc": "UTC",
    "greenwich mean time": "UTC",
}
