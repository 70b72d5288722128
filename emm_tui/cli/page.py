"""A page of text about one thing: headings, labelled facts and running text, set for the terminal at hand."""

from __future__ import annotations

from collections.abc import Iterable

from emm_tui.cli.terminal import Terminal
from emm_tui.cli.text import width, wrap
from emm_tui.domain.display import display

LABEL = 11


class Page:
    """Collects lines; every text that is put in may be foreign."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.lines: list[str] = []
        self._section = ""
        self.dot = " · " if terminal.unicode else " | "

    def heading(self, text: str, role: str = "bold") -> None:
        """A line, or more, that stands out."""
        self.line(text, role)

    def line(self, text: str | None, role: str = "", indent: int = 0) -> None:
        """A text that is one line, whatever is in it, wrapped where it is too long; nothing when there is none."""
        for piece in wrap(display(text), self.terminal.prose - indent) if text else ():
            self.lines.append(" " * indent + self.terminal.paint(role, piece))

    def section(self, name: str) -> None:
        """A gap and a quiet heading, once there is a fact to put below it."""
        self._section = name

    def prose(self, text: str | None, indent: int = 0, role: str = "") -> None:
        """Running text; its own line breaks stay."""
        room = self.terminal.prose - indent
        for paragraph in (text or "").split("\n") if text else ():
            for line in wrap(display(paragraph.strip()), room):
                self.lines.append(" " * indent + self.terminal.paint(role, line))

    def fact(self, label: str, value: object, role: str = "") -> None:
        """A label with its value beside it, wrapped under itself; nothing when there is no value."""
        if value in (None, ""):
            return
        if self._section:
            self.lines += [""] * bool(self.lines)
            self.heading(self._section, "accent")
            self._section = ""
        room = max(20, self.terminal.prose - LABEL - 2)
        pieces = list(wrap(display(str(value)), room))
        for number, piece in enumerate(pieces):
            name = "" if number else label
            pad = " " * max(2, LABEL - width(name))
            self.lines.append(f"  {self.terminal.paint('dim', name)}{pad}{self.terminal.paint(role, piece)}")

    def facts(self, label: str, values: Iterable[object], role: str = "") -> None:
        """A label with one value a line."""
        for number, value in enumerate(values):
            self.fact("" if number else label, value, role)

    def blank(self) -> None:
        """An empty line."""
        self.lines.append("")

    def joined(self, *parts: object) -> str:
        """The parts that say something, with dots between."""
        return self.dot.join(str(part) for part in parts if part)
