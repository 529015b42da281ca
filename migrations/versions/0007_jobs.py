"""What the jobs did, and what looks at websites found."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job_run"),
    )
    op.create_index("job_run_latest", "job_run", ["name", "id"])
    op.create_index("ix_job_run_ended_at", "job_run", ["ended_at"])
    op.create_table(
        "website_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("final_host", sa.String(255), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("known_host", sa.String(255), nullable=False),
        sa.Column("known_title", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_website_check_authority_id_authority"),
        sa.PrimaryKeyConstraint("id", name="pk_website_check"),
        sa.UniqueConstraint("authority_id", "digest", name="uq_website_check_authority_id_digest"),
    )
    op.create_index("website_check_due", "website_check", ["next_at"])
    op.create_index("website_check_host", "website_check", ["host"])


def downgrade() -> None:
    op.drop_table("website_check")
    op.drop_table("job_run")
