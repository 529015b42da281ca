"""What the lock at the cursor reads in a statement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.locks import Touch, plain_text, touch

READS, CHANGES = Touch.READS, Touch.CHANGES
SEES, ALTERS, LINE, NEVER = Touch.READS_CONFIDENTIAL, Touch.CHANGES_CONFIDENTIAL, Touch.WRITES_LINE, Touch.NEVER

SHAPES = [
    ("select * from place", READS),
    ("select person.child from person", READS),
    ("select 'child_need'", READS),
    ("select 1 -- child_need", READS),
    ("select 1 /* child_need */ from place", READS),
    ("select * from brainchild_idea", READS),
    ("select outcome from trail_about where child = %(child_1)s::VARCHAR", READS),
    ("select 5 %(child_need)s from child_need", SEES),
    ("select * from trail_line", READS),
    ("with recursive hop as (select min(stream) from trail_line) select * from hop", READS),
    ("insert into place (name) values ('sealed_address')", CHANGES),
    ("select * from place for update", CHANGES),
    ("update contact set name = ?, role = ? where authorization = 1", CHANGES),
    ("insert into place (id) values (1) on conflict do nothing", CHANGES),
    ("select replace(name, 'a', 'b') from place", READS),
    ('select * from main."child_need"', SEES),
    ("select * from[sealed_address]", SEES),
    ("select * from `sealed_address`", SEES),
    ("with c as (select * from CHILD_NEED) select * from c", SEES),
    ("select * from/**/child_need", SEES),
    ("select 'it''s' from child_need -- x", SEES),
    ("select * from place where exists (select 1 from child_need)", SEES),
    ("select * from place left join sealed_address on true", SEES),
    ("table child_need", SEES),
    ('select "--", child_need.name from child_need', SEES),
    ("select E'\\'' , child_need.name from child_need where x = ''", SEES),
    ("select [--], name from child_need", SEES),
    ("select ` ' `, name from child_need, place where ` ' ` = 1", SEES),
    ("select $$ ' $$, name from child_need where a = $$ ' $$", SEES),
    ("/* /* */ select 1 from child_need */", SEES),
    ("delete from child_need", ALTERS),
    ("insert into child_need (id) values (1)", ALTERS),
    ("insert or replace into child_need (id) values (1)", ALTERS),
    ("insert into place select id from child_need", ALTERS),
    ("with c as (select 1) delete from child_need", ALTERS),
    ("select * from child_need for update", ALTERS),
    ("insert into trail_line (stream) values (?)", LINE),
    ('INSERT INTO "trail_line" (stream) VALUES (%(stream)s), (%(again)s)', LINE),
    ('update "trail_line" set at=1', NEVER),
    ("/* hi */ delete from trail_line", NEVER),
    ("with x as (select 1) delete from trail_line", NEVER),
    ("replace into trail_line values (1)", NEVER),
    ("insert or replace into trail_line values (1)", NEVER),
    ("insert into trail_line values (1) on conflict(stream) do update set at=2", NEVER),
    ("insert into trail_line values (1) returning stream", NEVER),
    ("insert into trail_line values (1); delete from place", NEVER),
    ("insert into trail_line select * from trail_line", NEVER),
    ("insert into trail_line table child_need", NEVER),
    ("truncate trail_line", NEVER),
    ("select * from trail_line for update", NEVER),
    ("drop table trail_seal", NEVER),
    ("alter table trail_line rename to old", NEVER),
    ("create view kids as select * from child_need", NEVER),
    ("create or replace temp view kids as select * from place", NEVER),
    ("create materialized view kids as select * from place", NEVER),
    ("create trigger t after insert on place begin select 1; end", NEVER),
    ("create constraint trigger t after insert on place execute function f()", NEVER),
    ("create or replace function f() returns text language sql as 'select words from child_need'", NEVER),
    ("create table copy as select * from child_need", NEVER),
    ("select * into copy from child_need", NEVER),
    ("drop table sealed_address", NEVER),
    ("attach 'x' as y", NEVER),
    ("pragma writable_schema=on", NEVER),
    ("pragma query_only=off", NEVER),
    ("COPY child_need TO STDOUT", NEVER),
    ("select 1; copy place from stdin", NEVER),
    ("prepare p as select * from child_need", NEVER),
    ("execute p", NEVER),
    ("do $$ begin delete from trail_line; end $$", NEVER),
    ("select query_to_xml('select * from child_need', true, true, '')", NEVER),
    ("select * from dblink('host=x', 'select 1')", NEVER),
    ('select * from U&"\\0063hild_need"', NEVER),
    ("set role owner", NEVER),
    ("set transaction read write", NEVER),
    ("set default_transaction_read_only = off", NEVER),
    ("reset role", NEVER),
    ("replace into sealed_address values (1)", NEVER),
]


@pytest.mark.parametrize(("sql", "expected"), SHAPES)
def test_what_a_statement_touches(sql: str, expected: Touch) -> None:
    assert touch(sql) is expected


NOISE = st.sampled_from(["/* x */", "-- y\n", "\n", "\t", " ", "/**/"])


@given(st.lists(NOISE, min_size=1, max_size=4), st.lists(NOISE, min_size=1, max_size=4), st.sampled_from(["", '"']))
def test_spaces_comments_and_quotes_never_hide_a_confidential_table(a: list[str], b: list[str], quote: str) -> None:
    sql = f"{''.join(a)} select 'a''b'{''.join(b)} , 1 from {''.join(a)}{quote}sealed_address{quote} where x = '--'"
    assert touch(sql) is SEES


@given(st.text(alphabet="abc_-/*\"' \n", max_size=30))
def test_a_literal_never_hides_what_follows_it(words: str) -> None:
    literal = "'" + words.replace("'", "''") + "'"
    assert "child_need" in plain_text(f"select {literal}, name from child_need")


@given(st.text(alphabet="abc_-/*' \n", max_size=30))
def test_a_quoted_name_never_hides_what_follows_it(words: str) -> None:
    assert "child_need" in plain_text(f'select "{words}", name from child_need')
