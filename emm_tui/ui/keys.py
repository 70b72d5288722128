"""Every key of the program, once: bindings, footer, help and palette are made from these."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding

from emm_tui.ui import screens


class Key(NamedTuple):
    """What `keys` (comma separated) do; `name` is the action in id and footer, `does` the line in help and palette.

    The binding's id is `<scope>.<name>`, which is what `[ui] keymap` maps. `footer` puts it on the key line, the lower
    `rank` first.
    """

    name: str
    keys: str
    does: str
    action: str = ""
    footer: str = ""
    rank: int = 1
    priority: bool = False


MODES = {
    "library": ("1", "the library"),
    "review": ("2", "review: what needs a person"),
    "artwork": ("3", "artwork: choose the pictures"),
    "metrics": ("4", "metrics: how quick it is, and where it waits"),
    "cache": ("5", "the cache: hits, sizes, care"),
    "log": ("6", "the log, and what failed"),
    "jobs": ("w", "jobs: what runs, and what has run"),
    "settings": ("comma", "settings"),
}
"""The key of each screen that stands on its own; it is there when the screen's file is."""


def modes() -> list[str]:
    """The screens that stand on their own, in the order of their keys."""
    there = screens.names()
    return [name for name in MODES if name in there]


KEYS: dict[str, tuple[Key, ...]] = {
    "app": (
        *(Key(name, *MODES[name], f"switch_mode('{name}')") for name in modes()),
        Key("help", "question_mark", "all keys", footer="help", rank=2),
        Key("palette", "colon,ctrl+p", "find a command by its name", "command_palette", footer="commands", rank=5),
        Key("jump", "ctrl+o", "to another pane of the screen, by its letter"),
        Key("cancel_job", "C", "cancel the running job; its state is saved", footer="cancel job"),
        Key("redraw", "ctrl+l", "draw the screen anew"),
        Key("suspend", "ctrl+z", "to the shell; fg comes back", "suspend_process"),
        Key("quit", "q", "quit; asks while a job runs", "leave", footer="quit", rank=2),
        Key("quit_now", "ctrl+q", "quit at once; the state is saved", "leave_now", priority=True),
    ),
    "table": (
        Key("down", "j,down", "one row down", "move(1)"),
        Key("up", "k,up", "one row up", "move(-1)"),
        Key("half_down", "ctrl+d", "half a page down", "page(0.5)"),
        Key("half_up", "ctrl+u", "half a page up", "page(-0.5)"),
        Key("page_down", "pagedown,ctrl+f", "a page down", "page(1.0)"),
        Key("page_up", "pageup,ctrl+b", "a page up", "page(-1.0)"),
        Key("first", "g,home", "the first row", "first"),
        Key("last", "G,end", "the last row", "last"),
        Key("select", "space", "select the row, or the range", footer="select"),
        Key("range", "v", "start a range; v again selects it"),
        Key("select_all", "ctrl+a", "select all that is shown"),
    ),
    "library": (
        Key("filter", "slash", "filter: words, year:1990.., missing:poster ...", footer="filter"),
        Key("sort", "s", "sort", footer="sort", rank=2),
        Key("next_hit", "n", "the next hit of the last filter"),
        Key("previous_hit", "N", "the hit before"),
        Key("scrape", "S", "scrape the selection, or the row", footer="scrape"),
        Key(
            "bulk",
            "B",
            "scrape many: which, how sure, what; counts first",
            footer="scrape many",
            rank=2,
        ),
        Key("identify", "i", "who is it? candidates with their reasons", footer="identify", rank=4),
        Key("artwork", "a", "choose the pictures of the row", footer="artwork", rank=4),
        Key("export", "x", "write the NFO of the selection, or the row"),
        Key("edit", "e", "edit the selection, or the row", footer="edit", rank=3),
        Key("mark", "m", "mark the selection, or the row, or unmark it"),
        Key("rename", "r", "rename files: not in this version; says what does"),
        Key("lock", "L", "lock fields, pictures of the selection, or row"),
        Key("undo", "u", "undo the last change by hand; shows it first", footer="undo", rank=4),
        Key("rescan", "R", "take new rows in, or scan the sources again", footer="rescan", rank=4),
        Key("item", "enter", "open a show, a season, a set; all about a film", footer="open", rank=3),
        Key("whole", "E", "all about the row: fields, people, files, NFO"),
        Key("open", "l,right", "open a show or a season, else the details"),
        Key("close", "h,left", "close the show or the season, else back"),
        Key("back", "escape", "back: details, range, selection, filter, show"),
        Key("copy_path", "y", "copy the path"),
        Key("open_folder", "o", "open the folder on the desktop, or copy its path"),
        Key("views", "V", "views: sets, duplicates, ... and saved ones", footer="views", rank=4),
        Key("columns", "c", "choose the columns"),
    ),
    "filter": (
        Key("complete", "tab", "complete the word", footer="complete"),
        Key("accept", "down,enter", "to the rows", footer="rows"),
        Key("clear", "escape", "clear the filter, then leave it", footer="clear"),
    ),
    "board": (
        Key("down", "j,down", "one line down", "scroll_by(1)"),
        Key("up", "k,up", "one line up", "scroll_by(-1)"),
        Key("half_down", "ctrl+d", "half a page down", "scroll_by_page(0.5)"),
        Key("half_up", "ctrl+u", "half a page up", "scroll_by_page(-0.5)"),
        Key("page_down", "pagedown,ctrl+f", "a page down", "scroll_by_page(1.0)"),
        Key("page_up", "pageup,ctrl+b", "a page up", "scroll_by_page(-1.0)"),
        Key("first", "g,home", "the first line", "first_line"),
        Key("last", "G,end", "the last line", "last_line"),
    ),
    "metrics": (
        Key("reset", "r", "count from here on", footer="reset"),
        Key("export", "x", "write the timings to a CSV file", footer="CSV"),
    ),
    "detail": (Key("close", "escape,h,left", "back to the rows", "screen.back", footer="back"),),
    "jobs": (
        Key(
            "pause",
            "p",
            "hold the running scrape: what is on its way ends, nothing new begins; once more goes on",
            footer="pause",
        ),
        Key("resume", "r", "go on with the interrupted job under the cursor", footer="resume"),
        Key("retry", "t", "scrape again what failed in the job under the cursor", footer="try again"),
        Key("give_up", "d", "give the interrupted job up", rank=4, footer="give up"),
        Key("open", "enter,l,right", "to what failed; there, why, in full", footer="open", rank=3),
    ),
    "settings": (
        Key(
            "edit",
            "enter,e,l,right",
            "change the setting; ctrl+r there takes its default",
            footer="change",
        ),
        Key("filter", "slash", "settings by their words", footer="filter"),
        Key("check", "t", "ask the provider under the cursor once: does it take the key?", footer="test the key"),
        Key("add_source", "a", "add a source: a folder to scan", footer="add source", rank=2),
        Key("remove_source", "d,delete", "take the source under the cursor out; asks first", footer="remove", rank=2),
        Key("copy_path", "y", "copy the path of the config file"),
    ),
    "log": (
        Key("filter", "slash", "filter the lines by their words", footer="filter"),
        Key("levels", "e", "errors only, warnings too, or all", footer="levels"),
        Key("open", "enter,l,right", "the line in full", footer="open"),
        Key("read", "r", "what has failed so far is read", footer="read"),
    ),
    "cache": (
        Key("order", "s", "the oldest entries first, or the largest", footer="oldest/largest", rank=2),
        Key("prune", "p", "throw away what is too old to be used", footer="prune"),
        Key("clear", "d", "throw away the answers of the provider under the cursor", footer="clear"),
        Key("expire", "x", "ask again for what is under the cursor: a provider's answers, or one", footer="expire"),
        Key("read", "R", "count again", footer="count again", rank=4),
    ),
    "artwork": (
        Key("next_kind", "tab,right_square_bracket", "the next kind of picture", "kind(1)", footer="kind", rank=2),
        Key("previous_kind", "shift+tab,left_square_bracket", "the kind before", "kind(-1)"),
        Key("language", "f", "only pictures in one language; again for the next", footer="language", rank=3),
        Key("size", "z", "only large pictures; again for larger ones", footer="size", rank=3),
        Key("keep", "K", "keep what lies there from scrapes, or free it", footer="keep", rank=2),
        Key("remove", "D,delete", "take what lies there away; scrapes bring none", footer="remove", rank=4),
        Key("undo", "u", "undo the last change by hand; shows it first", footer="undo", rank=4),
        Key("scrape", "S", "scrape the item: its pictures are asked for"),
    ),
    "grid": (
        Key("take", "enter", "take the picture", footer="take"),
        Key("view", "p,space", "the picture, as large as it goes", footer="look"),
        Key("right", "l,right", "the next picture", "move(1)"),
        Key("left", "h,left", "the picture before", "move(-1)"),
        Key("down", "j,down", "one row of pictures down", "row(1)"),
        Key("up", "k,up", "one row of pictures up", "row(-1)"),
        Key("page_down", "pagedown,ctrl+f,ctrl+d", "a page down", "page(1)"),
        Key("page_up", "pageup,ctrl+b,ctrl+u", "a page up", "page(-1)"),
        Key("first", "g,home", "the first picture"),
        Key("last", "G,end", "the last picture"),
        Key("list", "v", "a list instead of pictures, or pictures again", footer="list", rank=4),
    ),
    "picture": (
        Key("take", "enter", "take the picture", footer="take"),
        Key("next", "l,j,right,down", "the next picture", "step(1)", footer="next"),
        Key("previous", "h,k,left,up", "the picture before", "step(-1)"),
        Key("close", "escape,p,space", "back to the other pictures", footer="back"),
    ),
    "review": (
        Key("search", "slash", "search for a title, with or without its year", footer="search"),
        Key("ident", "i", "enter an id: tt0133093, tmdb 603, tvdb 81189", footer="id"),
        Key("skip", "n", "leave it for later: the next one", footer="skip", rank=2),
        Key("previous", "p", "the one before"),
        Key("undo", "u", "undo the last decision; shows it first", footer="undo", rank=3),
    ),
    "cards": (
        Key("take", "enter", "take the candidate under the cursor", footer="take"),
        *(
            Key(f"take_{letter}", letter, f"take candidate {letter}", f"take_card({n})")
            for n, letter in enumerate("abcdef")
        ),
        Key("right", "l,right", "the next candidate", "choose(1)"),
        Key("left", "h,left", "the candidate before", "choose(-1)"),
        Key("down", "j,down", "the next item", "screen.skip"),
        Key("up", "k,up", "the item before", "screen.previous"),
    ),
    "ask": (
        Key("accept", "enter", "ask", "submit", footer="ask"),
        Key("cancel", "escape", "back to the candidates", footer="back"),
    ),
    "screen": (Key("back", "escape,h,left", "back to the library", footer="back", rank=3),),
    "item": (
        Key("part", "tab", "the next part: fields, people, files, NFO", "part(1)", footer="part"),
        Key("part_back", "shift+tab", "the part before", "part(-1)"),
        Key("edit", "e,enter", "edit the field", "edit_field", footer="edit"),
        Key("lock", "L", "lock the field or picture, or unlock it", "lock_field", footer="lock"),
        Key("why", "W", "why is the field what it is? who said what", footer="why"),
        Key("copy", "y", "copy the value"),
        Key("scrape", "S", "scrape it", footer="scrape", rank=2),
        Key("identify", "i", "who is it? candidates with their reasons", footer="identify", rank=4),
        Key("artwork", "a", "choose its pictures", footer="artwork", rank=4),
        Key("export", "x", "write its NFO", footer="write NFO", rank=3),
        Key("mark", "m", "mark it, or take its mark away"),
        Key("undo", "u", "undo the last change by hand; shows it first", footer="undo", rank=3),
        Key("open_folder", "o", "open its folder on the desktop, or copy its path"),
        Key("back", f"escape,h,left,{MODES['library'][0]}", "back to the rows", footer="back", rank=2),
    ),
    "choices": (
        Key("take", "enter", "take the line under the cursor", "select", footer="take"),
        Key("down", "down", "one line down", "cursor_down"),
        Key("up", "up", "one line up", "cursor_up"),
        Key("page_down", "pagedown,ctrl+d,ctrl+f", "a page down", "page_down"),
        Key("page_up", "pageup,ctrl+u,ctrl+b", "a page up", "page_up"),
        Key("first", "home,g", "the first line"),
        Key("last", "end,G", "the last line"),
    ),
    "value": (Key("keep", "enter", "keep what is typed", "submit", footer="keep"),),
    "columns": (
        Key("choose", "space", "show the column, or hide it", footer="show"),
        Key("left", "K,ctrl+up", "move the column to the left", "shift(-1)", footer="left"),
        Key("right", "J,ctrl+down", "move the column to the right", "shift(1)", footer="right"),
    ),
    "views": (
        Key("save", "a", "save what is shown now as a view", footer="save this"),
        Key("drop", "d", "forget the saved view", footer="forget"),
    ),
    "source": (
        Key("keep", "enter", "keep the source", "screen.keep", footer="keep"),
        Key("next", "tab,down", "the next line", "screen.line(1)", footer="next line"),
        Key("previous", "shift+tab,up", "the line before", "screen.line(-1)"),
    ),
    "bulk": (Key("start", "enter", "start", footer="start"),),
    "choice": (
        Key("left", "left,h", "the option before", "step(-1)"),
        Key("right", "right,l", "the next option", "step(1)", footer="other"),
        Key("choose", "space", "choose it, or not", footer="choose"),
        Key("all", "a", "choose all of the line, or only this one", footer="all/only"),
        Key("down", "down,j,tab", "the next line", "go(1)", footer="next line"),
        Key("up", "up,k,shift+tab", "the line before", "go(-1)"),
    ),
    "fields": (Key("choose", "space", "choose the field, or not", footer="choose"),),
    "dialog": (
        Key("close", "escape,h,left,q", "close", footer="close"),
        Key("down", "j", "one line down", "next(1)"),
        Key("up", "k", "one line up", "next(-1)"),
    ),
}


def _footer() -> list[str]:
    first, last = (
        ("choices", "value", "dialog", "filter", "ask", "detail", "grid", "picture", "cards"),
        ("table", "screen", "app"),
    )
    scopes = [*first, *(scope for scope in KEYS if scope not in first + last), *last]
    shown = [(key.rank, f"{scope}.{key.name}") for scope in scopes for key in KEYS[scope] if key.footer]
    return [id for _, id in sorted(shown, key=lambda pair: pair[0])]


FOOTER = {id: place for place, id in enumerate(_footer())}
"""Where a binding stands on the key line, by its id."""


def bindings(scope: str) -> list[Binding]:
    """The bindings of one scope, for a widget's or a screen's `BINDINGS`."""
    return [
        Binding(
            key.keys,
            key.action or key.name,
            key.footer or key.does,
            show=bool(key.footer),
            priority=key.priority,
            tooltip=key.does,
            id=f"{scope}.{key.name}",
        )
        for key in KEYS[scope]
    ]


def tell(binding_id: str | None) -> Key | None:
    """The key behind a binding's id; None for one that is a widget's own."""
    scope, _, name = (binding_id or "").partition(".")
    return next((key for key in KEYS.get(scope, ()) if key.name == name), None)
