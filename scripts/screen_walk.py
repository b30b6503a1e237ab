"""A clerk's way through the screens, from planning a campaign to a report on its board, in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
"""Debian's; ``make peers`` installs it."""
NAME = "Nguyễn Văn A"
_PATIENCE_SECONDS = 90
_AT_REST_MS = 1500
_SIZE = (1280, 1000)


@dataclass(frozen=True, slots=True)
class Steps:
    """What the walk fills in."""

    folder: str
    campaign: str
    day: str
    figures: tuple[str, ...]


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of a headless Chromium."""
    with sync_playwright() as playwright:
        # Debian's build needs it wherever tests run as root; it opens no page but ours.
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _SIZE[0], "height": _SIZE[1]}, locale="vi-VN")
        page.set_default_timeout(_PATIENCE_SECONDS * 1000)
        yield page
        browser.close()


def walk(page: Page, site: str, steps: Steps, shoot: Callable[[str], None] = lambda _name: None) -> None:
    """Plans, approves twice, issues, opens the board, reports and sees the board move.

    Args:
        page: of the browser.
        site: the address of the start page.
        steps: what is filled in.
        shoot: takes a picture under a name.
    """
    _plan(page, site, steps, shoot)
    _approve_and_issue(page, site, shoot)
    _report(page, site, steps, shoot)


def _plan(page: Page, site: str, steps: Steps, shoot: Callable[[str], None]) -> None:
    page.goto(site)
    shoot("1-trang-dau")
    form = _link(page, "Lập kế hoạch một đợt văn bản")
    # The picker begins with today; a day further back takes many clicks.
    page.goto(re.sub(r"\d{4}-\d{2}-\d{2}", steps.day, form))
    folder, name = _boxes(page, "Thư mục đợt phát hành")
    folder.fill(steps.folder)
    name.fill(NAME)
    shoot("2-lap-ke-hoach")
    _submit(page)
    _reload_until(page, site, "Kế hoạch chờ duyệt hoặc chờ phát hành")
    shoot("3-cho-duyet")
    page.goto(_link(page, "kế hoạch"))
    page.get_by_text("Bước tiếp theo").wait_for()
    shoot("4-ke-hoach")


def _approve_and_issue(page: Page, site: str, shoot: Callable[[str], None]) -> None:
    missing = {"Duyệt nội dung": "duyệt thể thức", "Duyệt thể thức, kỹ thuật trình bày": "phát hành"}
    for step, left in missing.items():
        page.goto(site)
        page.goto(_link(page, step))
        _plan_id, name, position, _reason = _boxes(page, "Ý kiến")
        page.get_by_role("button", name="Select Ý kiến").click()
        page.get_by_role("option", name="Duyệt", exact=True).click()
        name.fill(NAME)
        position.fill("Trưởng phòng")
        shoot("5-duyet")
        _submit(page)
        _reload_until(page, site, left)
    page.goto(_link(page, "Phát hành"))
    _plan_id, name = _boxes(page, "Xác nhận")
    page.get_by_role("button", name="Select Xác nhận").click()
    page.get_by_role("option", name="Phát hành", exact=True).click()
    name.fill(NAME)
    shoot("6-phat-hanh")
    _submit(page)
    _reload_until(page, site, "bảng theo dõi")
    shoot("7-da-phat-hanh")


def _report(page: Page, site: str, steps: Steps, shoot: Callable[[str], None]) -> None:
    # The letters have numbers before they are drawn, and the board comes last.
    board = _link(page, "bảng theo dõi")
    _reload_until(page, board, "Quá hạn và sắp đến hạn")
    shoot("8-bang-theo-doi")
    before = _progress(page)
    page.goto(_link(page, "nhập báo cáo"))
    boxes = _boxes(page, "Số liệu tính đến ngày")
    campaign, _organ, _assignment, *rest = boxes
    if campaign.input_value() != steps.campaign:
        raise AssertionError(f"the form is not filled in: {campaign.input_value()}")
    for row, value in enumerate(steps.figures):
        rest[3 * row + 2].fill(value)
    rest[3 * len(steps.figures)].fill(NAME)
    shoot("9-nhap-bao-cao")
    _submit(page)
    _reload_until(page, board, "Quá hạn và sắp đến hạn", lambda: _progress(page) != before)
    shoot("10-bang-sau-bao-cao")
    page.goto(f"{site}bang/{steps.campaign}")
    shoot("11-bang-in")


def _link(page: Page, name: str) -> str:
    """The address behind the first link of that name."""
    link = page.get_by_role("link", name=name, exact=True).first
    link.wait_for()
    return link.get_attribute("href") or ""


def _boxes(page: Page, label: str) -> list[Locator]:
    """The text boxes of a form, in order, once it is there."""
    page.get_by_text(label, exact=True).first.wait_for()
    page.get_by_role("button", name="Submit").wait_for()
    return list(page.locator("textarea").all())


def _submit(page: Page) -> None:
    latest = time.monotonic() + _PATIENCE_SECONDS
    while "tab=Runs" not in page.url:
        if time.monotonic() > latest:
            raise AssertionError(f"the form was not taken: {page.inner_text('body')}")
        # The first press may only close a list of choices that is still open.
        button = page.get_by_role("button", name="Submit")
        if button.count() and button.is_enabled():
            button.click()
        page.wait_for_timeout(_AT_REST_MS)


def _progress(page: Page) -> list[str]:
    """What the board tells of each level."""
    return page.get_by_text(re.compile(r"^Cấp \d+: đã báo cáo")).all_inner_texts()


def _reload_until(page: Page, address: str, words: str, also: Callable[[], bool] = lambda: True) -> None:
    latest = time.monotonic() + _PATIENCE_SECONDS
    while True:
        page.goto(address)
        # Prefect's screen fills itself only once it is there.
        page.wait_for_timeout(_AT_REST_MS)
        if page.get_by_text(words).count() and also():
            return
        if time.monotonic() > latest:
            raise AssertionError(f"“{words}” has not come: {page.inner_text('body')}")
