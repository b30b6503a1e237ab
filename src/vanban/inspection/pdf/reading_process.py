"""One reading process per process of ours: started when first needed, ended when it takes too long or too much."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from vanban.inspection.pdf.bounds import MAX_ANSWER_BYTES, MAX_SECONDS
from vanban.inspection.pdf.raw import RawDocument, Refusal, page_from_json, signature_from_json
from vanban.inspection.unreadable import UnreadableFile

_CHUNK_BYTES: Final = 1 << 20
_FILES_PER_PROCESS: Final = 500
"""A new one from time to time, so that nothing PDFium forgets to free can pile up."""
_SMALLER = "chia tệp thành các phần nhỏ hơn hoặc kiểm tra bản DOCX"
_AGAIN = "xuất lại tệp PDF từ bản gốc rồi kiểm tra lại"

_REASONS: dict[Refusal, tuple[str, str]] = {
    Refusal.NOT_A_PDF: ("không phải tệp PDF", "chọn đúng tệp PDF hoặc DOCX"),
    Refusal.DAMAGED: ("tệp PDF bị hỏng hoặc bị cắt cụt", _AGAIN),
    Refusal.ENCRYPTED: ("tệp PDF có mật khẩu", "gỡ mật khẩu rồi kiểm tra lại"),
    Refusal.TOO_MANY_PAGES: ("tệp PDF quá nhiều trang", _SMALLER),
    Refusal.TOO_MUCH_TEXT: ("tệp PDF quá nhiều chữ", _SMALLER),
    Refusal.TOO_MANY_SHAPES: ("tệp PDF quá nhiều hình vẽ", _SMALLER),
    Refusal.NO_MEMORY: ("tệp PDF cần quá nhiều bộ nhớ khi mở", _AGAIN),
    Refusal.CRASHED: ("tệp PDF bị hỏng hoặc cần quá nhiều bộ nhớ khi mở", _AGAIN),
    Refusal.TOO_SLOW: (f"đọc tệp PDF quá {MAX_SECONDS} giây", _AGAIN),
    Refusal.TOO_LARGE: ("tệp PDF quá lớn", _SMALLER),
    Refusal.UNREADABLE: ("không mở được tệp", "kiểm tra tên tệp và quyền đọc"),
}


class ReadingProcess:
    """A running ``extract`` program; one file at a time, whichever thread asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._answered = 0

    def read(self, path: Path, *, seconds: float = MAX_SECONDS) -> RawDocument:
        """What a PDF holds.

        Raises:
            UnreadableFile: The file is no PDF, damaged, locked or takes more than the bounds allow.
        """
        with self._lock:
            answer = self._ask(path, seconds)
        if "refusal" in answer:
            raise refused(path, Refusal(answer["refusal"]))
        return RawDocument(
            pages=tuple(page_from_json(page) for page in answer["pages"]),
            signatures=tuple(signature_from_json(one) for one in answer["signatures"]),
            signed_whole=answer["signed_whole"],
            properties=answer["properties"],
            cut_short=answer["cut_short"],
        )

    def close(self) -> None:
        """End the program; the next file starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _ask(self, path: Path, seconds: float) -> dict[str, Any]:
        process = self._running()
        try:
            self._send(process, json.dumps(str(path.absolute())) + "\n")
            line = self._line(process, time.monotonic() + seconds)
        except TimeoutError:
            self.close()
            return {"refusal": Refusal.TOO_SLOW.value}
        except (BrokenPipeError, EOFError):
            # PDFium ends its process when a file asks for more memory than there is.
            self.close()
            return {"refusal": Refusal.CRASHED.value}
        self._answered += 1
        if self._answered >= _FILES_PER_PROCESS:
            self.close()
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._answered = 0
        self._process = subprocess.Popen(  # our own module, with this very interpreter
            [sys.executable, "-P", "-m", "vanban.inspection.pdf.extract"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def _send(self, process: subprocess.Popen[bytes], text: str) -> None:
        if process.stdin is None:
            raise EOFError
        process.stdin.write(text.encode())
        process.stdin.flush()

    def _line(self, process: subprocess.Popen[bytes], until: float) -> bytes:
        """The next line of the answer, read as it comes so that the time can be kept."""
        if process.stdout is None:
            raise EOFError
        pipe, parts, size = process.stdout.fileno(), [], 0
        while True:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            part = os.read(pipe, _CHUNK_BYTES) if ready else b""
            size += len(part)
            if not ready or size > MAX_ANSWER_BYTES:
                raise TimeoutError
            if not part:
                raise EOFError
            parts.append(part)
            if part.endswith(b"\n"):
                return b"".join(parts)


def refused(path: Path, refusal: Refusal) -> UnreadableFile:
    """The error for a file that was not read."""
    reason, remedy = _REASONS[refusal]
    return UnreadableFile(path.name, reason, remedy)


_shared: dict[int, ReadingProcess] = {}
"""By process id: a worker that was forked off must not talk through its parent's pipes."""


def reading_process() -> ReadingProcess:
    """The reading process of this process."""
    mine = os.getpid()
    if mine not in _shared:
        _shared.clear()
        _shared[mine] = ReadingProcess()
        atexit.register(_shared[mine].close)
    return _shared[mine]
