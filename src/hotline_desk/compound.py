"""The container of an old workbook (XLS): whether its chains of sectors end, which a reader takes for granted.

A chain that runs in a circle would be read into memory without end.
"""

from __future__ import annotations

import struct

_LAST = 0xFFFFFFFA
"""Numbers from here on are marks, no sectors."""
_ENTRY = 128
_SMALL = 4096
_STREAM, _ROOT = 2, 5


class _Broken(Exception):  # noqa: N818 - it never leaves this module
    pass


def chains_end(data: bytes) -> bool:
    """Whether every chain of a compound file ends within the file."""
    try:
        _Container(data).check()
    except (_Broken, struct.error, IndexError, ValueError):
        return False
    return True


class _Container:
    """A compound file: sectors of one size, and the table that says which follows which."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.shift, self.mini_shift = struct.unpack_from("<HH", data, 30)
        if self.shift not in (9, 12) or self.mini_shift != 6:
            raise _Broken
        self.sectors = max((len(data) - 1) >> self.shift, 0)
        counts = (
            struct.unpack_from("<I", data, 44) + struct.unpack_from("<I", data, 64) + struct.unpack_from("<I", data, 72)
        )
        if max(counts) > self.sectors:
            raise _Broken
        self.directory, self.mini, self.extra = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        self.table = self.joined(self.table_sectors())

    def check(self) -> None:
        entries = b"".join(self.sector(n) for n in self.chain(self.table, self.directory))
        mini = self.joined(self.chain(self.table, self.mini))
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            kind = entries[at + 66]
            start, size = struct.unpack_from("<II", entries, at + 116)
            if kind not in (_STREAM, _ROOT):
                continue
            if size > len(self.data):
                raise _Broken
            if size:
                self.chain(mini if size < _SMALL and kind == _STREAM else self.table, start)

    def table_sectors(self) -> list[int]:
        """The sectors that hold the table."""
        found = list(struct.unpack_from("<109I", self.data, 76))
        next_one, seen = self.extra, 0
        while next_one < _LAST:
            seen += 1
            if seen > self.sectors:
                raise _Broken
            *more, next_one = self.numbers(next_one)
            found += more
        return [number for number in found if number < _LAST]

    def chain(self, table: tuple[int, ...], start: int) -> list[int]:
        """The sectors of a chain; broken if it leaves the table or never ends."""
        found: list[int] = []
        while start < _LAST:
            if len(found) > len(table):
                raise _Broken
            found.append(start)
            start = table[start]
        return found

    def sector(self, number: int) -> bytes:
        at = (number + 1) << self.shift
        found = self.data[at : at + (1 << self.shift)]
        if not found:
            raise _Broken
        return found

    def numbers(self, sector: int) -> tuple[int, ...]:
        data = self.sector(sector)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def joined(self, sectors: list[int]) -> tuple[int, ...]:
        return tuple(number for sector in sectors for number in self.numbers(sector))
