"""Everything that an office works with, looked at in one go, with what to do where something is wrong."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import VanbanError
from vanban.domain.letters.wording import short_date
from vanban.regulations.calendar import missing_official_years, official_years
from vanban.storage.folder import FolderStorage
from vanban.storage.storage import Storage
from vanban.usecases.keeping.checkup import Check, Health, failed, fault, good, warning
from vanban.usecases.keeping.examine_database import examine_database, issuing_offices
from vanban.usecases.keeping.examine_days import examine_days
from vanban.usecases.keeping.examine_services import examine_services
from vanban.usecases.keeping.examine_software import examine_software, installed_version
from vanban.usecases.keeping.leftover_files import Leftover, leftover_files
from vanban.usecases.keeping.restore_office import UNFINISHED
from vanban.usecases.planning.office_directory import office_directory

_STORAGE, _CALENDAR, _DIRECTORY, _LEFTOVERS = "Nơi lưu văn bản", "Lịch làm việc", "Danh bạ", "Tệp tạm còn sót"
_LITTLE_ROOM_MB, _NO_ROOM_MB = 1024, 100
_MEGABYTE = 1024 * 1024
_SHOWN = 10
_TRIAL = "vanban-doctor.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePlaces:
    """Where an office keeps its things; ``mounts`` is the text of ``/proc/mounts``, empty where there is none."""

    database: str
    storage: Storage
    directory: Path | None
    environment: Mapping[str, str]
    mounts: str


def examine_office(places: OfficePlaces, occasion: Occasion) -> Iterator[Check]:
    """One check after the other; none changes anything."""
    yield from examine_software()
    yield check_calendar(occasion.today)
    yield from examine_database(places.database, places.mounts)
    yield from examine_days(places.database, occasion)
    yield from examine_storage(places.storage, occasion.now)
    yield check_directory(places.directory, occasion.today, issuing_offices(places.database))
    yield from examine_services(places.environment, installed_version)


def is_fit(checks: tuple[Check, ...]) -> bool:
    """Whether an office can work: warnings wait, faults do not."""
    return all(one.health is not Health.FAULT for one in checks)


def check_calendar(today: date) -> Check:
    """Whether the official working days of this and the coming year are known."""
    missing = missing_official_years(today)
    known = f"lịch chính thức các năm {min(official_years())}–{max(official_years())}"
    if not missing:
        return good(_CALENDAR, known)
    years = ", ".join(map(str, missing))
    told = f"{known}; chưa có năm {years}, hạn tính qua đó ghi “dự kiến”"
    remedy = (
        "có thông báo nghỉ lễ, Tết của năm ấy thì cập nhật phần mềm, hoặc thêm vào working_calendar.csv và years.toml"
    )
    return fault(_CALENDAR, told, remedy) if today.year in missing else warning(_CALENDAR, told, remedy)


def check_directory(own: Path | None, today: date, issuers: frozenset[str]) -> Check:
    """Whether the directory can be read, who is in it today, and whether it knows whoever issues letters."""
    try:
        directory = office_directory(own)
    except VanbanError as error:
        return failed(_DIRECTORY, error)
    remedy = "ghi danh bạ riêng của cơ quan bằng --directory, hoặc sửa lại danh bạ ấy"
    units = [one for one in directory.organisations if one.validity.holds_on(today)]
    if not units:
        return fault(_DIRECTORY, f"không có cơ quan nào vào ngày {short_date(today)}", remedy)
    if unknown := sorted(issuers - {one.id for one in directory.organisations}):
        return warning(_DIRECTORY, f"không có cơ quan đã có sổ: {', '.join(unknown)}", remedy)
    whose = "có danh bạ riêng" if own is not None else "chỉ danh bạ kèm theo phần mềm"
    return good(_DIRECTORY, f"{len(units)} cơ quan hôm nay, {len(directory.groups)} nhóm nhận; {whose}")


def examine_storage(storage: Storage, now: datetime) -> Iterator[Check]:
    """Whether letters can be written, room is left, and nothing unfinished lies there."""
    try:
        yield _check_writing(storage)
        if isinstance(storage, FolderStorage):
            yield _check_room(_existing(storage.root))
        yield from _check_unfinished(storage, now)
    except VanbanError as error:
        yield failed(_STORAGE, error)


def _check_writing(storage: Storage) -> Check:
    if not isinstance(storage, FolderStorage):
        storage.write_whole(_TRIAL, b"vanban doctor\n")
        storage.remove(_TRIAL)
        return good(_STORAGE, f"{storage}: ghi được")
    try:
        with tempfile.TemporaryFile(dir=_existing(storage.root)) as trial:
            trial.write(b"vanban doctor\n")
            trial.flush()
    except OSError as error:
        remedy = "kiểm tra quyền ghi và chỗ trống, hoặc chọn chỗ khác bằng --out"
        return fault(_STORAGE, f"{storage}: không ghi được ({error.strerror})", remedy)
    return good(_STORAGE, f"{storage}: ghi được")


def _check_room(folder: Path) -> Check:
    subject = "Chỗ trống trên đĩa"
    free = shutil.disk_usage(folder).free // _MEGABYTE
    found = f"còn {free} MB"
    remedy = "dọn ổ đĩa, hoặc chuyển nơi lưu sang ổ khác; một văn bản chiếm chừng 0,1 MB"
    if free < _NO_ROOM_MB:
        return fault(subject, found, remedy)
    return warning(subject, found, remedy) if free < _LITTLE_ROOM_MB else good(subject, found)


def _check_unfinished(storage: Storage, now: datetime) -> Iterator[Check]:
    if storage.read(UNFINISHED) is not None:
        remedy = "chạy lại đúng lệnh vanban restore ấy; đừng phát hành trước khi xong"
        yield fault("Khôi phục", f"lần khôi phục vào {storage} chưa xong ({UNFINISHED})", remedy)
    found = tuple(leftover_files(storage))
    old = [one for one in found if one.is_old(now)]
    if old:
        remedy = "chạy 'vanban doctor --sweep' để xóa; văn bản đã phát hành không bị đụng đến"
        yield warning(_LEFTOVERS, _named(old), remedy)
    else:
        young = f"; {len(found)} tệp mới ghi, có thể đang ghi dở" if found else ""
        yield good(_LEFTOVERS, f"không có tệp nào quá một ngày{young}")


def _named(leftovers: list[Leftover]) -> str:
    names = ", ".join(str(one.path) for one in leftovers[:_SHOWN])
    more = f" và {len(leftovers) - _SHOWN} tệp khác" if len(leftovers) > _SHOWN else ""
    return f"{len(leftovers)} tệp do một lần bị ngắt để lại: {names}{more}"


def _existing(folder: Path) -> Path:
    absolute = folder.absolute()
    return next(one for one in (absolute, *absolute.parents) if one.is_dir())
