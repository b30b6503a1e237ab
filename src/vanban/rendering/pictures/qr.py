"""QR codes drawn from links."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

_PIXELS_PER_MODULE = 8
_QUIET_ZONE_MODULES = 4


@lru_cache(maxsize=256)
def qr_png(link: str) -> bytes:
    """A black-on-white PNG, error correction level M; the same link gives the same bytes."""
    out = io.BytesIO()
    code = segno.make_qr(link, error="m")
    code.save(out, kind="png", scale=_PIXELS_PER_MODULE, border=_QUIET_ZONE_MODULES)
    return out.getvalue()
