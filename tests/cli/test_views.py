"""The JSON of items: every key of the contract is always there, with the right type."""

from __future__ import annotations

import json

from emm_tui.cli import report_views, views
from emm_tui.cli.guess_view import guess
from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.events import ItemFailed, RequestEnded
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item, ItemRow, Match, MediaFile
from emm_tui.domain.metadata import Credit, Metadata, Provenance, Rating, SetInfo
from emm_tui.domain.metrics import Metrics
from emm_tui.pipeline.reports import RunReport, ScanReport, SourceReport

BARE = Item(ItemRow(1, "movie", "new", "[REC]", path="/films/rec\udce9.mkv"), None, Metadata())
FULL = Item(
    ItemRow(2, "movie", "scraped", "The Lamp Keeper", 1961, path="/films/lamp.mkv", tmdb=77),
    Guess("/films/lamp.mkv", "movie", "Lamp Keeper", year=1961),
    Metadata(
        title="The Lamp Keeper",
        year=1961,
        runtime=97,
        ratings={"tmdb": Rating(7.5, 120)},
        ids={"tmdb": "77", "imdb": "tt0000077"},
        set=SetInfo("The Lamps", 5, "Three films of lamps."),
        credits=[
            Credit("Bo Ek", "actor", "The Keeper", 1),
            Credit("Ada Vik", "actor", "The Lamp", 0, "https://pictures.invalid/a.jpg"),
            Credit("Cy Dunn", "director"),
        ],
    ),
    files=[MediaFile("/films/lamp.mkv", 10, 1), MediaFile("/films/lamp.srt", 1, 1, "subtitle")],
    artwork={"poster": ArtworkFile("poster", "/films/lamp-poster.jpg", "https://pictures.invalid/p.jpg", 10, 20, "en")},
    provenance={"title": Provenance("tmdb", "en-US", "2026-01-02T03:04:05Z")},
    match=Match("auto", "tmdb", 98.5, ["same title", "same year"]),
    candidates=[Candidate("tmdb", "77", "The Lamp Keeper", 1961, score=98.5, reasons=["same title"])],
)
SHOW_KEYS = (
    "id kind state title original_title sort_title year premiered runtime plot outline tagline certification status "
    "genres countries studios tags ratings user_rating ids set directors writers cast trailer season episode show "
    "seasons files artwork provenance locked match"
).split()


def test_show_has_every_key_even_of_an_item_that_nobody_scraped() -> None:
    for item in (BARE, FULL):
        document = views.item(item)
        assert set(SHOW_KEYS) <= document.keys()
        json.dumps(document)
    bare = views.item(BARE)
    assert bare["match"] == {"by": None, "provider": None, "score": None, "reasons": []}
    assert (bare["set"], bare["ratings"], bare["cast"], bare["title"]) == (None, {}, [], "[REC]")


def test_show_tells_the_facts() -> None:
    shown = views.item(FULL)
    assert shown["ids"] == {"imdb": "tt0000077", "tmdb": 77}
    assert [person["name"] for person in shown["cast"]] == ["Ada Vik", "Bo Ek"], "in billing order"
    assert shown["directors"] == ["Cy Dunn"]
    assert shown["set"] == {"name": "The Lamps", "overview": "Three films of lamps.", "ids": {"tmdb": 5}}
    assert shown["ratings"] == {"tmdb": {"value": 7.5, "votes": 120, "max": 10}}
    assert shown["files"][0] == {
        "path": "/films/lamp.mkv",
        "size": 10,
        "part": None,
        "role": "video",
        "streams": None,
    }
    assert shown["artwork"]["poster"]["width"] == 10
    assert shown["provenance"]["title"] == {"provider": "tmdb", "language": "en-US", "time": "2026-01-02T03:04:05Z"}


def test_an_episode_names_its_show_with_the_shows_ids() -> None:
    show = ItemRow(5, "show", "scraped", "Tides", tmdb=9, tvdb=None)
    episode = Item(ItemRow(6, "episode", "new", "Dusk", season=1, episode=2), None, Metadata(), show=show)
    assert views.item(episode)["show"] == {"id": 5, "title": "Tides", "ids": {"tmdb": 9}}
    assert (views.item(episode)["season"], views.item(episode)["episode"]) == (1, 2)


def test_list_keeps_any_path() -> None:
    assert json.loads(json.dumps(views.row(BARE.row)))["path"] == "/films/rec\udce9.mkv"


def test_review_and_explain_show_candidates_with_reasons() -> None:
    for document in (views.review(FULL), views.explain(FULL)):
        assert document["candidates"][0]["id"] == 77
        assert document["candidates"][0]["reasons"] == ["same title"]
    assert views.explain(FULL)["guess"]["title"] == "Lamp Keeper"


def test_parse_has_every_key_for_the_emptiest_name() -> None:
    assert guess(Guess("x")) == {
        "path": "x",
        "kind": "unknown",
        "title": None,
        "year": None,
        "season": None,
        "episodes": (),
        "absolute": (),
        "date": None,
        "episode_title": None,
        "edition": None,
        "part": None,
        "ids": {"tmdb": None, "imdb": None, "tvdb": None},
        "resolution": None,
        "source": None,
        "release_group": None,
        "confidence": 0.0,
    }


def test_a_scrape_tells_images_apart_from_providers() -> None:
    metrics = Metrics()
    metrics.fold(RequestEnded("tmdb", "tmdb.movie", 200, 0.1, 5))
    metrics.fold(RequestEnded("images", "image.download", 200, 0.1, 5))
    report = RunReport(job=1, items=2, done=1, failed=1, metrics=metrics, failures=[ItemFailed(1, None, "store", "no")])
    document = report_views.scrape(report)
    assert document["providers"] == {"tmdb": {"requests": 1, "cache_hits": 0, "errors": 0, "retries": 0}}
    assert document["failures"] == [{"item": 1, "path": None, "stage": "store", "error": "no"}]


def test_a_scan_tells_each_source() -> None:
    document = report_views.scan(ScanReport([SourceReport("A", "/a", True, 3), SourceReport("B", "/b", False)]))
    assert document["files"] == 3
    assert [source["available"] for source in document["sources"]] == [True, False]
