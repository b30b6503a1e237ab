"""The doctor asks Prefect's real server what the code that knows no Prefect believes that it answers."""

from __future__ import annotations

import pytest

from vanban.usecases.keeping.checkup import Health
from vanban.usecases.keeping.examine_services import examine_services
from vanban.usecases.keeping.examine_software import installed_version


@pytest.mark.slow
def test_the_server_answers_with_the_version_that_is_installed(server_url):
    (found,) = examine_services({"PREFECT_API_URL": server_url}, installed_version)

    assert (found.health, str(installed_version("prefect")) in found.found) == (Health.GOOD, True)
