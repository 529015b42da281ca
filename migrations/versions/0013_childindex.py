"""Children: facts with their sources, who is involved, who leads."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "child_central_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("met", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(36), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_child_central_question_authority_id_authority"),
        sa.UniqueConstraint("uuid", name="uq_child_central_question_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_central_question"),
    )
    op.create_index("ix_child_central_question_authority_id", "child_central_question", ["authority_id"])
    op.create_table(
        "child_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("met", sa.JSON(), nullable=False),
        sa.Column("on_behalf_of", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_child_finding_authority_id_authority"),
        sa.UniqueConstraint("uuid", name="uq_child_finding_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_finding"),
    )
    op.create_index("ix_child_finding_person", "child_finding", ["person"])
    op.create_index("ix_child_finding_until", "child_finding", ["until"])
    op.create_table(
        "child_addition",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("near", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.String(36), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(36), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_addition_child_id_child_record"),
        sa.PrimaryKeyConstraint("child_id", name="pk_child_addition"),
    )
    op.create_table(
        "child_card",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("gender", sa.String(20), nullable=False),
        sa.Column("postcodes", sa.JSON(), nullable=False),
        sa.Column("area", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_card_child_id_child_record"),
        sa.PrimaryKeyConstraint("child_id", name="pk_child_card"),
    )
    op.create_table(
        "child_involvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("job", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("relay_phone", sa.String(40), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("end_code", sa.String(40), nullable=False),
        sa.Column("end_words", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(36), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("entered_by", sa.String(36), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_involvement_child_id_child_record"),
        sa.CheckConstraint("ends is null or end_code <> ''", name="ck_child_involvement_end_has_a_reason"),
        sa.CheckConstraint("ends is null or ends >= starts", name="ck_child_involvement_ends_after_it_starts"),
        sa.CheckConstraint("not sensitive or relay_phone <> ''", name="ck_child_involvement_sensitive_has_a_number"),
        sa.UniqueConstraint("uuid", name="uq_child_involvement_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_involvement"),
    )
    op.create_index("child_involvement_of", "child_involvement", ["child_id", "ends"])
    op.create_index("child_involvement_once", "child_involvement", ["child_id", "agency", "person", "name", "kind"], unique=True, sqlite_where=sa.text("ends is null"), postgresql_where=sa.text("ends is null"))
    op.create_index("child_involvement_person", "child_involvement", ["person", "ends"])
    op.create_table(
        "child_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_key_child_id_child_record"),
        sa.PrimaryKeyConstraint("key", "child_id", name="pk_child_key"),
    )
    op.create_index("ix_child_key_child_id", "child_key", ["child_id"])
    op.create_table(
        "child_last_look",
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_last_look_child_id_child_record"),
        sa.PrimaryKeyConstraint("person", "child_id", name="pk_child_last_look"),
    )
    op.create_table(
        "child_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("lay_name", sa.String(200), nullable=False),
        sa.Column("lay_relation", sa.String(40), nullable=False),
        sa.Column("lay_phone", sa.String(40), nullable=False),
        sa.Column("chosen_by", sa.String(20), nullable=False),
        sa.Column("cover", sa.String(36), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.Column("offered_by", sa.String(36), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.String(20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_lead_child_id_child_record"),
        sa.CheckConstraint("(person = '') <> (lay_name = '')", name="ck_child_lead_one_person"),
        sa.UniqueConstraint("uuid", name="uq_child_lead_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_lead"),
    )
    op.create_index("child_lead_one", "child_lead", ["child_id", "role"], unique=True, sqlite_where=sa.text("ended_at is null and accepted_at is not null"), postgresql_where=sa.text("ended_at is null and accepted_at is not null"))
    op.create_index("child_lead_person", "child_lead", ["person", "ended_at"])
    op.create_index("ix_child_lead_child_id", "child_lead", ["child_id"])
    op.create_table(
        "child_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("relation", sa.String(40), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("said_by", sa.String(36), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_link_child_id_child_record"),
        sa.ForeignKeyConstraint(["other_id"], ["child_record.id"], name="fk_child_link_other_id_child_record"),
        sa.CheckConstraint("(other_id is null) <> (name = '')", name="ck_child_link_child_or_name"),
        sa.UniqueConstraint("uuid", name="uq_child_link_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_link"),
    )
    op.create_index("ix_child_link_child_id", "child_link", ["child_id"])
    op.create_index("ix_child_link_other_id", "child_link", ["other_id"])
    op.create_table(
        "child_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(36), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["child_record.id"], name="fk_child_merge_kept_id_child_record"),
        sa.ForeignKeyConstraint(["merged_id"], ["child_record.id"], name="fk_child_merge_merged_id_child_record"),
        sa.UniqueConstraint("uuid", name="uq_child_merge_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_merge"),
    )
    op.create_index("ix_child_merge_kept_id", "child_merge", ["kept_id"])
    op.create_index("ix_child_merge_merged_id", "child_merge", ["merged_id"])
    op.create_table(
        "child_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_news_child_id_child_record"),
        sa.PrimaryKeyConstraint("id", name="pk_child_news"),
    )
    op.create_index("child_news_of", "child_news", ["child_id", "at"])
    op.create_table(
        "child_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(4), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("said_by", sa.String(36), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_number_child_id_child_record"),
        sa.CheckConstraint("scheme in ('nhs','upn')", name="ck_child_number_scheme"),
        sa.UniqueConstraint("uuid", name="uq_child_number_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_number"),
    )
    op.create_index("child_number_held", "child_number", ["scheme", "number"])
    op.create_index("ix_child_number_child_id", "child_number", ["child_id"])
    op.create_table(
        "child_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("said_by", sa.String(36), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("ruled_by", sa.String(36), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ruled_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_value_child_id_child_record"),
        sa.CheckConstraint("state in ('','disputed','ruled-out')", name="ck_child_value_state"),
        sa.UniqueConstraint("uuid", name="uq_child_value_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_value"),
    )
    op.create_index("child_value_of", "child_value", ["child_id", "kind"])
