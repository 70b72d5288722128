"""Everything that can go wrong, as one tree; each leaf knows the exit code of the contract.

EmmError                        what a user is shown: what happened and what to do next
├── UsageError          2       the command line asks for something that does not exist
├── NotFoundError       1       no item, job or candidate of that name
├── ConfigError         3       config.toml or an EMM_ variable is wrong
├── DatabaseError       4       newer than the program, or damaged
├── BusyError           5       another writer holds the lock
├── SourceError         6       a source is not available
├── ProviderError       1       one answer of a provider cannot be used
│   ├── MissingError    1       the provider does not have it (404)
│   ├── KeyRefusedError 7       the provider refused the key
│   │   └── LastKeyRefusedError 7   and no other provider can stand in
│   └── ProviderDownError 8     the provider is down, limited or unreachable
├── ExportError         1       one file beside the media could not be written
│   └── StorageError    9       the disk is full
│       └── ReadOnlyError 9     the files of one source cannot be written
└── Interrupted         130     a signal; the state is saved
"""

from __future__ import annotations


class EmmError(Exception):
    """An error with a text for the user and an exit code."""

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """As it is, also in another process: a leaf that takes other arguments is not made anew by them."""
        return _again, (type(self), self.args), self.__dict__

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


def _again(kind: type[EmmError], arguments: tuple[object, ...]) -> EmmError:
    return kind.__new__(kind, *arguments)


class UsageError(EmmError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class NotFoundError(EmmError):
    """No item, job or candidate of that name, or more than one."""


class ConfigError(EmmError):
    """The configuration is wrong; the message names file and line or key, what was expected, the nearest key."""

    exit_code = 3


class DatabaseError(EmmError):
    """The library's database is newer than the program, or damaged."""

    exit_code = 4


class BusyError(EmmError):
    """Another process is writing to the library."""

    exit_code = 5


class SourceError(EmmError):
    """A source is not available; its items were left alone."""

    exit_code = 6


class ProviderError(EmmError):
    """A provider's answer cannot be used; `provider` is its config name."""

    def __init__(self, provider: str, message: str, hint: str | None = None) -> None:
        super().__init__(f"{provider}: {message}", hint)
        self.provider = provider


class MissingError(ProviderError):
    """The provider does not have what was asked for (404)."""


class KeyRefusedError(ProviderError):
    """The provider refused the key."""

    exit_code = 7


class LastKeyRefusedError(KeyRefusedError):
    """The provider refused the key, and no other can tell which title an item is: the run stops."""

    @classmethod
    def of(cls, error: KeyRefusedError) -> LastKeyRefusedError:
        """The same refusal, as the last one."""
        return cls(error.provider, error.message.removeprefix(f"{error.provider}: "), error.hint)


class ProviderDownError(ProviderError):
    """The provider is down, limiting us, or cannot be reached."""

    exit_code = 8


class ExportError(EmmError):
    """One file beside the media could not be written; the old one is as it was."""


class StorageError(ExportError):
    """The disk is full; the batch stops."""

    exit_code = 9


class ReadOnlyError(StorageError):
    """A source is read-only: what would be written there fails, other sources go on."""


class Interrupted(EmmError):
    """A signal ended the run; the state is saved. `exit_code` is 128 + the signal's number."""

    def __init__(self, signum: int) -> None:
        super().__init__("Interrupted; the state is saved.", "Run 'emm jobs resume' to go on.")
        self.exit_code = 128 + signum
