"""Agencies are vetted and agree; an authority may set its own periods."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("trust", sa.String(8), nullable=False, server_default="waits"))
        table.add_column(sa.Column("vetted_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("agreed_until", sa.Date(), nullable=True))
    with op.batch_alter_table("authority") as table:
        table.add_column(sa.Column("periods", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("authority") as table:
        table.drop_column("periods")
    with op.batch_alter_table("agency") as table:
        for name in ("agreed_until", "vetted_on", "trust"):
            table.drop_column(name)
