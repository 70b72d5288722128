"""Editions: what a release calls its cut, and the name we give it."""

from __future__ import annotations

from emm_tui.parsing.terms import MEDIUM, WEAK

EDITIONS = {
    MEDIUM: {
        "Director's Cut": (
            "directors cut, director cut, directors edition, directors edit, directorscut, director s cut, "
            "directors version"
        ),
        "Extended": "extended edition, extended cut, extended version, extended editon",
        "Extended Director's Cut": "extended directors cut, extended director cut",
        "Special Edition": "special edition, special cut",
        "Theatrical": "theatrical cut, theatrical edition, theatrical version, theatrical release",
        "Final Cut": "final cut",
        "Unrated": "unrated edition, unrated cut, unrated version",
        "Unrated Director's Cut": "unrated directors cut, unrated director cut",
        "Ultimate Edition": "ultimate edition, ultimate cut, ultimate extended edition, ultimate hunter edition",
        "Ultimate Rekall Edition": "ultimate rekall edition",
        "Ultimate Collector's Edition": "ultimate collectors edition",
        "Collector's Edition": "collectors edition, collector edition, collectors cut, collector s edition",
        "Criterion": "criterion collection, criterion edition, the criterion collection",
        "Anniversary Edition": "anniversary edition, anniversary remastered edition",
        "IMAX": "imax edition, imax enhanced, imax version, imax cut",
        "Alternative Cut": (
            "alternative cut, alternate cut, alternate ending, alternative ending, alternate ending cut, "
            "alternative version"
        ),
        "Remastered": (
            "remastered edition, remastered, 4k remastered, digitally remastered, 4k remaster, remastered cut"
        ),
        "Restored": "restored edition, 4k restored, 4k restoration, restored version",
        "Despecialized": "despecialized, despecialized edition",
        "Fan Edit": "fan edit, fanedit, fan edition, fan cut",
        "Uncut": "uncut edition, uncut version",
        "Uncensored": "uncensored, uncensored cut, uncensored edition",
        "Open Matte": "open matte",
        "2in1": "2in1, 2 in 1",
        "Assembly Cut": "assembly cut, special assembly cut",
        "Rogue Cut": "rogue cut, the rogue cut, rogue edition",
        "Redux": "redux cut, redux edition",
        "Imperial Edition": "imperial edition, the imperial edition",
        "Diamond Edition": "diamond edition",
        "Signature Edition": "signature edition",
        "Hunter Edition": "hunter edition",
        "Deluxe Edition": "deluxe edition",
        "Limited Edition": "limited edition",
        "Producer's Cut": "producers cut",
        "International Cut": "international cut, international version, international edition",
        "Bootleg": "bootleg edition",
        "Workprint Cut": "workprint cut",
    },
    WEAK: {
        "Extended": "extended",
        "Unrated": "unrated",
        "Uncut": "uncut",
        "Theatrical": "theatrical",
        "IMAX": "imax",
        "Criterion": "criterion, cc",
        "Director's Cut": "dc, directors",
        "Remastered": "remaster, rm4k",
        "Restored": "restored",
        "Special Edition": "special",
        "Limited": "limited",
        "Redux": "redux",
        "Festival": "festival",
        "Ultimate Edition": "ultimate",
        "Collector's Edition": "collectors",
        "Anniversary Edition": "anniversary",
        "Alternative Cut": "alternate, alternative",
        "Final Cut": "final",
        "Deluxe Edition": "deluxe",
        "International Cut": "international",
    },
}
