"""Titles that are the same to a person have the same normal form."""

from __future__ import annotations

import pytest

from emm_tui.domain.titles import bare, head, normal, numbers, spelled_out

SAME = [
    ("The Lantern Keeper", "the.lantern.keeper"),
    ("Café Ünder Øst", "cafe under ost"),
    ("Salt & Iron", "Salt and Iron"),
    ("Salt + Iron", "Salt & Iron"),
    ("The Weaver’s Eleven", "the weavers 11"),
    ("Harbour IV", "Harbour 4"),
    ("Night Ferry: Part Two", "Night Ferry Part II"),
    ("Night Ferry Vol. 2", "Night Ferry Volume 2"),
    ("Q*U*A*Y", "Q.U.A.Y."),
    ("Harbour³", "Harbour 3"),
    ("[HUM]²", "hum 2"),
    ("Lantern Keeper, The", "The Lantern Keeper"),
    ("30,000 Lanterns", "30000 lanterns"),
    ("Doctor Umber", "Dr. Umber"),
    ("Quay—Side", "quay side"),
    ("３ Lanterns", "3 lanterns"),
]
DIFFERENT = [
    ("Harbour", "Harbour 2"),
    ("Harbour II", "Harbour III"),
    ("V for Velvet", "5 for Velvet"),
    ("X", "10"),
    ("[REC]", "[REC]²"),
    ("[/]", "[//]"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ways_of_writing_do_not_count(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_film_has_another_form(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize("title", ["[/]", "???", "π", "\udcff", "\x1b]52;c;aGk=\x07", "등대지기", "[bold red]x"])
def test_a_title_of_mere_signs_has_a_form_too(title: str) -> None:
    assert normal(title)


def test_umlauts_can_be_spelled_out() -> None:
    assert spelled_out("Süße Bäume") == normal("Suesse Baeume")


def test_the_article_of_the_own_language_can_go() -> None:
    assert bare(normal("Das Leuchtfeuer"), "de") == "leuchtfeuer"
    assert bare(normal("Die Harder"), "en") == "die harder"
    assert bare("the") == "the"


def test_the_head_is_what_stands_before_the_subtitle() -> None:
    assert head("Umber: The Long Way Down") == "Umber"
    assert head("Umber - The Long Way Down") == "Umber"
    assert head("Umber-Colored") is None


def test_numbers_are_read_without_leading_zeros() -> None:
    assert numbers("harbour 007 and 2") == ["7", "2"]
