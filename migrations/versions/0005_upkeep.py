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


def downgrade() -> None:
    op.drop_table("mail_refusal")
    with op.batch_alter_table("letter") as letter:
        letter.drop_index("letter_next")
        for column in ("failed", "tries", "tried_at", "due", "state", "bulk", "message_id"):
            letter.drop_column(column)
