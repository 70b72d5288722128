"""Invented title pages as IMDb makes them: two generations of data, and what search engines are given."""

from __future__ import annotations

import json
from typing import Any

IDENT = "tt9900123"
HOST = "https://m.media-amazon.com/images/M/"


def page(data: object | None, linked: object | None = None) -> bytes:
    """An HTML page around the two."""
    parts = ["<!DOCTYPE html><html><head><title>[HUM] - IMDb</title>"]
    if linked is not None:
        parts.append(f'<script type="application/ld+json">{json.dumps(linked)}</script>')
    parts.append("</head><body><script>var type = 1;</script>")
    if data is not None:
        inner = json.dumps(data).replace("</", "<\\/")
        parts.append(f'<script id="__NEXT_DATA__" type="application/json">{inner}</script>')
    return "".join([*parts, "</body></html>"]).encode()


def linked(**changes: object) -> dict[str, Any]:
    """What search engines are told of "[HUM]"; texts are escaped."""
    return {
        "@type": "Movie",
        "url": f"/title/{IDENT}/",
        "name": "[HUM] &amp; more",
        "image": f"{HOST}MVlinked._V1_.jpg",
        "description": "A keeper&apos;s &quot;hum&quot;.",
        "datePublished": "2007-03-09",
        "duration": "PT1H41M",
        "contentRating": "R",
        "keywords": "lighthouse,beast&apos;s heart",
        "genre": ["Mystery", "Drama"],
        "aggregateRating": {"ratingValue": 7.1, "ratingCount": 858},
        "actor": [{"@type": "Person", "name": "Ana Quill"}],
        "director": {"@type": "Person", "name": "Iva Moss"},
        "creator": [{"@type": "Organization", "url": "/company/co1/"}, {"@type": "Person", "name": "Odo Lark"}],
        **changes,
    }


def person(name: str, picture: str | None = None) -> dict[str, Any]:
    return {"id": "nm1", "nameText": {"text": name}, "primaryImage": {"url": picture} if picture else None}


def group(label: str, *people: str, key: str = "category") -> dict[str, Any]:
    return {key: {"id": label.lower(), "text": label}, "credits": [{"name": person(name)} for name in people]}


def edges(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"edges": [{"node": node} for node in nodes], "total": len(nodes)}


def common(**changes: object) -> dict[str, Any]:
    """What both generations say in the same way."""
    return {
        "id": IDENT,
        "titleText": {"text": "[HUM]\x1b[31m"},
        "originalTitleText": {"text": "Heoming"},
        "titleType": {"id": "movie", "isSeries": False, "isEpisode": False},
        "releaseYear": {"year": 2007, "endYear": None},
        "runtime": {"seconds": 6060},
        "ratingsSummary": {"aggregateRating": 7.1, "voteCount": 858_780},
        "certificate": {"rating": "PG-13"},
        "plot": {"plotText": {"plainText": "A keeper hears humming."}, "language": {"id": "en-GB"}},
        "primaryImage": {"url": f"{HOST}MVhum._V1_.jpg", "width": 1000, "height": 1500},
        "countriesOfOrigin": {"countries": [{"id": "KR"}, {"id": "US"}]},
        **changes,
    }


def first_generation(**changes: object) -> dict[str, Any]:
    """A page of 2023: some parts above the fold, some in the main column."""
    above = common(
        releaseDate={"day": 9, "month": 3, "year": 2007},
        metacritic={"metascore": {"score": 55}},
        genres={"genres": [{"text": "Mystery"}, {"text": "Drama"}]},
        keywords=edges({"text": "lighthouse"}),
        principalCredits=[group("Director", "Iva Moss"), group("Writers", "Odo Lark"), group("Cast", "Ana Quill")],
    )
    main = {
        "titleText": {"text": "[HUM]"},
        "releaseDate": {"day": 9, "month": 3, "year": 2007, "country": {"id": "US"}},
        "countriesOfOrigin": {"countries": [{"id": "KR", "text": "South Korea"}]},
        "production": edges({"company": {"companyText": {"text": "Lamp Pictures"}}}),
        "akas": edges({"text": "Das Summen"}),
        "taglines": None,
        "cast": edges(
            {"name": person("Ana Quill", f"{HOST}MVana._V1_.jpg"), "characters": [{"name": "[Mara]"}, {"name": "x"}]},
            {"name": person("Bo Ferrin"), "characters": None},
        ),
        "directors": [group("Director", "Iva Moss")],
        "writers": [group("Writers", "Odo Lark", "Odo Lark")],
        "certificate": None,
    }
    return {"props": {"pageProps": {"tconst": IDENT, "aboveTheFoldData": above, "mainColumnData": main, **changes}}}


def listed(name: str, *people: tuple[str, str]) -> dict[str, Any]:
    rows = [{"id": "nm1", "rowTitle": who, "characters": [role] if role else []} for who, role in people]
    return {"id": "amzn1.category.1", "name": name, "section": {"items": rows}}


def certificate(country: str, rating: str, *remarks: str) -> dict[str, Any]:
    return {"rating": rating, "country": {"id": country}, "attributes": [{"text": remark} for remark in remarks]}


def second_generation(**changes: object) -> dict[str, Any]:
    """A page of 2026, made for Italy: its title, day and certificate are Italian."""
    above = common(titleText={"text": "Il ronzio"}, certificate={"rating": "T"}, plot={"plotText": {"plainText": "A."}})
    main: dict[str, Any] = dict(
        releaseDate={"day": 7, "month": 5, "year": 2007, "country": {"id": "IT"}},
        titleGenres={"genres": [{"genre": {"text": "Mystery"}}]},
        countriesDetails={"countries": [{"id": "KR", "text": "South Korea"}, {"id": "US", "text": "United States"}]},
        certificates=edges(
            certificate("IT", "T"),
            certificate("US", "TV-14"),
            certificate("US", "R", "certificate #36569"),
            certificate("DE", "16", "cut"),
            certificate("DE", "12"),
        ),
        storylineKeywords=edges({"text": "lighthouse"}, {"text": "fog"}),
        taglines=edges({"text": "Listen."}, {"text": "Again."}),
        castV2=[{"credits": [{"name": person("Ana Quill")}]}],
        principalCreditsV2=[
            group("Directors", "Iva Moss", key="grouping"),
            group("Stars", "Bo Ferrin", key="grouping"),
        ],
        categories=[
            listed("Directors", ("Iva Moss", "")),
            listed("Writers", ("Odo Lark", "")),
            listed("Cast", ("Ana Quill", "Mara"), ("Bo Ferrin", "")),
            listed("Stunts", ("Pim Vale", "")),
        ],
    )
    return {"props": {"pageProps": {"tconst": IDENT, "aboveTheFoldData": above, "mainColumnData": main | changes}}}
