"""What Moodle calls the begin and the end of its activities, in the languages that it speaks.

Read in its language packs and in exports; an unknown language only leaves such words in the title.
"""

from __future__ import annotations

import re

_DUE_TAILS = (
    r"(?:is|has become) due|should be completed|(?:is )?clos(?:es|ing)|\((?:\w+ )?closes\)",
    r"ist fällig|endet|schließt|wird geschlossen|sollte abgeschlossen (?:werden|sein)",
    r"está pendiente|está en fecha de entrega|(?:se )?(?:cierra|vence)|debe(?:ría)? completarse",
    r"est à (?:rendre|remettre)|doit être (?:rendue?|terminée?)|se ferme|se termine"
    r"|devrait être terminée?",
    r"está marcado\(a\) para esta data|deve ser concluíd[oa]|fecha|encerra|termina",
    r"è in scadenza|scade|(?:si )?chiude|deve essere completat[oa]",
    r"moet ingeleverd worden|sluit|moet voltooid zijn|har förfallit|stänger|zamyka się",
    r"закрывается|заканчивается|截止|到期|關閉|关闭|结束|の締切|の終了|終了",
)
_DUE_HEADS = (
    r"término de|fim de|fin de|fin du|ende von|vencimiento de|se cierra|cierre de|fermeture de"
    r"|chiusura|termine(?: consegna)?"
)
_OPEN_TAILS = (
    r"opens|begins|starts|\((?:\w+ )?opens\)|(?:se )?abre|beginnt|öffnet|wird geöffnet|s['’]ouvre"
    r"|ouvre|commence|(?:si )?apre|opent|öppnar|otwiera się|открывается|啟用|开启|开始|の開始"
)
_OPEN_HEADS = (
    r"início de|inicio de|début de|début du|beginn von|apertura(?: de)?|ouverture de|se abre"
)
_TAIL = re.compile(rf"^(.*?\S)\s*(?:{'|'.join(_DUE_TAILS)})\W*$", re.IGNORECASE)
_HEAD = re.compile(rf"^(?:{_DUE_HEADS})\s+(\S.*)$", re.IGNORECASE)
_OPENS = re.compile(
    rf"(?:\s|(?<=[^\x00-\x7f]))(?:{_OPEN_TAILS})\W*$|^(?:{_OPEN_HEADS}) ", re.IGNORECASE
)


def name_of_due(title: str) -> str:
    """Return what is due, of a title that says that something is; else empty."""
    found = _TAIL.match(title) or _HEAD.match(title)
    return found[1] if found else ""


def only_opens(title: str) -> bool:
    """Tell whether a title says that something begins to be open."""
    return _OPENS.search(title) is not None
