"""The keys of artifacts, one for each page of a campaign: a bookmark stays good for years."""

from __future__ import annotations

import re
import unicodedata


def page_key(page: str, campaign: str) -> str:
    """``phat-hanh-khao-sat-2024``: unaccented small letters, digits and dashes, as Prefect allows them."""
    return f"{page}-{_key_part(campaign)}"


def _key_part(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "khong-ten"
