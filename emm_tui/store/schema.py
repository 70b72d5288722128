"""Every step that a library has come through to the tables of today."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from emm_tui.store.layout import APPLICATION_ID
from emm_tui.store.tables import INDEXES, SHAPES, TABLES

MIGRATIONS = Migrations("emm")

Step = Callable[[Database], None]


def step(number: int, migrations: Migrations = MIGRATIONS) -> Callable[[Step], Step]:
    """Registers a migration that leaves the file at schema version `number`, in one transaction with the change."""

    def register(change: Step) -> Step:
        def numbered(db: Database) -> None:
            change(db)
            db.execute(f"PRAGMA user_version = {number}")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

        migrations(name=f"{number:04}_{change.__name__}")(numbered)
        return change

    return register


@step(1)
def first(db: Database) -> None:
    """The library as it began."""
    for table in TABLES:
        db.execute(table)
    create_indexes(db)


@step(2)
def shows(db: Database) -> None:
    """All episodes that exist of a show, and where its specials belong."""
    db.execute(
        """CREATE TABLE known_episodes (
            show INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
            season INTEGER NOT NULL,
            episode INTEGER NOT NULL,
            title TEXT,
            aired TEXT,
            absolute INTEGER,
            PRIMARY KEY (show, season, episode)
        ) WITHOUT ROWID"""
    )
    for column in ("airs_before_season", "airs_before_episode", "airs_after_season"):
        db.execute(f"ALTER TABLE details ADD COLUMN {column} INTEGER")


@step(3)
def orders(db: Database) -> None:
    """The order that the files of a show count in."""
    db.execute("ALTER TABLE details ADD COLUMN episode_order TEXT")


@step(4)
def journal(db: Database) -> None:
    """What people changed, with how it was before; it outlives the items."""
    db.execute(
        """CREATE TABLE journal (
            job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            item INTEGER NOT NULL,
            part TEXT NOT NULL,
            before BLOB NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (job, item, part)
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX journal_item ON journal (item)")


@step(5)
def words(db: Database) -> None:
    """What each provider said of an item, who could not be asked about it, and which rating is the default one."""
    db.execute(
        """CREATE TABLE said (
            item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            provider TEXT NOT NULL,
            facts TEXT NOT NULL,
            time TEXT NOT NULL,
            PRIMARY KEY (item, provider)
        )"""
    )
    db.execute(
        """CREATE TABLE lacking (
            item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
            provider TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (item, provider)
        ) WITHOUT ROWID"""
    )
    db.execute("ALTER TABLE ratings ADD COLUMN place INTEGER NOT NULL DEFAULT 0")


@step(6)
def places(db: Database) -> None:
    """A show lies in any number of folders and sources, each with its pictures."""
    db.execute(
        """CREATE TABLE show_places (
            id INTEGER PRIMARY KEY,
            show INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            path BLOB,
            scan_key TEXT,
            guess TEXT
        )"""
    )
    db.execute(
        "INSERT INTO show_places (show, source, path, scan_key, guess)"
        " SELECT id, source, path, scan_key, guess FROM items LEFT JOIN details ON item = id"
        " WHERE kind = 'show' AND source IS NOT NULL"
    )
    for column in ("show", "path", "scan_key"):
        db.execute(f"CREATE INDEX show_places_{column} ON show_places ({column})")
    db.execute(
        """CREATE TABLE artwork_copies (
            item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            path BLOB NOT NULL,
            url TEXT,
            width INTEGER,
            height INTEGER,
            language TEXT,
            provider TEXT,
            sha256 TEXT,
            size INTEGER,
            mtime_ns INTEGER,
            PRIMARY KEY (item, path)
        ) WITHOUT ROWID"""
    )
    db.execute("DROP INDEX IF EXISTS items_scan_key")
    db.execute("ALTER TABLE items DROP COLUMN scan_key")


@step(7)
def datasets(db: Database) -> None:
    """What IMDb's data files say of the library's titles, by the number of a title's id."""
    db.execute("CREATE TABLE imdb_ratings (id INTEGER PRIMARY KEY, value REAL NOT NULL, votes INTEGER NOT NULL)")
    db.execute(
        """CREATE TABLE imdb_episodes (
            show INTEGER NOT NULL,
            season INTEGER NOT NULL,
            episode INTEGER NOT NULL,
            id INTEGER NOT NULL,
            PRIMARY KEY (show, season, episode)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE datasets (
            name TEXT PRIMARY KEY,
            asked TEXT NOT NULL,
            changed TEXT NOT NULL,
            size INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            kept INTEGER NOT NULL
        )"""
    )


def create_indexes(db: Database) -> None:
    """Creates the indexes that queries need, with their shapes; those that exist stay."""
    for name, columns in INDEXES.items():
        db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")
    db.execute("ANALYZE sqlite_schema")
    db.execute("DELETE FROM sqlite_stat1")
    for index, shape in SHAPES.items():
        db.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('items', ?, ?)", (index, shape))


def drop_indexes(db: Database) -> None:
    """Drops them, for a bulk load that builds them anew at its end."""
    for name in INDEXES:
        db.execute(f"DROP INDEX IF EXISTS {name}")
