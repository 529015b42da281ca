"""What the rules of access know of a child, and why somebody opened a record."""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
