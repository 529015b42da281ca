"""Who may work with the index of children: asked for, granted, ended, and the terms they signed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LIVE = sa.text("state IN ('asked', 'granted')")


def upgrade() -> None:
    op.create_table(
        "clearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(80), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("vetting_until", sa.Date(), nullable=True),
        sa.Column("vetting_said_by", sa.String(80), nullable=False),
        sa.Column("vetting_by_authority", sa.Boolean(), nullable=False),
        sa.Column("trained_until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_clearance_person_id"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_clearance_authority_id"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_clearance_agency_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clearance"),
        sa.UniqueConstraint("uuid", name="uq_clearance_uuid"),
    )
    for column in ("person_id", "authority_id", "agency_id"):
        op.create_index(f"ix_clearance_{column}", "clearance", [column])
    live = ["person_id", "authority_id", "state"]
    op.create_index("clearance_live", "clearance", live, unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_table(
        "signed_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_signed_terms_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signed_terms"),
    )
    op.create_index("ix_signed_terms_person_id", "signed_terms", ["person_id"])
    op.create_table(
        "lapse_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_lapse_letter_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lapse_letter"),
        sa.UniqueConstraint("person_id", "what", "until", "days", name="uq_lapse_letter_person_id_what_until_days"),
    )


def downgrade() -> None:
    for name in ("lapse_letter", "signed_terms", "clearance"):
        op.drop_table(name)
