"""Who made a title and who is in it, by an IMDb page: in the full list, in the column, or among the stars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from emm_tui.domain.metadata import Credit, Job
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.answers import text
from emm_tui.providers.imdb_page import Page, escaped
from emm_tui.providers.imdb_page_answers import Category, Group, Named, Person, TitleData

_LABELS: dict[Job, tuple[str, ...]] = {
    "actor": ("cast", "star", "actor", "actress"),
    "director": ("director",),
    "writer": ("writer", "creator"),
}
"""How the label of a job begins, in small letters."""


@dataclass(slots=True, frozen=True)
class _Named:
    name: str | None
    role: str | None = None
    portrait: str | None = None


def credits_of(page: Page, pictures: Pictures) -> list[Credit]:
    """The cast, the directors and the writers, each by the fullest list that there is."""
    return [
        *_credits(_actors(page), "actor", pictures),
        *_credits(_makers(page, "director"), "director", pictures),
        *_credits(_makers(page, "writer"), "writer", pictures),
    ]


def _actors(page: Page) -> list[_Named]:
    column = [
        _person(edge.node.name, next((role.name for role in edge.node.characters), None))
        for part in (page.main, page.above)
        for edge in part.cast.edges
    ]
    stars = [_person(row.name) for group in (*page.above.cast_v2, *page.main.cast_v2) for row in group.credits]
    return _listed(page, "actor") or column or stars or _grouped(page, "actor") or _linked(page.linked.actor)


def _makers(page: Page, job: Job) -> list[_Named]:
    makers = page.linked.director if job == "director" else page.linked.creator
    return _listed(page, job) or _grouped(page, job) or _linked(makers)


def _listed(page: Page, job: Job) -> list[_Named]:
    found: list[Category] = [*page.main.categories, *page.above.categories]
    return [
        _Named(row.row_title, next(iter(row.characters), None), row.image_props.image_model.url)
        for category in found
        if _is_of(job, category.id, category.name)
        for row in category.section.items
    ]


def _grouped(page: Page, job: Job) -> list[_Named]:
    def read(part: TitleData) -> list[Group]:
        own = {"director": part.directors, "writer": part.writers or part.creators}.get(job)
        told = [*part.principal_credits, *part.principal_credits_v2]
        return own or [group for group in told if _is_of(job, *_labels(group))]

    found = read(page.main) or read(page.above)
    return [_person(row.name) for group in found for row in group.credits]


def _labels(group: Group) -> tuple[str | None, ...]:
    return group.category.id, group.category.text, group.grouping.text


def _is_of(job: Job, *labels: str | None) -> bool:
    return any(label.lower().startswith(_LABELS[job]) for label in labels if label)


def _linked(people: Iterable[Named] | Named | None) -> list[_Named]:
    rows = [people] if isinstance(people, Named) else list(people or ())
    return [_Named(escaped(row.name)) for row in rows if row.type == "Person"]


def _person(person: Person, role: str | None = None) -> _Named:
    return _Named(person.name_text.text, role, person.primary_image.url)


def _credits(people: Iterable[_Named], job: Job, pictures: Pictures) -> list[Credit]:
    """Each person once, in order."""
    found: dict[str, Credit] = {}
    for person in people:
        name = text(person.name)
        if name and name not in found:
            found[name] = Credit(
                name, job, text(person.role) if job == "actor" else None, len(found), pictures.address(person.portrait)
            )
    return list(found.values())
