"""Needs, concerns, strengths, next steps, lists of services."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_shortlist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name="fk_practice_shortlist_authority_id_authority"
        ),
        sa.UniqueConstraint("uuid", name="uq_practice_shortlist_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_practice_shortlist"),
    )
    op.create_index("ix_practice_shortlist_person", "practice_shortlist", ["person"])
    op.create_index("ix_practice_shortlist_used_on", "practice_shortlist", ["used_on"])
    op.create_table(
        "child_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("basis", sa.String(36), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_how", sa.String(8), nullable=False),
        sa.Column("closed_words", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_need_child_id_child_record"),
        sa.CheckConstraint("(closed_at is null) = (closed_how = '')", name="ck_child_need_closed_somehow"),
        sa.CheckConstraint("closed_how in ('','met','ended')", name="ck_child_need_how"),
        sa.CheckConstraint("kind in ('need','concern','strength')", name="ck_child_need_kind"),
        sa.CheckConstraint(
            "(kind = 'need') = (length(trim(evidence)) > 0)", name="ck_child_need_needs_rest_on_evidence"
        ),
        sa.CheckConstraint(
            "kind = 'need' or (level = '' and closed_how <> 'met')", name="ck_child_need_only_needs_are_met"
        ),
        sa.UniqueConstraint("uuid", name="uq_child_need_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_need"),
    )
    op.create_index("child_need_author", "child_need", ["by", "closed_at"])
    op.create_index("child_need_of", "child_need", ["child_id", "closed_at"])
    op.create_table(
        "practice_shortlist_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["practice_shortlist.id"],
            name="fk_practice_shortlist_item_shortlist_id_practice_shortlist",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("shortlist_id", "code", name="uq_practice_shortlist_item_shortlist_id_code"),
        sa.PrimaryKeyConstraint("id", name="pk_practice_shortlist_item"),
    )
    op.create_table(
        "child_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("moved_why", sa.Text(), nullable=False),
        sa.Column("why_not", sa.String(40), nullable=False),
        sa.Column("why_not_words", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_how", sa.String(8), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child_record.id"], name="fk_child_step_child_id_child_record"),
        sa.ForeignKeyConstraint(["need_id"], ["child_need.id"], name="fk_child_step_need_id_child_need"),
        sa.CheckConstraint("(ended_on is null) = (ended_how = '')", name="ck_child_step_ended_somehow"),
        sa.CheckConstraint("ended_how in ('','done','closed')", name="ck_child_step_how"),
        sa.CheckConstraint(
            "(words <> '' and due_on is not null and why_not = '') or (words = '' and due_on is null and why_not <> '')",
            name="ck_child_step_something_or_why_not",
        ),
        sa.UniqueConstraint("uuid", name="uq_child_step_uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_child_step"),
    )
    op.create_index("child_step_by", "child_step", ["by", "ended_on"])
    op.create_index("child_step_due", "child_step", ["due_on", "ended_on"])
    op.create_index("ix_child_step_child_id", "child_step", ["child_id"])
    op.create_index("ix_child_step_need_id", "child_step", ["need_id"])
