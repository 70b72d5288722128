"""Which picture of many is taken: by language, size, votes, in that order, and never a wrong shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emm_tui.domain.artwork import RULES, ArtworkCandidate, chain, ranked


def poster(
    name: str, language: str | None = "en", width: int = 1000, votes: int = 0, score: float = 0
) -> ArtworkCandidate:
    return ArtworkCandidate(
        "poster", "tmdb", f"https://pictures.test/{name}.jpg", None, width, width * 3 // 2, language, votes, score
    )


def fanart(name: str, language: str | None = None, width: int = 1920, votes: int = 0) -> ArtworkCandidate:
    return ArtworkCandidate(
        "fanart", "tmdb", f"https://pictures.test/{name}.jpg", None, width, width * 9 // 16, language, votes
    )


def logo(name: str, language: str | None = "en", ending: str = "png") -> ArtworkCandidate:
    return ArtworkCandidate("clearlogo", "tmdb", f"https://pictures.test/{name}.{ending}", None, 800, 310, language)


def name(candidate: ArtworkCandidate) -> str:
    return candidate.url.rsplit("/")[-1].split(".")[0]


def taken(
    candidates: list[ArtworkCandidate], kind: str, languages: str = "en", original: str | None = "en"
) -> str | None:
    found = ranked(candidates, kind, languages.split(), original)
    return name(found[0]) if found else None


def test_the_chain_is_the_preferred_languages_then_the_original_then_english() -> None:
    assert chain(["de-DE", "fr"], "ko") == ("de", "fr", "ko", "en")
    assert chain(["en-US"], "en") == ("en",)
    assert chain(["pt_BR"], None) == ("pt", "en")


@pytest.mark.parametrize(
    ("languages", "original", "expected"),
    [("de", "ko", "german"), ("fr", "ko", "korean"), ("fr", "it", "english"), ("fr de", "ko", "german")],
)
def test_a_poster_is_in_the_first_language_of_the_chain(languages: str, original: str, expected: str) -> None:
    offered = [poster("textless", None), poster("english"), poster("korean", "ko"), poster("german", "de")]
    assert taken(offered, "poster", languages, original) == expected


def test_a_textless_poster_comes_after_all_languages_and_before_foreign_ones() -> None:
    assert taken([poster("foreign", "xh", votes=9), poster("textless", None)], "poster") == "textless"
    assert taken([poster("foreign", "xh")], "poster") == "foreign"


def test_a_poster_of_the_wanted_size_beats_a_small_one_of_a_better_language() -> None:
    assert taken([poster("small", "de", 700), poster("large", "en")], "poster", "de") == "large"


def test_without_one_of_the_wanted_size_the_best_there_is_is_taken() -> None:
    assert taken([poster("tiny", width=300, votes=9), poster("fair", width=700)], "poster") == "fair"
    assert taken([poster("tiny", width=300), poster("fair", "xh", width=700)], "poster") == "tiny"


def test_among_equals_votes_then_width_then_score_decide() -> None:
    assert taken([poster("wide", width=2000), poster("liked", votes=1)], "poster") == "liked"
    assert taken([poster("narrow"), poster("wide", width=2000)], "poster") == "wide"
    assert taken([poster("plain"), poster("scored", score=7.5)], "poster") == "scored"
    assert taken([poster("first"), poster("second")], "poster") == "first"


def test_fanart_is_textless_first() -> None:
    offered = [fanart("english", "en", votes=50), fanart("textless")]
    assert taken(offered, "fanart") == "textless"
    assert taken([fanart("english", "en", 3840), fanart("small", None, 1000)], "fanart") == "english"
    assert taken([fanart("foreign", "xh")], "fanart") == "foreign"


def test_a_landscape_is_a_fanart_with_text_in_the_chain_and_wide_enough() -> None:
    assert taken([fanart("textless"), fanart("english", "en", 1280)], "landscape") == "english"
    assert taken([fanart("textless"), fanart("narrow", "en", 1279), fanart("foreign", "xh")], "landscape") is None


def test_keyart_is_a_textless_poster_and_wide_enough() -> None:
    assert taken([poster("english"), poster("textless", None)], "keyart") == "textless"
    assert taken([poster("english"), poster("small", None, 999)], "keyart") is None
    unknown = ArtworkCandidate("poster", "tmdb", "https://pictures.test/main.jpg")
    assert taken([unknown], "keyart") is None
    assert taken([unknown], "poster") == "main"


def test_a_clearlogo_has_a_language_of_the_chain() -> None:
    assert taken([logo("textless", None), logo("foreign", "xh")], "clearlogo") is None
    assert taken([logo("english"), logo("korean", "ko")], "clearlogo", "fr", "ko") == "korean"


def test_what_cannot_be_decoded_or_has_a_wrong_shape_is_not_taken() -> None:
    assert taken([logo("drawn", ending="svg")], "clearlogo") is None
    wide = ArtworkCandidate("poster", "tmdb", "https://pictures.test/wide.jpg", None, 2000, 1000, "en")
    assert taken([wide], "poster") is None


def test_a_kind_that_nobody_offers_is_none() -> None:
    assert not any(ranked([], kind, ["en"], None) for kind in RULES)


@given(
    st.lists(
        st.builds(
            ArtworkCandidate,
            kind=st.sampled_from(sorted(RULES)),
            provider=st.just("tmdb"),
            url=st.text(max_size=5),
            width=st.integers(0, 4000),
            height=st.integers(0, 4000),
            language=st.sampled_from([None, "en", "de", "xh"]),
            votes=st.integers(0, 5),
        )
    ),
    st.sampled_from(sorted(RULES)),
)
def test_the_ranking_holds_each_fitting_picture_once_in_whatever_order_they_are_offered(
    offered: list[ArtworkCandidate], kind: str
) -> None:
    found = ranked(offered, kind, ["de"], "en")
    assert all(found.count(candidate) <= offered.count(candidate) for candidate in found)
    assert sorted(map(str, ranked(offered[::-1], kind, ["de"], "en"))) == sorted(map(str, found))
