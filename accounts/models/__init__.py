"""Authorities and agencies, the people who work for them, how they sign in."""

from accounts.models.authority import Agency, Authority
from accounts.models.clearance import Clearance, LapseLetter, SignedTerms
from accounts.models.person import HeldForm, Invitation, Membership, Person, Recovery
from accounts.models.signing import Challenge, EmailedCode, Passkey, RecoveryCode, SignIn, WrongTry

__all__ = [
    "Agency",
    "Authority",
    "Challenge",
    "Clearance",
    "EmailedCode",
    "HeldForm",
    "Invitation",
    "LapseLetter",
    "Membership",
    "Passkey",
    "Person",
    "Recovery",
    "RecoveryCode",
    "SignIn",
    "SignedTerms",
    "WrongTry",
]
