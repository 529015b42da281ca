"""Where to find the lines about a child, a person or an agency."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trail_about",
        sa.Column("stream", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("child", sa.String(80), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("agency", sa.String(36), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("stream", "number", name="pk_trail_about"),
    )
    for column in ("child", "actor", "agency", "act"):
        op.create_index(f"trail_about_{column}", "trail_about", [column, "at"])
