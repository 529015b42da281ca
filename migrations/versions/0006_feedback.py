"""What readers write back, and how often entries are seen."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(6), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("change", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_report_authority_id_authority"),
        sa.PrimaryKeyConstraint("uuid", name="pk_report"),
        sa.UniqueConstraint("code", name="uq_report_code"),
    )
    op.create_index("ix_report_entry", "report", ["entry"])
    op.create_index("report_open", "report", ["authority_id", "state"])
    op.create_table(
        "report_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(36), nullable=False),
        sa.Column("side", sa.String(8), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.uuid"], name="fk_report_answer_report_report", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_report_answer"),
    )
    op.create_index("ix_report_answer_report", "report_answer", ["report"])
    op.create_table(
        "found",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("about", sa.String(6), nullable=False),
        sa.Column("answer", sa.String(8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_found_authority_id_authority"),
        sa.PrimaryKeyConstraint("authority_id", "day", "about", "answer", name="pk_found"),
    )
    op.create_table(
        "missed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(6), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_missed_authority_id_authority"),
        sa.PrimaryKeyConstraint("id", name="pk_missed"),
    )
    op.create_index("ix_missed_authority_id", "missed", ["authority_id"])
    op.create_table(
        "month_answer",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("missed", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_month_answer_authority_id_authority"),
        sa.PrimaryKeyConstraint("authority_id", "month", "language", name="pk_month_answer"),
    )
    op.create_table(
        "view_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "key", name="pk_view_count"),
    )


def downgrade() -> None:
    for name in ("view_count", "month_answer", "missed", "found", "report_answer", "report"):
        op.drop_table(name)
