"""TheTVDB's codes of languages and countries, three letters each, and what the rest of the world calls them."""

from __future__ import annotations

from collections.abc import Iterable

from emm_tui.providers.languages import primary

_LANGUAGES = """
afr af  amh am  ara ar  asm as  aze az  bel be  ben bn  bod bo  bos bs  bul bg  cat ca  ces cs  cym cy  dan da
deu de  ell el  eng en  epo eo  est et  eus eu  fas fa  fin fi  fra fr  fry fy  gle ga  glg gl  guj gu  hat ht
hau ha  heb he  hin hi  hrv hr  hun hu  hye hy  ibo ig  ind id  isl is  ita it  jav jv  jpn ja  kan kn  kat ka
kaz kk  khm km  kin rw  kir ky  kor ko  kur ku  lao lo  lat la  lav lv  lit lt  ltz lb  mal ml  mar mr  mkd mk
mlg mg  mlt mt  mon mn  mri mi  msa ms  mya my  nep ne  nld nl  nno nn  nob nb  nor no  ori or  pan pa  pol pl
pus ps  que qu  roh rm  ron ro  rus ru  sin si  slk sk  slv sl  smo sm  sna sn  snd sd  som so  sot st  spa es
sqi sq  srd sc  srp sr  sun su  swa sw  swe sv  tam ta  tat tt  tel te  tgk tg  tgl tl  tha th  tir ti  tuk tk
tur tr  uig ug  ukr uk  urd ur  uzb uz  vie vi  wol wo  xho xh  yid yi  yor yo  zul zu
"""

_COUNTRIES = """
are AE United Arab Emirates; arg AR Argentina; arm AM Armenia; aus AU Australia; aut AT Austria; aze AZ Azerbaijan;
bel BE Belgium; bgd BD Bangladesh; bgr BG Bulgaria; bih BA Bosnia and Herzegovina; blr BY Belarus; bol BO Bolivia;
bra BR Brazil; can CA Canada; che CH Switzerland; chl CL Chile; chn CN China; col CO Colombia; cri CR Costa Rica;
cub CU Cuba; cyp CY Cyprus; cze CZ Czech Republic; deu DE Germany; dnk DK Denmark; dom DO Dominican Republic;
dza DZ Algeria; ecu EC Ecuador; egy EG Egypt; esp ES Spain; est EE Estonia; fin FI Finland; fra FR France;
gbr GB United Kingdom; geo GE Georgia; gha GH Ghana; grc GR Greece; gtm GT Guatemala; hkg HK Hong Kong;
hrv HR Croatia; hun HU Hungary; idn ID Indonesia; ind IN India; irl IE Ireland; irn IR Iran; irq IQ Iraq;
isl IS Iceland; isr IL Israel; ita IT Italy; jam JM Jamaica; jor JO Jordan; jpn JP Japan; kaz KZ Kazakhstan;
ken KE Kenya; khm KH Cambodia; kor KR South Korea; kwt KW Kuwait; lbn LB Lebanon; lka LK Sri Lanka; ltu LT Lithuania;
lux LU Luxembourg; lva LV Latvia; mar MA Morocco; mda MD Moldova; mex MX Mexico; mkd MK Macedonia; mlt MT Malta;
mmr MM Myanmar; mng MN Mongolia; mys MY Malaysia; nga NG Nigeria; nld NL Netherlands; nor NO Norway; npl NP Nepal;
nzl NZ New Zealand; pak PK Pakistan; pan PA Panama; per PE Peru; phl PH Philippines; pol PL Poland;
pri PR Puerto Rico; prk KP North Korea; prt PT Portugal; pry PY Paraguay; qat QA Qatar; rou RO Romania; rus RU Russia;
sau SA Saudi Arabia; sgp SG Singapore; slv SV El Salvador; srb RS Serbia; svk SK Slovakia; svn SI Slovenia;
swe SE Sweden; syr SY Syrian Arab Republic; tha TH Thailand; tun TN Tunisia; tur TR Turkey; twn TW Taiwan;
tza TZ Tanzania; ukr UA Ukraine; ury UY Uruguay; usa US United States of America; uzb UZ Uzbekistan; ven VE Venezuela;
vnm VN Vietnam; zaf ZA South Africa
"""

_REGIONAL = {"pt": "pt-BR", "por": "pt-PT", "zhtw": "zh-TW", "zho": "zh-CN"}
"""Its codes that name a region too; `por` is what Portugal speaks alone."""

_WORDS = _LANGUAGES.split()
_TAGS = {**dict(zip(_WORDS[::2], _WORDS[1::2], strict=True)), **_REGIONAL}
_CODES = {tag: code for code, tag in _TAGS.items() if code not in _REGIONAL}
_TRADITIONAL = frozenset({"zh-tw", "zh-hk", "zh-mo", "zh-hant"})
_ROWS = [row.split(maxsplit=2) for row in _COUNTRIES.split(";")]
_ISO = {code: iso for code, iso, _ in _ROWS}
_NAMES = {code: name.replace("\n", " ").strip() for code, _, name in _ROWS}


def language_tag(code: str | None) -> str | None:
    """The IETF tag of a language: `en` of `eng`, `pt-BR` of `pt`; a code that we do not know stays as it is."""
    plain = (code or "").strip().lower()
    return _TAGS.get(plain, plain if plain.isascii() and plain.isalpha() and len(plain) == 3 else None)


def language_codes(chain: Iterable[str]) -> list[str]:
    """Its codes for a chain of IETF tags, in order: Portuguese and Chinese are two each, the tag's region first."""
    found = [code for tag in chain for code in _codes(tag)]
    return list(dict.fromkeys(found))


def _codes(tag: str) -> list[str]:
    language, plain = primary(tag), tag.replace("_", "-").lower()
    if language == "pt":
        return ["pt", "por"] if plain == "pt-br" else ["por", "pt"]
    if language == "zh":
        traditional = plain in _TRADITIONAL or plain.startswith("zh-hant")
        return ["zhtw", "zho"] if traditional else ["zho", "zhtw"]
    code = _CODES.get(language, language)
    return [code] if len(code) == 3 and code.isascii() and code.isalpha() else []


def country_code(code: str | None) -> str | None:
    """The ISO 3166-1 code of two letters, as `US` of `usa`; None for one that we do not know."""
    return _ISO.get((code or "").strip().lower())


def country_name(code: str | None) -> str | None:
    """The English name, as TMDB writes it; None for a code that we do not know."""
    return _NAMES.get((code or "").strip().lower())
