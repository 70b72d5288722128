"""Where a name says which season and episode it is: one table, tried in order, first hit wins."""

from __future__ import annotations

from emm_tui.parsing.markers import (
    Hint,
    Reader,
    Row,
    read_cross,
    read_episode_number,
    read_episode_season,
    read_one_number,
    read_range,
    read_season_episode,
    read_season_then_number,
    read_special,
    read_whole_season,
)
from emm_tui.parsing.numbers import CJK_NUMBER, COUNT
from emm_tui.parsing.patterns import Pattern

_SEASON = (
    r"(?:seasons?|series|saison|staffel|temporadas?|temp|stagione|seizoen|sezon|sez[oó]na|säsong|sæson|kausi|évad|"
    r"сезоны?|シーズン|sn|se)"
)
_EPISODE = (
    r"(?:episodes?|epis[oó]dio|epis[oó]dul|epizoda?|épisode|folgen?|aflevering|afl|cap[ií]tulo|chapter|cap|"
    r"сери[яи]|эпизод|выпуск|epi|eps?)"
)
_OF = r"(?:of|de|van|din|von|из|sur|di)"
_GAP = r"[ ._\-–:,№#\[(]"
_START = r"(?<![a-z0-9])"
_NUMBER_ENDS = r"(?=v\d|ep?\d|[abce\-](?![a-z])|[^0-9a-z]|$)"
_MANY = r"(?:[ ._]?(?:-{1,2}|,|&|\+|~|to|and)?[ ._]?(?:s|season[ ._]?)?\d{1,2}(?![0-9a-z]))"

_S_NUMBER = Hint(pattern=r"s(?:eason[ .]?| )?\d")
_E_NUMBER = Hint(pattern=r"e\d")
_SEASON_WORDS = Hint(
    *"se sais staf temp stag säs sæs kausi évad сезон シーズン 期 第 sn".split(),
)
_EPISODE_WORDS = Hint("ep", "#", "afl", "cap", "chap", "fol", "сери", "эпизод", "выпуск", "épi")


def _row(rule: str, hint: Hint, pattern: str, read: Reader) -> Row:
    return rule, hint, Pattern(pattern), read


SEASON_AND_EPISODE = (
    _row(
        "s01e02",
        _S_NUMBER,
        r"(?<!\d)s ?(\d{1,4})(?:[ ._\-\])]{0,3}e(?:p(?:isode)?s?)?|[ ._\-]{0,2}xe?)[ ._\-(]{0,2}(\d{1,5})(?!\d)",
        read_season_episode,
    ),
    _row("1x02", Hint("x", "×"), r"(?<!\d)(\d{1,4})(?:[x×]| x )(\d{1,4})(?!\d|[a-z]{2}|p)", read_cross),
    _row(
        "season 1 episode 2",
        _SEASON_WORDS,
        rf"{_START}{_SEASON}{_GAP}{{0,2}}(\d{{1,4}})(?!\d){_GAP}{{0,4}}(?:{_EPISODE}|e){_GAP}{{0,2}}(\d{{1,5}})(?!\d)",
        read_season_episode,
    ),
    _row(
        "episode 2 season 1",
        Hint("season"),
        rf"{_START}(?:episode|ep)[ ._]?(\d{{1,4}})[ ._,\-]{{1,3}}season[ ._]?(\d{{1,3}})(?!\d)",
        read_episode_season,
    ),
    _row(
        "1 season 2 episode",
        _SEASON_WORDS,
        r"(?<!\d)(\d{1,3})(?:-?(?:й|го|я|st|nd|rd|th))?[ ._\-]{1,2}"
        r"(?:сезон|season|sezon|sez|évad|temporada)[ ._\-,]{1,3}(\d{1,4})(?:-?[йяа])?"
        r"[ ._\-]{1,2}(?:сери[яи]|episode|rész|bölüm|ser)",
        read_season_episode,
    ),
    _row("t02e22", _E_NUMBER, rf"{_START}t?(\d{{1,2}})[ ._\-]?x?e(\d{{2,4}})(?![0-9a-z])", read_season_episode),
    _row(
        "cap.102", Hint("cap"), rf"{_START}cap[ ._]?(\d{{1,2}})(\d\d)(?:[_\-]\d{{1,2}}(\d\d))?(?!\d)", read_one_number
    ),
    _row("s0102", _S_NUMBER, rf"{_START}s(\d\d)(\d\d)(?![0-9a-z])", read_season_episode),
    _row("sp01", Hint("sp"), rf"{_START}(sp)(\d{{1,2}})(?![0-9a-z])", read_special),
    _row("s01.02", _S_NUMBER, rf"{_START}s(\d{{1,2}})[.](\d\d)(?=$|[ ._\-\[(](?!\d))", read_season_episode),
    _row("[1.02]", Hint("[", "episode"), r"(?:\[|episode )(\d{1,2})[.](\d{2,3})(?![0-9.])", read_season_episode),
    _row(
        "s1 - 02",
        _S_NUMBER,
        rf"{_START}(?:s(?=\d)|season[ .]?(?=\d{{1,2}}[ ._]-[ ._]\d\d))(\d{{1,2}})"
        r"(?:[ ._]{1,2}-[ ._]{1,2}(?:ep?\.?)?(\d{1,4})|[ ._](\d{3,4}))(?=v\d|end|[^0-9a-z]|$)",
        read_season_then_number,
    ),
    _row(
        "season 1, 2 of 12",
        _SEASON_WORDS,
        rf"{_START}{_SEASON}{_GAP}{{0,2}}(\d{{1,4}}){_GAP}{{1,3}}(\d{{1,3}})[ ._]?{_OF}[ ._]?(\d{{1,3}})(?!\d)",
        read_season_then_number,
    ),
)

WHOLE_SEASON = (
    _row(
        "s01",
        _S_NUMBER,
        rf"{_START}s(\d{{1,2}}| \d\d|(?:19|20)\d\d)(?:d(?:isc)?\d{{1,2}})?(?![0-9a-z]){_MANY}{{0,20}}",
        read_whole_season,
    ),
    _row(
        "2nd season",
        _SEASON_WORDS,
        r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)[ ._\-]{1,2}season(?![a-z])",
        read_whole_season,
    ),
    _row(
        "season 1",
        _SEASON_WORDS,
        rf"{_START}{_SEASON}[ ._\-(]{{0,2}}№?(\d{{1,2}}|(?<=[ .])[ivx]{{1,4}})(?![0-9a-z]){_MANY}{{0,20}}"
        rf"|第({CJK_NUMBER})[季期]",
        read_whole_season,
    ),
    _row(
        "1st season",
        _SEASON_WORDS,
        r"(?<!\d)(\d{1,2})(?! - )[ ._\-]{0,2}(?:st|nd|rd|th|-?[йя]|[aªº]|[.])?[ ._\-]{0,2}"
        r"(?:season|staffel|сезон|temporada|期)(?![a-z])",
        read_whole_season,
    ),
    _row("1xall", Hint("xall"), r"(?<!\d)(\d{1,2})xall(?![a-z])", read_whole_season),
)

EPISODE_ONLY = (
    _row(
        "2 of 12",
        Hint("of", "de", "van", "din", "von", "из", "sur", "di"),
        rf"(?:{_EPISODE}[ ._:]{{0,2}}|(?<![a-z0-9/]))"
        rf"(\d{{1,3}})[ ._]?(?:-[ ._]?(\d{{1,3}})[ ._]?)?{_OF}[ ._]?\d{{1,3}}(?!\d)",
        read_range,
    ),
    _row(
        "episode 2",
        _EPISODE_WORDS,
        rf"(?:{_START}{_EPISODE}[ ._\-№:]{{0,3}}|{_START}#)({COUNT}|\d{{1,5}}){_NUMBER_ENDS}",
        read_episode_number,
    ),
    _row("e02", _E_NUMBER, rf"e(?:(?<![a-z0-9]e)(?=\d\d)|(?<=^e))(\d{{1,5}}){_NUMBER_ENDS}", read_episode_number),
    _row(
        "2 episode",
        Hint("сер", "эпизод", "выпуск", "bölüm", "blm", "ya"),
        r"(?<!\d)(\d{1,4})(?:-?(\d{1,4}))?(?:-?[йяа])?[ ._]{0,2}"
        r"(?:сер[.]|сери[яи]|эпизод|выпуск|[.]?bölüm|[.]?blm|seri?ya)(?![а-яa-z])",
        read_range,
    ),
    _row(
        "第02話",
        Hint("話", "话", "集", "回", "화", "完"),
        rf"(?<![0-9全共])第?[ ]?({CJK_NUMBER})(?:[-~]({CJK_NUMBER}))?[ ]?(?:話|话|集|回|화|完)",
        read_range,
    ),
)

PART = (
    _row(
        "part 2",
        Hint("p", "teil"),
        rf"{_START}(?:part|pt|parte|teil|partie)[ ._\-]{{0,2}}({COUNT})"
        rf"(?:[ ._]?(?:-|to|and|&)[ ._]?(?:part[ ._])?({COUNT}))?",
        read_range,
    ),
)
