"""How much each entry says; many changes at once."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_quality",
        sa.Column("entry", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["listing.uuid"], name="fk_entry_quality_entry_listing", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name="fk_entry_quality_authority_id_authority"
        ),
        sa.PrimaryKeyConstraint("entry", name="pk_entry_quality"),
    )
    op.create_index("entry_quality_of", "entry_quality", ["authority_id", "points"])
    op.create_index("ix_entry_quality_on", "entry_quality", ["on"])
    op.create_table(
        "bulk_run",
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_bulk_run_authority_id_authority"),
        sa.PrimaryKeyConstraint("uuid", name="pk_bulk_run"),
    )
    op.create_index("bulk_run_of", "bulk_run", ["authority_id", "at"])
    op.create_table(
        "bulk_entry",
        sa.Column("run", sa.String(36), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("now", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["bulk_run.uuid"], name="fk_bulk_entry_run_bulk_run", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "code", name="pk_bulk_entry"),
    )


def downgrade() -> None:
    for name in ("bulk_entry", "bulk_run", "entry_quality"):
        op.drop_table(name)
