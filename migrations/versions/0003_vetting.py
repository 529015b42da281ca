"""Agencies are vetted and agree; an authority may set its own periods."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _stamp(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _to(table: str, column: str, target: str, **more: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}_{target.split('.')[0]}", **more)


def upgrade() -> None:
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("trust", sa.String(8), nullable=False, server_default="waits"))
        table.add_column(sa.Column("vetted_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("agreed_until", sa.Date(), nullable=True))
    with op.batch_alter_table("authority") as table:
        table.add_column(sa.Column("periods", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "vetting_case",
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("charity_number", sa.String(16), nullable=False),
        sa.Column("company_number", sa.String(16), nullable=False),
        sa.Column("does", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("answerable", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(320), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        _stamp("at"),
        _to("vetting_case", "authority_id", "authority.id"),
        _to("vetting_case", "agency_id", "agency.id"),
        sa.PrimaryKeyConstraint("uuid", name="pk_vetting_case"),
        sa.UniqueConstraint("code", name="uq_vetting_case_code"),
    )
    op.create_index("ix_vetting_case_authority_id", "vetting_case", ["authority_id"])
    op.create_index("ix_vetting_case_agency_id", "vetting_case", ["agency_id"])
    op.create_table(
        "vetting_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        _to("vetting_item", "authority_id", "authority.id"),
        sa.PrimaryKeyConstraint("id", name="pk_vetting_item"),
        sa.UniqueConstraint("authority_id", "code", name="uq_vetting_item_authority_id_code"),
    )
    op.create_table(
        "vetting_checked",
        sa.Column("case", sa.String(36), nullable=False),
        sa.Column("item", sa.String(36), nullable=False),
        sa.Column("answer", sa.String(12), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        _stamp("at"),
        _to("vetting_checked", "case", "vetting_case.uuid", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case", "item", name="pk_vetting_checked"),
    )
    op.create_table(
        "vetting_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(36), nullable=False),
        sa.Column("decision", sa.String(8), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        _stamp("at"),
        _to("vetting_decision", "case", "vetting_case.uuid", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_vetting_decision"),
    )
    op.create_index("ix_vetting_decision_case", "vetting_decision", ["case"])
    op.create_table(
        "agreement",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        _stamp("at"),
        _to("agreement", "authority_id", "authority.id"),
        sa.PrimaryKeyConstraint("authority_id", "version", name="pk_agreement"),
    )
    op.create_table(
        "agreement_acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        _stamp("at"),
        _to("agreement_acceptance", "agency_id", "agency.id"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_acceptance"),
    )
    op.create_index("ix_agreement_acceptance_agency_id", "agreement_acceptance", ["agency_id"])


def downgrade() -> None:
    tables = ("agreement_acceptance", "agreement", "vetting_decision", "vetting_checked", "vetting_item", "vetting_case")
    for name in tables:
        op.drop_table(name)
    with op.batch_alter_table("authority") as table:
        table.drop_column("periods")
    with op.batch_alter_table("agency") as table:
        for name in ("agreed_until", "vetted_on", "trust"):
            table.drop_column(name)
