"""The words of release names as tables: which phrase means what, and how sure it is when it stands in a title.

A phrase is written in lower case with single blanks for any separator: `web dl` is WEB-DL, Web.DL and web_dl.
STRONG never is a part of a title, MEDIUM hardly ever; WEAK only counts beside another tag or in brackets.
"""

from __future__ import annotations

from emm_tui.parsing.editions import EDITIONS
from emm_tui.parsing.languages import LANGUAGES
from emm_tui.parsing.terms import MEDIUM, STRONG, WEAK, Term

SOURCES = {
    STRONG: {
        "BluRay": (
            "bluray, blu ray, bluray rip, blu ray rip, bdrip, bd rip, brrip, br rip, bdmux, brmux, brripmux, "
            "bdripmux, mbluray, bdremux, bd remux, uhdrip, uhd rip, bdmv, bd25, bd50, bd 25, bd 50, bd5, bd9, "
            "bdiso, uhdbd, uhd bd, uhdbdrip, blurayrip, bluray3d, microbluray, bluerip, blueray, bdr, "
            "uhdremux, uhd remux, brdisk, bd disk, bdscr, bluray remux, blu ray remux, bdlight, hdlight"
        ),
        "WEB-DL": (
            "web dl, webdl, webdlrip, web dlrip, web dl rip, dlmux, webhd, web hd, webuhd, amazonhd, "
            "netflixhd, netflixuhd, ituneshd, azhd, amazonuhd, maxdomehd, dsnphd, ddhd, webdlmux, webcap, web "
            "cap, webmux, web mux, dlweb, hdweb, websd, disneyhd, ituneshduhd"
        ),
        "WEBRip": "webrip, web rip, webrips, vodrip, vod rip, webriphd, webcaprip",
        "HDTV": "hdtv, hd tv, hdtvrip, hdtv rip, ahdtv, uhdtv, hddvb, hdtvmux, pdtvhd",
        "DVD": (
            "dvd5, dvd9, dvd 5, dvd 9, dvdr, dvd r, dvdfull, full dvd, fulldvd, dvdiso, 2xdvd5, 2xdvd9, "
            "3xdvd9, ntsc dvd, pal dvd, mdvdr"
        ),
        "DVDRip": "dvdrip, dvd rip, dvdmux, dvdripmux, dvdremux, dvd remux, dvdrip hd, divxrip",
        "HD DVD": "hddvd, hd dvd, hddvdrip, hd dvdrip, hddvd rip",
        "SDTV": (
            "sdtv, ldtv, dsr, dsrip, pdtv, dvbrip, dvb rip, satrip, sat rip, tvrip, tv rip, sd tv, tvhdrip, "
            "dtvrip, dthrip, dth rip, dvb, dtv, iptvrip, tv dub, digitaltv"
        ),
        "HDRip": "hdrip, hd rip, microhd, micro hd, uhdhdrip",
        "Screener": (
            "dvdscr, dvd scr, dvdscreener, dvd screener, screener, bdscreener, webscreener, web screener, "
            "hdscr, predvd, predvdrip, pre dvd, pre dvdrip"
        ),
        "TS": "telesync, hdts, hd ts, hdtsrip, tsrip, hqts, tshq, pdvd",
        "TC": "telecine, hdtc, hd tc, tcrip, hqtc",
        "CAM": "camrip, cam rip, hdcam, hd cam, hdcamrip, hqcam, hq cam, s print, hqcamrip",
        "VHS": "vhsrip, vhs rip",
        "PPV": "ppvrip, ppv rip",
        "Workprint": "workprint",
        "Region 5": "r5 line",
        "Digital Master": "dmrip",
    },
    MEDIUM: {"Remux": "remux"},
    WEAK: {
        "BluRay": "bd, br",
        "WEB-DL": "web",
        "DVD": "dvd, pal dvdr, ntsc",
        "SDTV": "tv, sat",
        "TS": "ts",
        "TC": "tc",
        "CAM": "cam",
        "VHS": "vhs",
        "PPV": "ppv",
        "Region 5": "r5",
        "Screener": "scr",
        "Digital Master": "dm",
    },
}

CODECS = {
    STRONG: {
        "H.264": "x264, h264, h 264, x 264, avc, avchd, mpeg 4 avc",
        "H.265": "x265, h265, h 265, x 265, hevc",
        "H.266": "x266, h266, vvc",
        "AV1": "av1",
        "VP9": "vp9",
        "VC-1": "vc1, vc 1",
        "XviD": "xvid, x vid, xvidvd",
        "DivX": "divx, dvix, divx5, divx 5, divx6",
        "MPEG-2": "mpeg2, mpeg 2, h262, h 262",
        "WMV": "wmvhd",
    },
    WEAK: {"MPEG-4": "mpeg4, mp4v"},
}

SOUND = {
    STRONG: (
        "aac, ac3, eac3, ddp, ddpa, dts, dtshd, dts hd, dts hdma, dts hd ma, dts hd hra, dts es, dtsx, dts x, "
        "truehd, true hd, flac, mp3, ogg, opus 2 0, lpcm, dd5, dd2, dd 5 1, dd 2 0, ddp5, dd51, ddp51, dd20, "
        "aac2, aac5, aac 2 0, aac 5 1, ac 3, ac3d, eac3d, he aac, heaac, dolby, atmos, xhe aac, aac2ch, dd+, "
        "dd+5, dts5, ac3dl, eac3dl, ac3ld, ac3md, vorbis, ddplus, 2xflac, m4a, dtsd, dtsdl, dtshdma, dtsma, "
        "lame3, alac, 5 1ch, 6ch, 2ch, 8ch"
    ),
    WEAK: (
        "dd, ma, hra, 5 1, 7 1, 2 0, 1 0, 2ch, stereo, mono, 51, audio, line, ld, md, mic, hq audio, pcm, "
        "opus, hd ma, commentary, aud"
    ),
}

PICTURE = {
    STRONG: (
        "10bit, 8bit, 10 bit, 8 bit, 12bit, hi10p, hi10, hi444pp, hi422p, 10bits, 23 976 fps, 23 976fps, "
        "hdr10, hdr10plus, hdr10+, dolby vision, 1080p10, ultrahd, dovi, 24fps, 60fps, hsbs, h sbs, half sbs, hou, h "
        "ou, half ou, full sbs, htab, sbs3d, ds4k, hsdr"
    ),
    WEAK: (
        "hdr, dv, sdr, hlg, 3d, 2d, sbs, ws, fs, widescreen, fullscreen, hq, hd, sd, fhd, hybrid, upscaled, "
        "upscale, ai upscaled, ai, oar, hfr, vr, vr 180, vr180, crf, bit, fps, pal, 60 fps, full hd, "
        "fullhd, hd1080, mhd, mux, dxva, cd, hr, hddvdscr"
    ),
}

RESOLUTIONS = {
    WEAK: {"2160p": "uhd, 4k, ultra hd, 4k uhd, uhd 4k, 4kuhd, uhd4k", "4320p": "8k", "1440p": "2k", "1080p": "1o8op"},
}

RELEASE = {
    STRONG: (
        "readnfo, read nfo, nogrp, rarbg, hardsub, hardsubs, hardsubbed, softsub, softsubs, subforced, "
        "fastsub, vostfr, vost fr, subfrench, multisub, multisubs, multi subs, multi sub, multiple subtitle, "
        "multiple subtitles, esub, esubs, msubs, msub, e subs, m subs, eng subs, eng sub, engsub, engsubs, "
        "subesp, sub ita, dualaudio, dual audio, multi audio, nordicsubs, swesub, dksubs, dksub, nlsubs, "
        "nlsub, nl subs, hebsub, hebsubs, korsub, korsubs, samplefix, dirfix, nfofix, proof fix, scene rls, "
        "hc esub, subpack, satsub, dublado, legendado, dubbed dl, norsub, fisub, finsub, plsub, plsubbed, "
        "subpl, arabic sub, custom nordic, rusub, vose, vosten, truefrench, x264crew, p2p, sublimated, "
        "oscreener"
    ),
    MEDIUM: (
        "repack, rerip, proper, repack2, repack3, proper2, multi, multi5, multi4, multi3, internal, retail, "
        "dubbed, subbed, uncensored, vff, vfq, vf2, vfi, vof, vo, untouched, remastered dl, lektor pl, pldub, "
        "hardcoded, vosta, synced, redubbed, batch, ova batch, blu"
    ),
    WEAK: (
        "real, dual, hc, sub, subs, dub, complete, integrale, lintegrale, coffret, coffret integrale, "
        "intégrale, limited, dl, ml, stv, convert, docu, doku, festival, dc, fixed, fix, dubs, subtitles, "
        "subtitle, softcoded, uncut, custom, extras, pack, season pack, amzn, nf, netflix, dsnp, hmax, hbo, "
        "max, hulu, atvp, pcok, pmtp, itunes, it, ip, iplayer, crav, stan, red, yt, sho, stars, starz, cr, "
        "vrv, bcore, criterion channel, ma hd, amazon, amz, dcu, disney, bbc, abc, cbs, nbc, fox, syfy, all4, "
        "itv, amc, id, hist, seso, spke, nick, bet, cc, cw, fx, tvnz, roku, tubi, vudu, mubi, viki, kktv, "
        "linetv, baha, b global, funi, hidive, adn, wakanim, crunchyroll, hotstar, zee5, jio, sonyliv, "
        "paramount, peacock, appletv, ae, dsnp hd, tfc, uncensored dl, restored, remaster, rm4k, open matte, "
        "theatrical cut, read, nfo, eztv, rartv, yify, yts, fgt, etrg, tgx, mkv, mp4, avi, raw, hdcam clean, "
        "org, clean, line audio, v2, v3, v4, v5, untouched dl, hardsubs eng, bonus, ctrlhd, dk, pt br, ep "
        "complete, cx, ps vita, tsv, full, split scenes, xxx, sample, x rated, retail dl, fullbd, iso, dvdr "
        "dl, hallmark, nw, sv, md dubbed, lossless"
    ),
}


def _table() -> dict[str, Term]:
    """All phrases in one table; of two meanings the first stays, but an edition beats the rest."""
    table: dict[str, Term] = {}
    for field, groups in (
        ("edition", EDITIONS),
        ("source", SOURCES),
        ("codec", CODECS),
        ("resolution", RESOLUTIONS),
        ("language", LANGUAGES),
    ):
        for strength, meanings in groups.items():
            for value, phrases in meanings.items():
                term = Term(field, value, strength)
                for phrase in phrases.split(", "):
                    table.setdefault(phrase, term)
    for field, lists in (("sound", SOUND), ("picture", PICTURE), ("release", RELEASE)):
        for strength, phrases in lists.items():
            for phrase in phrases.split(", "):
                table.setdefault(phrase, Term(field, phrase, strength))
    return table


def _longest(table: dict[str, Term]) -> dict[str, int]:
    """How many words the longest phrase has that begins with a word."""
    longest: dict[str, int] = {}
    for phrase in table:
        first, count = phrase.split(" ", 1)[0], phrase.count(" ") + 1
        if longest.get(first, 0) < count:
            longest[first] = count
    return longest


TERMS = _table()
LONGEST = _longest(TERMS)
