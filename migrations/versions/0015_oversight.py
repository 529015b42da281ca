"""What families do not recognise, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "oversight_verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_oversight_verification"),
    )
    op.create_index("ix_oversight_verification_at", "oversight_verification", ["at"])
    op.create_table(
        "child_looked_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_looked_sheet_child_id_child_record"),
        sa.UniqueConstraint("digest", name="uq_child_looked_sheet_digest"),
        sa.UniqueConstraint("uuid", name="uq_child_looked_sheet_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_looked_sheet"),
    )
    op.create_index("ix_child_looked_sheet_child_id", "child_looked_sheet", ["child_id"])
    op.create_table(
        "child_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.String(60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reach", sa.String(200), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(36), nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(36), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_question_child_id_child_record"),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["child_looked_sheet.id"], name="fk_child_question_sheet_id_child_looked_sheet"
        ),
        sa.CheckConstraint("(answered_at is null) = (verdict = '')", name="ck_child_question_answered_with_a_verdict"),
        sa.CheckConstraint("verdict in ('','right','not-right','unclear')", name="ck_child_question_verdict"),
        sa.UniqueConstraint("sheet_id", "line", name="uq_child_question_sheet_id_line"),
        sa.UniqueConstraint("uuid", name="uq_child_question_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_question"),
    )
    op.create_index("child_question_open", "child_question", ["answered_at", "asked_at"])
    op.create_index("ix_child_question_child_id", "child_question", ["child_id"])
    op.create_index("trail_about_outcome", "trail_about", ["outcome", "at"])
    op.create_index("trail_about_at", "trail_about", ["at"])
