"""An NFO of somebody else: what is not ours stays, in any encoding; what cannot be understood is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from emm_tui.domain.media import Item, ItemRow
from emm_tui.domain.metadata import Metadata, Rating
from emm_tui.exporters import nfo_read
from emm_tui.exporters.nfo import is_ours, render
from emm_tui.exporters.nfo_read import UnreadableNfoError, parse

FOREIGN = """<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>
<!-- made by hand -->
<movie>
  <title>Old title</title>
  <playcount>3</playcount>
  <lastplayed>2020-01-02 03:04:05</lastplayed>
  <userrating>9</userrating>
  <mine colour="red">keep &amp; me <deep a="1">caf\u00e9</deep> tail</mine>
  <resume><position>61.5</position><total>600.0</total></resume>
  <ratings><rating name="letters" max="5" default="true"><value>4.5</value></rating></ratings>
  <uniqueid type="tmdb" default="true">990001</uniqueid>
  <uniqueid type="letters">quiet-tide</uniqueid>
  <tag>seen with Bo</tag>
  <!-- a note -->
  <fileinfo><streamdetails><video><codec>h264</codec></video></streamdetails></fileinfo>
  <dateadded>2019-05-06 07:08:09</dateadded>
  <lockdata>true</lockdata>
  <thumb aspect="poster">https://pictures.test/p.jpg</thumb>
</movie>
""".encode()


def root(data: bytes) -> etree._Element:
    return parse(data).roots[0]


def plain(element: etree._Element) -> bytes:
    return etree.tostring(element, with_tail=False)


def test_foreign_tags_stay_with_attributes_order_and_text(film: Item) -> None:
    before, after = root(FOREIGN), root(render([film], FOREIGN))
    names = ("playcount", "lastplayed", "mine", "resume", "fileinfo", "dateadded", "lockdata", "thumb", "userrating")
    assert [plain(after.find(n)) for n in names] == [plain(before.find(n)) for n in names]  # type: ignore[arg-type]
    order = [child.tag for child in after if child.tag in names]
    assert order == [child.tag for child in before if child.tag in names]
    assert b"<!-- made by hand -->" in render([film], FOREIGN) and b"<!-- a note -->" in render([film], FOREIGN)


def test_our_tags_take_the_places_of_the_old_ones(film: Item) -> None:
    after = root(render([film], FOREIGN))
    assert [one.text for one in after.findall("title")] == ["[REC] The Quiet Tide"]
    assert after[0].tag == "title"
    assert after.findtext("plot", "").startswith("A harbour")


def test_ids_ratings_and_tags_that_we_have_none_of_are_kept_beside_ours(film: Item) -> None:
    after = root(render([film], FOREIGN))
    assert after.findtext("uniqueid[@type='letters']") == "quiet-tide"
    assert len(after.findall("uniqueid[@default='true']")) == 1
    assert after.findtext("ratings/rating[@name='letters']/value") == "4.5"
    assert len(after.findall("ratings/rating[@default='true']")) == 1
    assert [one.text for one in after.findall("tag")] == ["harbour", "seen with Bo"]


def test_merging_twice_changes_nothing(film: Item) -> None:
    once = render([film], FOREIGN)
    assert render([film], once) is once
    assert is_ours(once) and not is_ours(FOREIGN)


def test_a_file_that_says_all_of_it_already_keeps_its_own_form() -> None:
    item = Item(ItemRow(1, "movie", "scraped", "x", path="/f/x.mkv"), None, Metadata(title="Tide", genres=["Drama"]))
    theirs = b"<movie>\r\n\t<genre>Drama</genre><mine/>\r\n<title>Tide</title></movie>"
    assert render([item], theirs) is theirs


def test_a_field_that_we_know_nothing_of_keeps_its_old_value_unless_it_is_locked_empty(film: Item) -> None:
    film.metadata.tagline = None
    old = b"<movie><uniqueid type='tmdb'>990001</uniqueid><tagline>Theirs</tagline></movie>"
    assert root(render([film], old)).findtext("tagline") == "Theirs"
    film.locked = ["tagline"]
    assert root(render([film], old)).find("tagline") is None


def test_what_was_said_of_another_title_goes(film: Item) -> None:
    film.metadata.tagline = None
    old = (
        b"<movie><title>Wrong</title><tagline>Wrong</tagline><uniqueid type='tmdb'>5</uniqueid><tmdbid>5</tmdbid>"
        b"<uniqueid type='letters'>wrong</uniqueid><playcount>2</playcount></movie>\nhttps://www.themoviedb.org/movie/5\n"
    )
    data = render([film], old)
    assert b"rong" not in data and b"movie/5" not in data and b"tmdbid>" not in data
    assert root(data).findtext("playcount") == "2"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(film: Item, encoding: str) -> None:
    data = render([film], "<movie>\r\n<mine>caf\u00e9</mine></movie>".encode(encoding))
    assert root(data).findtext("mine") == "caf\u00e9"
    assert data.startswith(b"<?xml") and "caf\u00e9".encode() in data


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "koi8-r", "Shift_JIS"])
def test_a_declared_encoding_is_understood(film: Item, encoding: str) -> None:
    word = {"koi8-r": "\u0442\u0438\u0445\u043e", "Shift_JIS": "\u6620\u753b"}.get(encoding, "caf\u00e9")
    old = f'<?xml version="1.0" encoding="{encoding}"?>\n<movie><mine>{word}</mine></movie>'.encode(encoding)
    assert root(render([film], old)).findtext("mine") == word


def test_an_undeclared_western_encoding_is_guessed(film: Item) -> None:
    assert root(render([film], b"<movie><mine>caf\xe9</mine></movie>")).findtext("mine") == "caf\u00e9"


def test_an_address_after_the_xml_is_kept(film: Item) -> None:
    old = b"<movie><mine/></movie>\r\nhttps://www.themoviedb.org/movie/990001\r\n"
    data = render([film], old)
    assert data.endswith(b"</movie>\nhttps://www.themoviedb.org/movie/990001\n")
    assert render([film], data) == data


def test_a_bare_ampersand_is_let_pass_as_kodi_does(film: Item) -> None:
    assert root(render([film], b"<movie><mine>Tom & Ann &nbsp; &amp; Bo</mine></movie>")).findtext("mine") == (
        "Tom & Ann &nbsp; & Bo"
    )


def test_cdata_of_others_stays_cdata(film: Item) -> None:
    assert b"<mine><![CDATA[a <b> & c]]></mine>" in render([film], b"<movie><mine><![CDATA[a <b> & c]]></mine></movie>")


def test_addresses_of_pictures_go_when_jellyfin_reads_the_file(film: Item) -> None:
    assert root(render([film], FOREIGN, ["jellyfin"])).find("thumb") is None


BOMB = b'<?xml version="1.0"?>\n<!DOCTYPE m [<!ENTITY a "aaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><movie>&a;&x;</movie>'


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        b"<movie><title>Cut off in the mid",
        b"<movie><title>Cut off</title><plot>in the",
        b"https://www.themoviedb.org/movie/990001",
        b"    release notes of a group\n  ripped with love",
        b"<movie/><movie/>",
        b"<tvshow><title>x</title></tvshow>",
        b"<html><body>portal</body></html>",
        b"<movie>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</movie>",
        b"<movie>" + b"x" * (5 << 20) + b"</movie>",
        b"<movie><title>\x00</title></movie>",
        b'<?xml version="1.0" encoding="rot13"?><movie/>',
        b'<?xml version="1.0" encoding="utf-8"?><movie>\xff\xfe\xfd</movie>',
        b"<!-- never ends <movie></movie>",
        b"<!-- a -- b --><movie></movie>",
        b"\xff\xfe<\x00m",
        b"<<<<" * 100_000,
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_reason_and_a_way_out(film: Item, data: bytes) -> None:
    with pytest.raises(UnreadableNfoError) as raised:
        render([film], data)
    assert "Move it away" in str(raised.value)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300).map(lambda tail: b"<movie><a>x</a>" + tail) | st.binary(max_size=60))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    item = Item(ItemRow(1, "movie", "scraped", "x", path="/f/x.mkv"), None, Metadata(title="Tide"))
    try:
        merged = render([item], data)
    except UnreadableNfoError:
        return
    assert render([item], merged) == merged


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["title", "plot", "genre", "mine", "ratings", "uniqueid", "tag", "set", "actor"]), max_size=8
    ),
    st.text(alphabet="ab \n&<\u00e9\U0001f600", max_size=12),
)
def test_merging_is_done_after_once_whatever_tags_were_there(tags: list[str], text: str) -> None:
    metadata = Metadata(title="Tide", genres=["Drama"], ratings={"tmdb": Rating(7, 1)}, ids={"tmdb": "1"}, tags=["sea"])
    item = Item(ItemRow(1, "movie", "scraped", "x", path="/f/x.mkv"), None, metadata)
    old = etree.Element("movie")
    for tag in tags:
        etree.SubElement(old, tag).text = text
    once = render([item], etree.tostring(old))
    assert render([item], once) == once
    kept = [one.text for one in root(once).findall("mine")]
    assert [one or "" for one in kept] == [text] * tags.count("mine")


def test_ids_are_read_in_all_their_forms() -> None:
    assert parse(FOREIGN).ids == {"tmdb": "990001"}
    old = b'<movie><id TMDB="12">tt0000123</id><tvdbid>7</tvdbid></movie>'
    assert parse(old).ids == {"imdb": "tt0000123", "tmdb": "12", "tvdb": "7"}
    assert parse(b"<movie><uniqueid type='tmdb'>x1</uniqueid><uniqueid type='imdb'>12</uniqueid></movie>").ids == {}


def test_an_address_after_the_xml_decides() -> None:
    data = b"<movie><uniqueid type='tmdb'>1</uniqueid></movie>\nhttps://www.themoviedb.org/movie/603-x\n"
    assert parse(data).ids == {"tmdb": "603"}


def test_notes_of_others_give_an_id_when_they_name_one(tmp_path: Path) -> None:
    path = tmp_path / "a.nfo"
    path.write_bytes(b"ripped \xdb\xdb https://www.imdb.com/title/tt1234567/ enjoy")
    assert nfo_read.ids(str(path), "movie") == {"imdb": "tt1234567"}
    path.write_bytes(b"imdb.com/title/tt1234567 not imdb.com/title/tt7654321")
    assert nfo_read.ids(str(path), "movie") == {}
    path.write_bytes(BOMB)
    assert nfo_read.ids(str(path), "movie") == {}
    assert nfo_read.ids(str(tmp_path / "none"), "movie") == {}


@pytest.mark.parametrize("blank", [b"", b"\r\n \t", b"\xef\xbb\xbf\n"])
def test_a_blank_file_is_as_good_as_none(film: Item, blank: bytes) -> None:
    assert render([film], blank) == render([film], None)
