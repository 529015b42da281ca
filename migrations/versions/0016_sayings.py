"""Needs as people say them, version by version, and how often the same words were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_saying",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.String(20), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("of_file", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_search_saying_authority_id_authority"),
        sa.PrimaryKeyConstraint("id", name="pk_search_saying"),
        sa.UniqueConstraint("code", "number", name="uq_search_saying_code_number"),
    )
    op.create_table(
        "search_asked",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("words", sa.String(120), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("without", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_search_asked_authority_id_authority"),
        sa.PrimaryKeyConstraint("authority_id", "month", "digest", name="pk_search_asked"),
    )
