"""What is said when the database itself fails: where, why in the driver's words, and what to do; never a password."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError, ProgrammingError

from vanban.domain.errors import StoreUnavailable
from vanban.store.dialects import BUSY_SECONDS

_SECRET = re.compile(r"pass", re.IGNORECASE)
_USER_AND_PASSWORD = re.compile(r"(?<=:).*@|(?<=password=).*", re.IGNORECASE)
_NO_FILE = re.compile(r"\s*postgres(ql)?(\+\w+)?:(?!//)|.*\bpassword\s*=", re.IGNORECASE)
_READ_ONLY, _NO_RIGHT, _DISK_FULL, _BUSY = "25006", "42501", "53100", "55P03"
"""PostgreSQL's codes (its manual, Appendix A)."""
_STANDBY = "0A000"
"""A standby server's answer to a transaction that is to write; a main one supports all that we ask for."""
_BY_CODE = {
    _BUSY: f"đang bị một chương trình khác giữ quá {BUSY_SECONDS} giây. Hãy đóng chương trình đó rồi chạy lại;"
    " chưa có gì được ghi.",
    _NO_RIGHT: "không cho người dùng này đọc hoặc ghi. Hãy nhờ người quản trị cấp quyền (docs/database.md).",
    _DISK_FULL: "báo đĩa của máy chủ đã đầy. Hãy nhờ người quản trị giải phóng chỗ rồi chạy lại.",
    **dict.fromkeys((_READ_ONLY, _STANDBY), "chỉ cho đọc (máy chủ dự phòng?). Hãy ghi địa chỉ của máy chủ chính."),
}
_BY_WORDS = (
    # A server refuses a caller in words only, and in English unless told otherwise.
    (
        ("authentication failed", "no password supplied", "no pg_hba.conf entry", "role "),
        "từ chối đăng nhập. Hãy kiểm tra tên người dùng, mật khẩu và quyền vào máy chủ (docs/database.md).",
    ),
    (
        ("the database system is ",),
        "chưa mở: máy chủ PostgreSQL đang khởi động hoặc đang dừng. Hãy chờ rồi chạy lại; không cấp số hai lần.",
    ),
    (
        ("database ",),
        "chưa có trên máy chủ. Hãy kiểm tra tên, hoặc nhờ người quản trị tạo bằng createdb (docs/database.md).",
    ),
    (
        ("too many clients", "remaining connection slots"),
        "đã đủ số kết nối. Hãy chạy lại sau, hoặc nhờ người quản trị tăng max_connections.",
    ),
)
_SILENT = (
    "không trả lời. Hãy kiểm tra máy chủ PostgreSQL có đang chạy, tên máy, cổng và mạng, rồi chạy lại;"
    " chạy lại không cấp số hai lần."
)


def is_unavailable(error: DBAPIError) -> bool:
    """Whether the database itself failed (away, locked, unreadable, full, not allowed), not a rule of ours."""
    away = isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError
    # Before any statement it was the address: an option in it that the driver does not know.
    unheard = isinstance(error, ProgrammingError) and error.statement is None and not _code_of(error)
    return away or unheard or _code_of(error) in _BY_CODE


def unavailable(url: URL, error: Exception) -> StoreUnavailable:
    """The failure as somebody reads it who has to do something about it."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    detail = " ".join(str(cause).split())
    if url.get_backend_name() == "sqlite":
        return StoreUnavailable(_of_file(url, detail))
    return StoreUnavailable(f"Cơ sở dữ liệu {shown(url)} {_of_server(_code_of(error), detail)} ({detail})")


def shown(url: URL) -> str:
    """The address without what is nobody's business."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    hidden = {name: "***" for name in url.query if _SECRET.search(name)}
    return url.update_query_dict(hidden).render_as_string(hide_password=True).replace("+psycopg", "")


def holds_a_password(address: str) -> bool:
    """Whether what should be an address or a file has neither's form but may hold a password."""
    return "://" not in address and _NO_FILE.match(address) is not None


def unreadable(address: str) -> str:
    """What is said of an address that cannot be read, without what may be a password in it."""
    shown = _USER_AND_PASSWORD.sub("***@", address.partition("?")[0])
    return (
        f"Địa chỉ cơ sở dữ liệu không đọc được: {shown}. Hãy viết postgresql://người-dùng:mật-khẩu@máy:cổng/tên;"
        " ký tự đặc biệt trong mật khẩu viết theo mã, như %40 thay cho @."
    )


def _code_of(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlstate", None) or ""


def _of_server(code: str, detail: str) -> str:
    if code in _BY_CODE:
        return _BY_CODE[code]
    for words, said in _BY_WORDS:
        if "FATAL" in detail and any(word in detail for word in words):
            return said
    return _SILENT


def _of_file(url: URL, detail: str) -> str:
    where = Path(str(url.database))
    if "locked" in detail:
        return f"Cơ sở dữ liệu {where} {_BY_CODE[_BUSY]}"
    return (
        f"Không mở được cơ sở dữ liệu {where} ({detail})."
        " Hãy kiểm tra đường dẫn, quyền ghi, dung lượng đĩa và tệp có đúng là sổ đăng ký không."
    )
