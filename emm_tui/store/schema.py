"""The tables of the library and every step that led to them."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from emm_tui.store.layout import APPLICATION_ID

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


TABLES = (
    """CREATE TABLE items (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        tier INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'new',
        title TEXT NOT NULL,
        sort_key TEXT NOT NULL,
        year INTEGER,
        season INTEGER,
        episode INTEGER,
        parent INTEGER REFERENCES items (id) ON DELETE CASCADE,
        show INTEGER REFERENCES items (id) ON DELETE CASCADE,
        set_id INTEGER REFERENCES items (id) ON DELETE SET NULL,
        rating REAL,
        runtime INTEGER,
        added TEXT NOT NULL,
        missing_since TEXT,
        marked INTEGER NOT NULL DEFAULT 0,
        artwork INTEGER NOT NULL DEFAULT 0,
        nfo INTEGER NOT NULL DEFAULT 0,
        tmdb INTEGER,
        imdb TEXT,
        tvdb INTEGER,
        decided_by TEXT NOT NULL DEFAULT '',
        source TEXT,
        path BLOB,
        own_folder INTEGER NOT NULL DEFAULT 0,
        resolution TEXT,
        edition TEXT,
        scan_key TEXT
    )""",
    """CREATE TABLE details (
        item INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
        guess TEXT,
        original_title TEXT,
        sort_title TEXT,
        premiered TEXT,
        plot TEXT,
        outline TEXT,
        tagline TEXT,
        certification TEXT,
        status TEXT,
        original_language TEXT,
        trailer TEXT,
        user_rating REAL,
        alternative_titles TEXT,
        match_provider TEXT,
        match_score REAL,
        match_reasons TEXT,
        error TEXT,
        error_stage TEXT
    )""",
    """CREATE TABLE files (
        id INTEGER PRIMARY KEY,
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        path BLOB NOT NULL,
        role TEXT NOT NULL,
        part INTEGER,
        artwork_kind TEXT,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        UNIQUE (path, item)
    )""",
    """CREATE TABLE people (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        tmdb INTEGER NOT NULL DEFAULT 0,
        folded TEXT NOT NULL,
        thumb TEXT,
        UNIQUE (name, tmdb)
    )""",
    """CREATE TABLE credits (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        person INTEGER NOT NULL REFERENCES people (id),
        job TEXT NOT NULL,
        role TEXT,
        billing INTEGER,
        thumb TEXT,
        PRIMARY KEY (item, place)
    ) WITHOUT ROWID""",
    """CREATE TABLE terms (
        id INTEGER PRIMARY KEY,
        field TEXT NOT NULL,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        UNIQUE (field, name)
    )""",
    """CREATE TABLE item_terms (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        term INTEGER NOT NULL REFERENCES terms (id),
        PRIMARY KEY (item, place)
    ) WITHOUT ROWID""",
    """CREATE TABLE ratings (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        source TEXT NOT NULL,
        value REAL NOT NULL,
        votes INTEGER,
        most REAL NOT NULL,
        PRIMARY KEY (item, source)
    ) WITHOUT ROWID""",
    """CREATE TABLE ids (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        provider TEXT NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (item, provider)
    ) WITHOUT ROWID""",
    """CREATE TABLE artwork_candidates (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        kind TEXT NOT NULL,
        provider TEXT NOT NULL,
        url TEXT NOT NULL,
        preview TEXT,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        language TEXT,
        votes INTEGER NOT NULL,
        score REAL NOT NULL,
        PRIMARY KEY (item, place)
    ) WITHOUT ROWID""",
    """CREATE TABLE artwork_files (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        pending INTEGER NOT NULL,
        path BLOB NOT NULL,
        url TEXT,
        width INTEGER,
        height INTEGER,
        language TEXT,
        provider TEXT,
        sha256 TEXT,
        size INTEGER,
        mtime_ns INTEGER,
        chosen INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (item, kind, pending)
    ) WITHOUT ROWID""",
    """CREATE TABLE provenance (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        provider TEXT NOT NULL,
        language TEXT,
        time TEXT NOT NULL,
        PRIMARY KEY (item, field)
    ) WITHOUT ROWID""",
    """CREATE TABLE locks (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        PRIMARY KEY (item, field)
    ) WITHOUT ROWID""",
    """CREATE TABLE candidates (
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        provider TEXT NOT NULL,
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        year INTEGER,
        original_title TEXT,
        original_language TEXT,
        popularity REAL NOT NULL,
        votes INTEGER NOT NULL,
        titles TEXT NOT NULL,
        overview TEXT,
        poster TEXT,
        score REAL NOT NULL,
        reasons TEXT NOT NULL,
        PRIMARY KEY (item, place)
    ) WITHOUT ROWID""",
    """CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        verb TEXT NOT NULL,
        arguments TEXT NOT NULL,
        state TEXT NOT NULL,
        started TEXT NOT NULL,
        ended TEXT,
        items INTEGER NOT NULL DEFAULT 0,
        done INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0,
        peak_rss INTEGER NOT NULL DEFAULT 0,
        metrics TEXT
    )""",
    """CREATE TABLE job_items (
        job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
        item INTEGER NOT NULL,
        outcome TEXT,
        stage TEXT,
        error TEXT,
        PRIMARY KEY (job, item)
    ) WITHOUT ROWID""",
    """CREATE TABLE folders (
        source TEXT NOT NULL,
        path BLOB NOT NULL,
        mtime_ns INTEGER NOT NULL,
        PRIMARY KEY (source, path)
    ) WITHOUT ROWID""",
    "CREATE VIRTUAL TABLE titles USING fts5 (text, tokenize = 'trigram')",
)

INDEXES = {
    "items_title": "items (tier, sort_key, id, kind, state, year, rating, runtime, artwork, nfo)",
    "items_year": "items (tier, year, sort_key, id, kind)",
    "items_added": "items (tier, added, sort_key, id, kind)",
    "items_rating": "items (tier, rating, sort_key, id, kind)",
    "items_runtime": "items (tier, runtime, sort_key, id, kind)",
    "items_state": "items (tier, state, sort_key, id, kind)",
    "items_parent": "items (parent, season, episode)",
    "items_show": "items (show, season, episode)",
    "items_path": "items (path)",
    "items_source": "items (source, missing_since)",
    "items_set": "items (set_id) WHERE set_id IS NOT NULL",
    "items_tmdb": "items (tmdb) WHERE tmdb IS NOT NULL",
    "items_imdb": "items (imdb) WHERE imdb IS NOT NULL",
    "items_tvdb": "items (tvdb) WHERE tvdb IS NOT NULL",
    "items_missing": "items (missing_since) WHERE missing_since IS NOT NULL",
    "items_marked": "items (marked) WHERE marked = 1",
    "files_item": "files (item)",
    "people_folded": "people (folded)",
    "credits_person": "credits (person, job)",
    "item_terms_term": "item_terms (term)",
}

SHAPES = {
    "items_title": "100000 50000 1 1 1 1 1 1 1 1 1",
    "items_year": "100000 50000 1000 1 1 1",
    "items_added": "100000 50000 50 1 1 1",
    "items_rating": "100000 50000 600 1 1 1",
    "items_runtime": "100000 50000 400 1 1 1",
    "items_state": "100000 50000 8000 1 1 1",
    "items_parent": "100000 10 1 1",
    "items_show": "100000 50 1 1",
    "items_path": "100000 1",
    "items_source": "100000 30000 20000",
    "items_missing": "500 5",
    "items_marked": "500 500",
}
"""How selective the indexes of a usual library are, for SQLite's planner; it would otherwise guess alike for all."""


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
