"""Letters that remind, signed links, evidence, calls; and what became of each letter."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("message_id", sa.String(64), nullable=False, server_default=""))
        letter.add_column(sa.Column("bulk", sa.Boolean(), nullable=False, server_default=sa.false()))
        letter.add_column(sa.Column("state", sa.String(16), nullable=False, server_default="waiting"))
        letter.add_column(sa.Column("due", sa.DateTime(timezone=True), nullable=True))
        letter.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        letter.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        letter.add_column(sa.Column("failed", sa.Text(), nullable=False, server_default=""))
        letter.create_index("letter_next", ["state", "bulk", "due"])
    op.execute("UPDATE letter SET state = 'sent' WHERE sent_at IS NOT NULL")
    op.execute("UPDATE letter SET due = queued_at WHERE sent_at IS NULL")
    op.create_table(
        "mail_refusal",
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_mail_refusal")),
    )
    _upkeep()


def _upkeep() -> None:
    op.create_table(
        "agreement_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("agreed_until", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agreement_notice_agency_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_agreement_notice_authority_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_notice")),
        sa.UniqueConstraint(
            "agency_id", "agreed_until", "stage", name=op.f("uq_agreement_notice_agency_id_agreed_until_stage")
        ),
    )
    op.create_index(op.f("ix_agreement_notice_authority_id"), "agreement_notice", ["authority_id"], unique=False)
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("officer", sa.String(length=36), nullable=False),
        sa.Column("officer_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_call_authority_id")),
        sa.ForeignKeyConstraint(["entry"], ["listing.uuid"], name=op.f("fk_call_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_authority_id"), "call", ["authority_id"], unique=False)
    op.create_index(op.f("ix_call_entry"), "call", ["entry"], unique=False)
    op.create_table(
        "confirm_link",
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_confirm_link_agency_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_confirm_link_authority_id")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_confirm_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_confirm_link_digest")),
    )
    op.create_index("confirm_link_to", "confirm_link", ["agency_id", "email"], unique=False)
    op.create_index(op.f("ix_confirm_link_authority_id"), "confirm_link", ["authority_id"], unique=False)
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_reminder_authority_id")),
        sa.ForeignKeyConstraint(["entry"], ["listing.uuid"], name=op.f("fk_reminder_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "entry", "stage", "confirmed_on", "side", name=op.f("uq_reminder_entry_stage_confirmed_on_side")
        ),
    )
    op.create_index(op.f("ix_reminder_authority_id"), "reminder", ["authority_id"], unique=False)
    op.create_table(
        "link_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link"], ["confirm_link.uuid"], name=op.f("fk_link_use_link"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_use")),
    )
    op.create_index(op.f("ix_link_use_link"), "link_use", ["link"], unique=False)


def downgrade() -> None:
    op.drop_table("link_use")
    op.drop_table("reminder")
    op.drop_table("confirm_link")
    op.drop_table("call")
    op.drop_table("agreement_notice")
    op.drop_table("mail_refusal")
    with op.batch_alter_table("letter") as letter:
        letter.drop_index("letter_next")
        for column in ("failed", "tries", "tried_at", "due", "state", "bulk", "message_id"):
            letter.drop_column(column)
