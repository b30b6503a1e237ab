"""PostgreSQL can answer the board, the register and a new letter by indexes alone, whatever the tables grow to."""

from __future__ import annotations

import re

import psycopg
import pytest
from benchmarks.board_database import add_campaigns
from benchmarks.board_postgres import multiply
from benchmarks.board_postgres_plans import looks, plan_of, statements_of

from vanban.store.database import open_database

CAMPAIGNS = 20
THAT_GROW = (
    *("register_entry", "entry_recipient", "obligation", "obligation_extension", "reminder", "report"),
    *("report_figure", "report_evidence", "audit_entry"),
)


@pytest.fixture
def plans(postgres_url):
    """By what is looked at, what PostgreSQL does where it may read a table from end to end only if it must."""
    database = open_database(postgres_url)
    add_campaigns(database, range(1), (2, 3, 4))
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        multiply(connection, CAMPAIGNS)
        connection.execute("SET enable_seqscan = off")
        return {
            name: ["\n".join(plan_of(connection, one)) for one in statements_of(database, look)]
            for name, look in looks(database, CAMPAIGNS)
        }


def test_the_board_the_register_and_a_new_letter_read_no_table_that_grows_from_end_to_end(plans):
    end_to_end = re.compile(rf"Seq Scan on ({'|'.join(THAT_GROW)})\b")

    assert all(len(found) >= 2 for found in plans.values())
    del plans["The overview of all campaigns"]
    assert [found for told in plans.values() for plan in told for found in end_to_end.findall(plan)] == []


def test_the_board_begins_with_the_letters_of_its_campaign(plans):
    by_campaign = re.compile(r"Index .*Scan.* uq_register_entry_letter.*\n\s+Index Cond: \(\(campaign_id\)")

    told = [plan for plan in plans["The board of one campaign"] if "on register_entry" in plan]
    assert len(told) == 6
    assert all(by_campaign.search(plan) for plan in told)


def test_a_new_letter_looks_into_four_indexes(plans):
    told = "\n".join(plans["What a new letter asks"])

    for index in ("uq_register_entry_letter", "uq_register_entry_number", "pk_register_entry", "pk_audit_entry"):
        assert index in told
