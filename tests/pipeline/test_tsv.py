"""IMDb's data files are read whole and as expected, or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from emm_tui.domain.datasets import EPISODES, HEADERS, RATINGS
from emm_tui.pipeline import tsv
from emm_tui.pipeline.tsv import DamagedFile, Keep, Row, TsvReader, episodes_of, ratings_of
from tests.pipeline.tables import PLACED, RATED, packed


def read(path: Path, name: str, keep: Keep[Row]) -> tuple[list[Row], int]:
    found: list[Row] = []
    with TsvReader(path, HEADERS[name], keep) as reader:
        while (piece := reader.piece()) is not None:
            found += piece
        return found, reader.rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.tsv.gz"


def test_only_the_rows_of_our_titles_are_kept(file: Path) -> None:
    file.write_bytes(packed(RATINGS, RATED))
    found, rows = read(file, RATINGS, ratings_of([500, 9900077, 12345678, 42]))
    assert found == [(500, 1.5, 7), (9900077, 8.1, 20123), (12345678, 6.4, 55)]
    assert rows == 7


def test_rows_that_say_nothing_or_nonsense_are_left_out(file: Path) -> None:
    odd = ["\\N\t\\N", '"4.2\t3', "4.2", "nan\t5", "11\t5", "-1\t5", "5\t-1", "5\t1e3", "5\t" + "9" * 30, "\x00\t1"]
    odd += ["5\t5\t5", "5\t" + "9" * 5000]
    file.write_bytes(packed(RATINGS, "".join(f"tt0000500\t{one}\n" for one in odd)))
    assert read(file, RATINGS, ratings_of([500])) == ([], len(odd))


def test_a_long_id_is_not_the_short_one_that_it_begins_with(file: Path) -> None:
    file.write_bytes(packed(RATINGS, "tt00005001\t5.0\t1\ntt00000500\t5.0\t1\n"))
    assert read(file, RATINGS, ratings_of([500])) == ([], 2)


def test_only_numbered_episodes_of_our_shows_are_kept(file: Path) -> None:
    file.write_bytes(packed(EPISODES, PLACED + "x9900906\ttt9900900\t1\t3\ntt9\ttt9900900\t" + "9" * 5000 + "\t1\n"))
    found, _ = read(file, EPISODES, episodes_of([9900900]))
    assert found == [(9900900, 1, 1, 9900901), (9900900, 1, 2, 9900902)]


def test_a_last_line_without_an_end_counts(file: Path) -> None:
    file.write_bytes(packed(RATINGS, "tt0000500\t1.5\t7"))
    assert read(file, RATINGS, ratings_of([500])) == ([(500, 1.5, 7)], 1)


def test_a_file_of_many_pieces_is_read_across_their_seams(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tsv, "_PIECE", 100)
    file.write_bytes(packed(RATINGS, "".join(f"tt{n:07}\t5.{n % 10}\t{n}\n" for n in range(1, 1001))))
    found, rows = read(file, RATINGS, ratings_of(range(1, 2000)))
    assert [number for number, _, _ in found] == list(range(1, 1001))
    assert rows == 1000


WHOLE = packed(RATINGS, RATED)
DAMAGED = {
    "nothing": b"",
    "no last byte": WHOLE[:-1],
    "no checksum": WHOLE[:-9],
    "half": WHOLE[: len(WHOLE) // 2],
    "a head": WHOLE[:12],
    "another byte": WHOLE[:20] + bytes([WHOLE[20] ^ 0xFF]) + WHOLE[21:],
    "more behind": WHOLE + b"<html>",
    "a page": b"<html>",
    "empty": gzip.compress(b""),
    "no header": gzip.compress(RATED.encode()),
    "no rows": gzip.compress(HEADERS[RATINGS]),
    "no row at all": gzip.compress(HEADERS[RATINGS] + b"\n"),
    "a byte order mark": gzip.compress(b"\xef\xbb\xbf" + HEADERS[RATINGS] + b"\n" + RATED.encode()),
    "another table": packed(EPISODES, PLACED),
    "a line without an end": packed(RATINGS, "tt0000500" + "x" * 5_000_000),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_file_that_is_cut_short_or_another_one_is_damaged(file: Path, what: str) -> None:
    file.write_bytes(DAMAGED[what])
    with pytest.raises(DamagedFile):
        read(file, RATINGS, ratings_of([500]))
