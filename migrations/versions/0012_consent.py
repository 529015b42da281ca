"""What families were told and agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "child_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("giver", sa.String(8), nullable=False),
        sa.Column("giver_name", sa.String(200), nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("where_kept", sa.String(300), nullable=False),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("obtained_by", sa.String(36), nullable=False),
        sa.Column("obtained_agency", sa.String(36), nullable=False),
        sa.Column("obtained_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.String(12), nullable=False),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.String(36), nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("verdict_words", sa.Text(), nullable=False),
        sa.Column("verdict_by", sa.String(36), nullable=False),
        sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_consent_child_id_child_record"),
        sa.CheckConstraint("kind <> 'consent' or (giver in ('child','parent','carer') and how in ('written','verbal') and where_kept <> '')", name="ck_child_consent_consent_complete"),
        sa.CheckConstraint("kind <> 'ground' or (ground <> '' and length(trim(reason)) >= 10)", name="ck_child_consent_ground_complete"),
        sa.CheckConstraint("kind in ('consent','ground')", name="ck_child_consent_kind"),
        sa.UniqueConstraint("uuid", name="uq_child_consent_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_consent"),
    )
    op.create_index("ix_child_consent_child_id", "child_consent", ["child_id"])
    op.create_table(
        "child_consent_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("info", sa.String(16), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_consent_ruling_child_id_child_record"),
        sa.UniqueConstraint("uuid", name="uq_child_consent_ruling_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_consent_ruling"),
    )
    op.create_index("ix_child_consent_ruling_child_id", "child_consent_ruling", ["child_id"])
    op.create_table(
        "child_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_notice_child_id_child_record"),
        sa.UniqueConstraint("uuid", name="uq_child_notice_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_notice"),
    )
    op.create_index("ix_child_notice_child_id", "child_notice", ["child_id"])
    op.create_table(
        "child_consent_scope",
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("info", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["consent_id"], ["child_consent.id"], name="fk_child_consent_scope_consent_id_child_consent"),
        sa.PrimaryKeyConstraint("consent_id", "agency", "info", name="pk_child_consent_scope"),
    )
