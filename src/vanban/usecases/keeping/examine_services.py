"""Whether the programs beside this one answer: Prefect's server and Dask's scheduler, where an office has them."""

from __future__ import annotations

import json
import socket
from base64 import b64encode
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from vanban.usecases.keeping.checkup import Check, fault, good, warning
from vanban.usecases.keeping.examine_software import Installed

_PREFECT, _DASK = "Prefect", "Dask"
_SECONDS = 5.0
_ANSWER_LIMIT = 64 * 1024
_START = "chạy 'make serve' (hoặc khởi động lại dịch vụ), rồi xem lại PREFECT_API_URL"


def examine_services(environment: Mapping[str, str], installed: Installed) -> Iterator[Check]:
    """What is asked over the network only: neither program is loaded here."""
    yield _check_prefect(environment, installed("prefect"))
    address = environment.get("VANBAN_DASK_ADDRESS", "")
    if address:
        yield _check_dask(address)


def _check_prefect(environment: Mapping[str, str], version: str | None) -> Check:
    url = environment.get("PREFECT_API_URL", "").rstrip("/")
    if version is None:
        if not url:
            return good(_PREFECT, "không cài trên máy này; chỉ cần cho màn hình và việc chạy hằng ngày")
        remedy = "chạy 'sh scripts/install.sh flows', hoặc bỏ PREFECT_API_URL"
        return warning(_PREFECT, "có PREFECT_API_URL mà máy này chưa cài Prefect", remedy)
    if not url:
        return good(_PREFECT, f"đã cài {version}; không có PREFECT_API_URL nên không hỏi máy chủ")
    try:
        running = _answer(f"{url}/admin/version", environment)
    except (OSError, HTTPException, ValueError) as error:
        return fault(_PREFECT, f"máy chủ ở {_shown(url)} không trả lời ({_reason(error)})", _START)
    if running != version:
        remedy = "cài cùng một phiên bản ở máy chủ và máy này: 'sh scripts/install.sh flows'"
        return warning(_PREFECT, f"máy chủ chạy {running}, máy này cài {version}", remedy)
    return good(_PREFECT, f"máy chủ ở {_shown(url)} trả lời, phiên bản {version}")


def _answer(url: str, environment: Mapping[str, str]) -> object:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("không phải địa chỉ http")
    request = Request(url, headers=_credentials(environment))  # noqa: S310  # the scheme was looked at
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
        return json.loads(answer.read(_ANSWER_LIMIT))


def _credentials(environment: Mapping[str, str]) -> dict[str, str]:
    """What Prefect's own client would send."""
    if told := environment.get("PREFECT_API_AUTH_STRING"):
        return {"Authorization": f"Basic {b64encode(told.encode()).decode()}"}
    if key := environment.get("PREFECT_API_KEY"):
        return {"Authorization": f"Bearer {key}"}
    return {}


def _check_dask(address: str) -> Check:
    remedy = "khởi động bộ điều phối Dask (dask scheduler), xem lại VANBAN_DASK_ADDRESS, ví dụ tcp://may-1:8786"
    try:
        parts = urlsplit(address)
        # Without a machine or a port it is refused as an address that leads nowhere.
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=_SECONDS):
            return good(_DASK, f"bộ điều phối ở {_shown(address)} nhận kết nối")
    except (OSError, ValueError) as error:
        return fault(_DASK, f"bộ điều phối ở {_shown(address)} không trả lời ({_reason(error)})", remedy)


def _shown(address: str) -> str:
    """An address without the name and password that may stand in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "địa chỉ viết sai"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _reason(error: Exception) -> str:
    if isinstance(error, HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, ConnectionRefusedError) or isinstance(getattr(error, "reason", None), ConnectionRefusedError):
        return "không có gì nghe ở cổng ấy"
    return "hết giờ chờ" if isinstance(error, TimeoutError) else str(getattr(error, "reason", error))
