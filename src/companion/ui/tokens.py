"""The design's colours as plain values, light and dark, and what high contrast makes of them."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Named colours; see the design's table for what each is for."""

    bg: str
    side: str
    inset: str
    hover: str
    sel: str
    selt: str
    line: str
    line2: str
    ctl: str
    text: str
    text2: str
    text3: str
    accent: str
    onacc: str
    now: str
    warnb: str
    warnt: str
    warnl: str
    dangb: str
    dangt: str
    dangl: str
    okb: str
    okt: str
    okl: str
    busy: str
    busyl: str
    night: str
    scrim: str
    edge: str
    white: str = "#FFFFFF"


class Family(NamedTuple):
    """The four colours of a course: white text stands on solid, `text` on tint or bg."""

    solid: str
    text: str
    tint: str
    line: str


LIGHT = Tokens(
    bg="#FFFFFF", side="#F4F6F7", inset="#F7F9F9", hover="#EDF1F2",
    sel="#DDEEED", selt="#0A5353", line="#E2E7E9", line2="#C6CFD3", ctl="#858F95",
    text="#161C20", text2="#48535A", text3="#626D74",
    accent="#0D6B6B", onacc="#FFFFFF", now="#D03A2C",
    warnb="#FCF1DD", warnt="#7A4A00", warnl="#EBCF9C",
    dangb="#FBE9E7", dangt="#A8261C", dangl="#EFC3BE",
    okb="#E3F2E7", okt="#1C663A", okl="#B7DCC3",
    busy="#EEF1F2", busyl="#D9DFE2", night="#F7F9FA",
    scrim="#57161C20", edge="#00FFFFFF",
)  # fmt: skip

DARK = Tokens(
    bg="#16191C", side="#111416", inset="#1B1F22", hover="#22272B",
    sel="#16393A", selt="#9BE0DB", line="#2A3034", line2="#444D53", ctl="#707B82",
    text="#E9EDEF", text2="#B1BBC1", text3="#8D989F",
    accent="#56BDB6", onacc="#05211F", now="#FF7366",
    warnb="#33270F", warnt="#F0C078", warnl="#5D471B",
    dangb="#3B1E1B", dangt="#FFA69D", dangl="#6B332D",
    okb="#16301F", okt="#86D3A0", okl="#2E5A3D",
    busy="#1E2326", busyl="#2C3337", night="#131618",
    scrim="#8C000000", edge="#353D42",
)  # fmt: skip

FAMILIES_LIGHT = {
    "iris": Family("#4850C6", "#3D45B4", "#ECEEFB", "#B6BBEF"),
    "plum": Family("#A62F6D", "#942660", "#FAE9F1", "#E6B2CD"),
    "amber": Family("#8C5800", "#774B00", "#FAF0DD", "#E2C590"),
    "leaf": Family("#38712F", "#2E6126", "#E9F3E5", "#B2D3A8"),
    "sky": Family("#0F669B", "#0B557F", "#E4F1F9", "#A6CDE4"),
    "stone": Family("#596168", "#474E54", "#EDEFF1", "#C1C8CC"),
}

FAMILIES_DARK = {
    "iris": Family("#5F67DE", "#B4B9FF", "#25284A", "#474C8C"),
    "plum": Family("#B5437F", "#F2A9CF", "#3A1D2D", "#733758"),
    "amber": Family("#94640F", "#E8C07A", "#30260F", "#67501F"),
    "leaf": Family("#3F7D35", "#A2D494", "#1C2D18", "#3F6136"),
    "sky": Family("#2375AB", "#93CDF3", "#152C3C", "#2D5874"),
    "stone": Family("#69727A", "#C6CDD2", "#272C30", "#4B545A"),
}


def tokens(is_dark: bool, is_high_contrast: bool = False) -> Tokens:
    """Return the colours of a look. High contrast: hairlines take the control colour, the
    third text the first, and tints the background (a line then marks what a tint did)."""
    plain = DARK if is_dark else LIGHT
    if not is_high_contrast:
        return plain
    return plain._replace(
        line=plain.ctl, line2=plain.ctl, ctl=plain.text2, text3=plain.text, text2=plain.text,
        side=plain.bg, inset=plain.bg, warnb=plain.bg, dangb=plain.bg, okb=plain.bg,
        warnl=plain.warnt, dangl=plain.dangt, okl=plain.okt, edge=plain.ctl,
    )  # fmt: skip


def families(is_dark: bool, is_high_contrast: bool = False) -> dict[str, Family]:
    """Return the course families of a look by name."""
    found = FAMILIES_DARK if is_dark else FAMILIES_LIGHT
    if not is_high_contrast:
        return found
    bg = tokens(is_dark).bg
    return {name: f._replace(tint=bg, line=f.solid) for name, f in found.items()}
