"""The parts of the item screen as rows: fields with where they come from, people, files, and the NFO."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from os.path import basename, dirname

from emm_tui.domain.artwork import KINDS
from emm_tui.domain.display import display
from emm_tui.domain.edits import LOCKS
from emm_tui.domain.media import Item, MediaFile
from emm_tui.domain.metadata import Rating
from emm_tui.pipeline.reports import NfoPreview
from emm_tui.ui.widgets.columns import Column
from emm_tui.ui.words import join, runtime, size

LOCKED = "L"
OF_SETS = ("title", "plot", "ids")
"""What is known of a set; its films have all the rest."""
PARTS = ("fields", "people", "files", "nfo")


@dataclass(slots=True, frozen=True)
class Row:
    """A line: `cells` in the order of the part's columns, `full` the whole value, `field` its name when it is one."""

    cells: tuple[str, ...]
    full: str = ""
    field: str | None = None
    style: str = "plain"


def _cell(place: int) -> Callable[[Row], str]:
    return lambda row: row.cells[place] if place < len(row.cells) else ""


def _style(row: Row) -> str:
    return row.style


def _quiet(_row: Row) -> str:
    return "quiet"


def _columns(*wanted: tuple[str, int, bool]) -> tuple[Column[Row], ...]:
    """Label, width, and whether it takes the room that is left."""
    return tuple(
        Column(label, label, width, _cell(place), _style if flexible else _quiet, rank=place, flexible=flexible)
        for place, (label, width, flexible) in enumerate(wanted)
    )


COLUMNS: dict[str, tuple[Column[Row], ...]] = {
    "fields": (
        Column("lock", "", 1, _cell(0), _style),
        Column("field", "Field", 17, _cell(1), _quiet),
        Column("value", "Value", 24, _cell(2), _style, flexible=True),
        Column("from", "From", 10, _cell(3), _quiet, rank=1),
        Column("language", "Lang", 5, _cell(4), _quiet, rank=3),
        Column("when", "When", 10, _cell(5), _quiet, rank=2),
    ),
    "people": _columns(("Part", 9, False), ("Name", 20, True), ("Role", 20, True)),
    "files": _columns(("Role", 9, False), ("Size", 9, False), ("Name", 30, True), ("Its name says", 22, False)),
    "nfo": (Column("line", "NFO", 30, _cell(0), _style, flexible=True),),
}


def fields(item: Item) -> list[Row]:
    """Every field and kind of picture that can be locked, and what else is known."""
    pictures = [kind for kind in KINDS.get(item.row.kind, ()) if kind in item.artwork or kind in item.locked]
    names = OF_SETS if item.row.kind == "set" else LOCKS
    return [*(_field(item, name) for name in names), *(_picture(item, kind) for kind in pictures), *_more(item)]


def _picture(item: Item, kind: str) -> Row:
    """A kind of picture as a row: the file that lies there, whose it is, whether scrapes leave it alone."""
    file = item.artwork.get(kind)
    lock = LOCKED if kind in item.locked or (file and file.chosen) else ""
    if file is None:
        return Row((lock, kind, "none, and none wanted", "", "", ""), "", kind, "quiet")
    figures = f"{file.width}x{file.height}" if file.width and file.height else ""
    shown = join([figures, "chosen by you" if file.chosen else "", basename(file.path)])
    return Row(
        (lock, kind, display(shown), display(file.provider or ""), display(file.language or ""), ""), file.path, kind
    )


def _field(item: Item, name: str) -> Row:
    value = _value(item, name)
    origin = item.provenance.get(name)
    came = (origin.provider, origin.language or "", origin.time[:10]) if origin else ("", "", "")
    lock = LOCKED if name in item.locked else ""
    shown = value.replace("\n", " ")
    return Row((lock, name, display(shown), *map(display, came)), value, name, "plain" if value else "quiet")


def _value(item: Item, name: str) -> str:
    data = item.metadata
    people = {"cast": "actor", "directors": "director", "writers": "writer"}
    if name in people:
        found = [one.name for one in data.people(people[name])]  # type: ignore[arg-type]
        return f"{len(found)}: {', '.join(found)}" if len(found) > 1 else ", ".join(found)
    if name == "ratings":
        return ", ".join(map(_rating, data.ratings, data.ratings.values()))
    if name == "ids":
        return ", ".join(f"{provider} {id}" for provider, id in data.ids.items())
    if name == "set":
        return data.set.name if data.set else ""
    if name == "runtime":
        return runtime(data.runtime or item.row.runtime)
    value = getattr(item.row if name in ("title", "year") else data, name)
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _rating(source: str, rating: Rating) -> str:
    votes = f" by {rating.votes:,}" if rating.votes else ""
    return f"{source} {rating.value:.1f} of {rating.max:g}{votes}"


def _more(item: Item) -> Iterator[Row]:
    match = item.match
    facts = {
        "state": item.row.state,
        "match": join([match.by, match.provider, *match.reasons]) if match else "",
        "error": item.error or "",
        "order": item.order,
        "not asked": ", ".join(f"{name}: {reason}" for name, reason in item.lacking.items()),
        "also known as": ", ".join(item.metadata.alternative_titles),
        "edition": item.edition or "",
        "source": item.source or "",
        "added": item.row.added[:10],
        "gone since": item.row.missing_since or "",
    }
    for name, value in facts.items():
        if value:
            yield Row(("", name, display(value)), value)


def people(item: Item) -> list[Row]:
    """Directors and writers, then the cast in billing order."""
    data = item.metadata
    found = [*data.people("director"), *data.people("writer"), *data.people("actor")]
    return [
        Row((one.job, display(one.name), display(one.role or "")), join([one.name, one.role or "", one.thumb or ""]))
        for one in found
    ]


def files(item: Item) -> list[Row]:
    """Videos, and what lies beside them; below, the pictures that the library placed."""
    rows = [_file(item, file) for file in item.files]
    known = {file.path for file in item.files}
    for kind, picture in item.artwork.items():
        if picture.path not in known:
            figures = f"{picture.width}x{picture.height}" if picture.width else ""
            rows.append(Row((kind, figures, display(basename(picture.path))), picture.path))
    if item.row.path and not rows:
        rows.append(Row(("folder", "", display(item.row.path)), dirname(item.row.path)))
    return rows


def _file(item: Item, file: MediaFile) -> Row:
    """A file; of a video also what its name says of the streams in it, as no video is opened."""
    said = ""
    if file.role == "video":
        guess, part = item.guess, f"part {file.part}" if file.part else ""
        said = join([part, *((guess.resolution or "", guess.source or "", guess.release_group or "") if guess else ())])
    name = display(basename(file.path))
    return Row((file.role, size(file.size), name, display(said)), "\n".join(filter(None, (file.path, said))))


def nfo(previews: Sequence[NfoPreview]) -> list[Row]:
    """What an export would change in each NFO; one that stays as it is, whole."""
    return [row for one in previews for row in _nfo(one)]


def _nfo(one: NfoPreview) -> Iterator[Row]:
    new = _lines(one.new)
    if one.old == one.new:
        yield _line(f"{one.path}: as it should be", "quiet")
        yield from (_line(line) for line in new)
        return
    yield _line(f"{one.path}: {'would be changed' if one.old is not None else 'would be written'}", "quiet")
    if one.old is None:
        yield from (_line(f"+{line}", "added") for line in new)
        return
    diff = list(unified_diff(_lines(one.old), new, lineterm="", n=3))[2:]
    styles = {"+": "added", "-": "removed", "@": "quiet"}
    yield from (_line(line, styles.get(line[:1], "plain")) for line in diff)


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "backslashreplace").splitlines()


def _line(text: str, style: str = "plain") -> Row:
    return Row((display(text),), text, style=style)
