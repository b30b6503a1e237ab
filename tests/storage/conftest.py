"""The two kinds of storage, each empty."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from vanban.storage.bucket import BucketStorage
from vanban.storage.folder import FolderStorage
from vanban.storage.storage import Storage


@pytest.fixture(params=["folder_storage", "bucket_storage"])
def storage(request: pytest.FixtureRequest) -> Storage:
    """A place of either kind."""
    place: Storage = request.getfixturevalue(request.param)
    return place


@pytest.fixture
def folder_storage(tmp_path: Path) -> FolderStorage:
    """A folder that is not there yet."""
    return FolderStorage(tmp_path / "van-ban")


@pytest.fixture
def bucket_storage(s3: str) -> BucketStorage:
    """A prefix of its own in the bucket of all tests."""
    return BucketStorage(s3, uuid.uuid4().hex)
