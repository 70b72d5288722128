"""What a caller of the parser can rely on beside the fields."""

from __future__ import annotations

import subprocess
import sys

import pytest

from emm_tui.parsing import parse


def test_spans_name_the_rule_and_the_very_characters() -> None:
    path = "TV/Ash Tower/Season 01/Ash.Tower.2010.S01E02.The.Door.720p.mkv"
    spans = {span.rule: span.value for span in parse(path, "tv", explain=True).spans}
    assert spans["title"] == "Ash.Tower."
    assert spans["year"] == "2010"
    assert spans["s01e02"] == "S01E02"
    assert "The.Door" in spans["episode title"]


def test_spans_tell_of_tags_ids_and_folders() -> None:
    path = "TV/Ash Tower {tvdb-12}/Season 01/Ash Tower - S01E02 - The Door [1080p WEB-DL]-VOID.mkv"
    spans = [(span.rule, span.value) for span in parse(path, "tv", explain=True).spans]
    assert ("title folder", "Ash Tower {tvdb-12}") in spans
    assert ("tvdb id", "{tvdb-12}") in spans
    assert ("resolution", "1080p") in spans
    assert ("source", "WEB-DL") in spans
    assert ("group", "VOID") in spans
    folder = parse("TV/Ash Tower/Season 03/07 - The Door.mkv", "tv", explain=True).spans
    assert ("season folder", "Season 03") in [(span.rule, span.value) for span in folder]


def test_every_span_is_what_stands_there() -> None:
    for path in ("D:\\TV\\Ash\\Season 1\\Ash S01E02.mkv", "/films/Ash (1999) tt0133093/Ash.1999.1080p.x264-VOID.mkv"):
        for span in parse(path, None, explain=True).spans:
            assert path[span.start : span.end] == span.value


def test_spans_of_a_decomposed_name_are_those_on_disk() -> None:
    path = "Cafe\u0301 Tower (1999).mkv"
    spans = {span.rule: span.value for span in parse(path, "movies", explain=True).spans}
    assert spans["title"] == "Cafe\u0301 Tower "
    assert spans["year"] == "(1999)"


def test_spans_are_only_made_when_they_are_asked_for() -> None:
    assert parse("Ash Tower (1999).mkv").spans == ()


def test_names_that_are_not_utf_8_keep_their_bytes() -> None:
    path = b"Movies/Caf\xe9 Tower (1999)/Caf\xe9 Tower (1999).mkv".decode("utf-8", "surrogateescape")
    guess = parse(path, "movies")
    assert guess.path.encode("utf-8", "surrogateescape") == b"Movies/Caf\xe9 Tower (1999)/Caf\xe9 Tower (1999).mkv"
    assert guess.title == "Caf\udce9 Tower"
    assert guess.year == 1999


@pytest.mark.parametrize(
    "path", ["", "/", "//", ".", "..", "/.", "\\", " ", "\x00", "-", ".mkv", "a/", "[]", "()", "- - -"]
)
def test_paths_of_almost_nothing_have_an_answer(path: str) -> None:
    assert parse(path).path == path


def test_a_name_says_the_same_composed_and_decomposed() -> None:
    composed, decomposed = parse("Café (1999).mkv", "movies"), parse("Cafe\u0301 (1999).mkv", "movies")
    assert composed.title == decomposed.title == "Café"


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("Ash Tower (1999).mkv", "Ash Tower.mkv"),
        ("Ash.Tower.1999.1080p.BluRay.x264-VOID.mkv", "Ash.Tower.1080p.mkv"),
        ("Ash Tower S01E02.mkv", "Ash Tower 102.mkv"),
        ("Movies/Ash Tower (1999)/Ash Tower (1999).mkv", "3f0c9a7712de48b6a55e08b1c4d2f673.mkv"),
        ("Ash Tower {tmdb-603}.mkv", "Ash Tower.mkv"),
    ],
)
def test_confidence_rises_with_what_a_name_says(surer: str, less_sure: str) -> None:
    assert parse(surer).confidence >= 0.9 > parse(less_sure).confidence


def test_importing_the_parser_needs_the_standard_library_only() -> None:
    code = (
        "import sys; before = set(sys.modules); import emm_tui.parsing; "
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names) - {'emm_tui'}))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
