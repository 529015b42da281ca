"""What is being written, and what waits for a decision; why an entry is not shown."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(36), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("work", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_change_agency_id_agency"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_change_authority_id_authority"),
        sa.ForeignKeyConstraint(["entry"], ["listing.uuid"], name="fk_change_entry_listing", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("uuid", name="pk_change"),
    )
    op.create_index("ix_change_agency_id", "change", ["agency_id"])
    op.create_index("ix_change_by", "change", ["by"])
    op.create_index("change_of_entry", "change", ["entry", "state"])
    op.create_index("change_waiting", "change", ["authority_id", "state"])
    op.create_table(
        "change_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(36), nullable=False),
        sa.Column("side", sa.String(8), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["change"], ["change.uuid"], name="fk_change_note_change_change", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_change_note"),
    )
    op.create_index("ix_change_note_change", "change_note", ["change"])
    op.create_table(
        "sealed_draft",
        sa.Column("ref", sa.String(36), nullable=False),
        sa.Column("change", sa.String(36), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["change"], ["change.uuid"], name="fk_sealed_draft_change_change", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ref", name="pk_sealed_draft"),
    )
    op.create_index("ix_sealed_draft_change", "sealed_draft", ["change"])
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("hidden_why", sa.String(16), nullable=False, server_default=""))
        table.add_column(sa.Column("off_since", sa.Date(), nullable=True))
        table.add_column(sa.Column("retired_words", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("retired_instead", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("entry") as table:
        for name in ("retired_instead", "retired_words", "off_since", "hidden_why"):
            table.drop_column(name)
    for name in ("sealed_draft", "change_note", "change"):
        op.drop_table(name)
