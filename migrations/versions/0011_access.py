"""What the rules of access know of a child, and why somebody opened a record."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "child_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("shielded", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("archive_on", sa.Date(), nullable=True),
        sa.Column("purge_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_child_record_authority_id_authority"),
        sa.ForeignKeyConstraint(["merged_into_id"], ["child_record.id"], name="fk_child_record_merged_into_id_child_record"),
        sa.CheckConstraint("(status = 'merged') = (merged_into_id is not null)", name="ck_child_record_merged_into_something"),
        sa.CheckConstraint("status in ('active','waiting','quarantine','merged','archived')", name="ck_child_record_status"),
        sa.UniqueConstraint("uuid", name="uq_child_record_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_record"),
    )
    op.create_index("child_record_status", "child_record", ["authority_id", "status"])
    op.create_index("ix_child_record_merged_into_id", "child_record", ["merged_into_id"])
    op.create_table(
        "child_access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("basis", sa.String(12), nullable=False),
        sa.Column("reason_code", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("on_behalf_of", sa.String(200), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("verdict_words", sa.Text(), nullable=False),
        sa.Column("verdict_by", sa.String(36), nullable=False),
        sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_child_access_authority_id_authority"),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_access_child_id_child_record"),
        sa.CheckConstraint("child_id is not null or basis = 'emergency'", name="ck_child_access_about_a_child"),
        sa.CheckConstraint("basis in ('involved','enquiry','emergency','mediated','oversight')", name="ck_child_access_basis"),
        sa.CheckConstraint("basis <> 'mediated' or on_behalf_of <> ''", name="ck_child_access_mediated_for_somebody"),
        sa.CheckConstraint("length(trim(reason)) >= 10", name="ck_child_access_real_reason"),
        sa.UniqueConstraint("uuid", name="uq_child_access_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_access"),
    )
    op.create_index("child_access_person", "child_access", ["person", "until"])
    op.create_index("ix_child_access_authority_id", "child_access", ["authority_id"])
    op.create_index("ix_child_access_child_id", "child_access", ["child_id"])
