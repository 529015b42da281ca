"""Who may work with the index of children: asked for, granted, ended, and the terms they signed."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
