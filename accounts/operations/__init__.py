"""Changes to authorities and agencies, to people and their accounts."""

from accounts.operations.authorities import NewAuthority, keep_authority, write_agencies
from accounts.operations.people import (
    NewMember,
    Unknown,
    add_member,
    change_role,
    end,
    invite,
    invite_again,
    take_back,
)
from accounts.operations.signing_in import sign_out, sign_out_everywhere

__all__ = [
    "NewAuthority",
    "NewMember",
    "Unknown",
    "add_member",
    "change_role",
    "end",
    "invite",
    "invite_again",
    "keep_authority",
    "sign_out",
    "sign_out_everywhere",
    "take_back",
    "write_agencies",
]
