"""What several providers have on a film, or on a show with its seasons and episodes, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from emm_tui.domain.fetched import Fetched, FetchedEpisode, FetchedSeason, FetchedShow, Said
from emm_tui.domain.merge import Rules, merge_artwork, merge_metadata
from emm_tui.domain.metadata import Metadata
from emm_tui.domain.pairing import Pairing

Parts = Sequence[Fetched]
"""What each provider has; the first is the one that the title was found at."""


def merge(parts: Parts, rules: Rules, before: Said = ()) -> Fetched:
    """The parts as one title with the first one's candidate; one that is about another title is left out.

    `before` are words of earlier runs by providers that could not be asked this time.
    """
    parts = [part for part in parts if part is parts[0] or is_same(parts[0].metadata, part.metadata)]
    shows = [part for part in parts if isinstance(part, FetchedShow)]
    words = [(part.candidate.provider, part.metadata) for part in parts]
    said = (*words, *((name, facts) for name, facts in before if name not in dict(words)))
    metadata = merge_metadata(said, rules)
    artwork = merge_artwork([(part.candidate.provider, part.artwork) for part in parts], rules)
    if not isinstance(parts[0], FetchedShow):
        return Fetched(parts[0].candidate, metadata, artwork, said)
    frame = next((show for show in shows if any(season.episodes for season in show.seasons.values())), parts[0])
    return FetchedShow(
        parts[0].candidate,
        metadata,
        artwork,
        said,
        seasons=_seasons(frame, [show for show in shows if show is not frame], rules),
        orders=frame.orders,
        numbered_by=frame.candidate.provider,
    )


def is_same(one: Metadata, other: Metadata) -> bool:
    """Whether two providers speak of one title: the ids that IMDb has for it tell, where both name one."""
    known = one.ids.get("imdb"), other.ids.get("imdb")
    return None in known or known[0] == known[1]


# -- the parts of a show
def _seasons(frame: FetchedShow, others: Sequence[FetchedShow], rules: Rules) -> dict[int, FetchedSeason]:
    """The seasons in the numbers of `frame`; further ones and further episodes where the numbers agree."""
    pairings = [Pairing(frame, other) for other in others]
    numbers = sorted({*frame.seasons, *(number for pairing in pairings for number in pairing.further_seasons())})
    return {number: _season(number, frame, pairings, rules) for number in numbers}


def _season(number: int, frame: FetchedShow, pairings: Sequence[Pairing], rules: Rules) -> FetchedSeason:
    ours = frame.seasons.get(number)
    told = [(frame.candidate.provider, ours)] if ours else []
    told += [(one.provider, one.other.seasons[number]) for one in pairings if number in one.other.seasons]
    trusted = [
        (name, season.metadata)
        for name, season in told
        if season is ours or not season.episodes or any(p.agrees(number) for p in pairings if p.provider == name)
    ]
    said = tuple(trusted) or ((told[0][0], told[0][1].metadata),)
    artwork = merge_artwork([(name, season.artwork) for name, season in told], rules)
    facts = merge_metadata(said, rules)
    facts.season = number
    return FetchedSeason(number, facts, artwork, _episodes(number, frame, pairings, rules), said)


def _episodes(number: int, frame: FetchedShow, pairings: Sequence[Pairing], rules: Rules) -> list[FetchedEpisode]:
    ours = frame.seasons[number].episodes if number in frame.seasons else []
    found = [_episode(one, frame.candidate.provider, pairings, rules) for one in ours]
    taken = {one.episode for one in found}
    for pairing in pairings:
        for one in pairing.further(number):
            if one.episode not in taken:
                taken.add(one.episode)
                found.append(_together([(pairing.provider, one)], rules))
    return sorted(found, key=lambda one: one.episode)


def _episode(ours: FetchedEpisode, provider: str, pairings: Iterable[Pairing], rules: Rules) -> FetchedEpisode:
    theirs = ((pairing.provider, pairing.same_as((ours.season, ours.episode))) for pairing in pairings)
    return _together([(provider, ours), *((name, one) for name, one in theirs if one)], rules)


def _together(told: Sequence[tuple[str, FetchedEpisode]], rules: Rules) -> FetchedEpisode:
    """One episode in the numbers of the first; where a special belongs says the first who knows."""
    first = told[0][1]
    said = tuple((name, one.metadata) for name, one in told)
    facts = merge_metadata(said, rules)
    facts.season, facts.episode = first.season, first.episode
    placed = next((one for _, one in told if _is_placed(one)), first)
    merged = replace(
        first, metadata=facts, artwork=merge_artwork([(name, one.artwork) for name, one in told], rules), said=said
    )
    merged.airs_before_season, merged.airs_after_season = placed.airs_before_season, placed.airs_after_season
    merged.airs_before_episode = placed.airs_before_episode
    return merged


def _is_placed(one: FetchedEpisode) -> bool:
    return one.airs_before_season is not None or one.airs_after_season is not None
