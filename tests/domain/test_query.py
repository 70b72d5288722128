"""What a query says, and how it fails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emm_tui.domain.query import Query, QueryError, Sort, Term, Value, fold, parse_query
from emm_tui.domain.query_fields import FIELDS


def word(text: str, negated: bool = False) -> Term:
    return Term("title", (Value("=", text),), negated)


def field(name: str, *texts: str | float, negated: bool = False) -> Term:
    return Term(name, tuple(Value("=", text) for text in texts), negated)


def one(*terms: Term, sort: tuple[Sort, ...] = ()) -> Query:
    return Query((terms,), sort)


TABLE: list[tuple[str, Query]] = [
    ("", Query()),
    ("   ", Query()),
    ("harbour", one(word("harbour"))),
    ("salt lamp", one(word("salt"), word("lamp"))),
    ('"salt lamp"', one(word("salt lamp"))),
    ('"salt lamp', one(word("salt lamp"))),
    ("^salt", one(word("salt", negated=True))),
    ("!salt lamp", one(word("salt", negated=True), word("lamp"))),
    ("[REC]", one(word("[REC]"))),
    ("M*A*S*H", one(word("M*A*S*H"))),
    ("2001:", one(word("2001:"))),
    ("year:1999", one(field("year", 1999))),
    ("year:1970..1985", one(Term("year", (Value("..", 1970, 1985),)))),
    ("year:1970..", one(Term("year", (Value("..", 1970, None),)))),
    ("year:..1985", one(Term("year", (Value("..", None, 1985),)))),
    ("year:none", one(Term("year", (Value("none"),)))),
    ("rating:>7.5", one(Term("rating", (Value(">", 7.5),)))),
    ("runtime:<=90", one(Term("runtime", (Value("<=", 90),)))),
    ("kind:Movies", one(field("kind", "movie"))),
    ("state:new,failed", one(field("state", "new", "failed"))),
    ("^missing:poster", one(field("missing", "poster", negated=True))),
    ('genre:"science fiction",drama', one(field("genre", "science fiction", "drama"))),
    ("s:2 e:3", one(field("season", 2), field("episode", 3))),
    ("added:7d", one(field("added", "7d"))),
    ("added:2026-01..2026-03", one(Term("added", (Value("..", "2026-01", "2026-03"),)))),
    ("sort:year-", Query((), (Sort("year", True),))),
    ("fox sort:rating-,title+", one(word("fox"), sort=(Sort("rating", True), Sort("title")))),
    ("fox , year:1999", Query(((word("fox"),), (field("year", 1999),)))),
    ("fox, year:1999", Query(((word("fox"),), (field("year", 1999),)))),
    ("fox,", one(word("fox"))),
    ('"" ,, " ","', one(word(" "))),
    ('path:"/media/a b"', one(field("path", "/media/a b"))),
]


@pytest.mark.parametrize(("text", "query"), TABLE, ids=[text or "nothing" for text, _ in TABLE])
def test_a_query_is_read_as_people_mean_it(text: str, query: Query) -> None:
    assert parse_query(text) == query


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("fox yaer:1999", 4, "year"),
        ("year:nineteen", 0, "year:1990..1999"),
        ("year:99999999999999999999", 0, "year"),
        ("missing:postr", 0, "poster"),
        ("state:", 0, "state"),
        ("kind:film", 0, "movie"),
        ("fox ^", 4, "^word"),
        ('^""', 0, "^word"),
        ("sort:yer", 0, "year"),
        ("sort:", 0, "title"),
        ("year:..", 0, "year"),
        ("added:yesterday", 0, "added"),
    ],
)
def test_a_query_that_says_nothing_tells_where_and_what_to_write(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as error:
        parse_query(text)
    assert error.value.position == position
    assert error.value.exit_code == 2
    assert says in str(error.value)


@given(st.text(max_size=60))
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    try:
        assert isinstance(parse_query(text), Query)
    except QueryError as error:
        assert 0 <= error.position < len(text)


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_of_each_field_is_a_query(name: str) -> None:
    terms = parse_query(FIELDS[name].example).groups[0]
    assert name in {term.field for term in terms}


def test_two_queries_together_want_what_both_want() -> None:
    both = parse_query("fox , lamp sort:year") & parse_query("kind:movie sort:title")
    assert both == parse_query("fox kind:movie , lamp kind:movie sort:year")


def test_words_are_compared_without_case_accents_and_widths() -> None:
    assert fold("AMÉLIE ｆｕｌｌ Straße") == "amelie full strasse"
    assert fold("映画") == "映画"
