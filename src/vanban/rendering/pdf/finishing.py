"""The end of a PDF file: each of its objects worked out once, where the library would do so twice."""

from __future__ import annotations

from typing import Any

import pydyf


class _Worked(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object whose bytes are known."""

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.number = of.number
        self.generation = of.generation
        self._data: bytes = of.data

    @property
    def data(self) -> bytes:
        return self._data


class _WorkedStream(_Worked, pydyf.Stream):  # type: ignore[misc]  # pydyf has no types
    """Still a stream: these stand in the file by themselves, and all else in one stream together."""


def work_out(_document: object, pdf: pydyf.PDF) -> None:
    """Put in the place of each object what it comes to, byte for byte; a finisher as ``write_pdf`` takes it.

    The library asks every object for its bytes as it writes them, and once more for the identifier of the file; a
    stream is deflated each time.
    """
    pdf.objects[:] = [one if one.free == "f" else _worked(one) for one in pdf.objects]


def _worked(one: Any) -> _Worked:
    return _WorkedStream(one) if isinstance(one, pydyf.Stream) else _Worked(one)
