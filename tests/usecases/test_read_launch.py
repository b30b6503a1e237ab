"""A launch read back from the register is the launch that was made."""

import pytest
from store_engines import contents

from vanban.storage.folder import FolderStorage
from vanban.store.database import open_existing
from vanban.usecases.issuing.launch_campaign import NotReady
from vanban.usecases.issuing.read_launch import read_launch
from vanban.usecases.packing.pack_campaign import InvalidPack, pack_campaign


def register(office):
    return open_existing(office.address)


def test_a_launch_read_back_is_the_one_that_was_made(office):
    made = office.launch()
    before = contents(office.address)

    assert read_launch(office.plan(), register(office)) == made
    assert contents(office.address) == before


def test_letters_that_have_no_number_are_not_given_one(new_office):
    with pytest.raises(NotReady, match=r"2/2 văn bản của đợt chưa phát hành \(trong đó có 'trien-khai'\)"):
        read_launch(new_office.plan(), register(new_office))
    assert register(new_office) is None


def test_a_campaign_changed_after_its_launch_is_refused(office):
    office.launch()
    file = office.folder / "trien-khai.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nThêm một câu./.\n", encoding="utf-8")

    with pytest.raises(NotReady, match="khác với bản đã phát hành"):
        read_launch(office.plan(), register(office))


def test_files_deleted_since_are_missed_when_packing_and_come_back_by_launching(office):
    made = office.launch()
    (office.out / made.files[0].file_name).unlink()
    plan = office.plan()
    directory = plan.commission.directory

    with pytest.raises(InvalidPack, match="chạy lại 'vanban launch'"):
        pack_campaign(read_launch(plan, register(office)), plan.campaign, directory, FolderStorage(office.out))

    office.launch()
    assert pack_campaign(read_launch(plan, register(office)), plan.campaign, directory, FolderStorage(office.out))
