"""A passkey device in a few lines, so that the ceremony is tested without a browser: an honest one, and ones that lie."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, MADE = 0x01, 0x04, 0x40


@dataclass
class Device:
    """It holds one key for one site. `flags` says whether it looked who its user is."""

    origin: str = "http://localhost"
    site: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, offer: str, **instead: str) -> str:
        """Answer an offer of a new passkey."""
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        told = self._told("webauthn.create", json.loads(offer)["challenge"], instead)
        made = {"fmt": "none", "attStmt": {}, "authData": self._data(self.flags | MADE) + held}
        return self._answer({"clientDataJSON": told, "attestationObject": cbor2.dumps(made)})

    def prove(self, offer: str, **instead: str) -> str:
        """Answer the question whether it holds its passkey."""
        self.count += 1
        told, data = self._told("webauthn.get", json.loads(offer)["challenge"], instead), self._data(self.flags)
        signed = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._answer({"clientDataJSON": told, "authenticatorData": data, "signature": signed})

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _told(self, kind: str, challenge: str, instead: dict[str, str]) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps({**said, **instead}).encode()

    def _answer(self, parts: dict[str, bytes]) -> str:
        encoded = bytes_to_base64url(self.id)
        response: dict[str, Any] = {name: bytes_to_base64url(part) for name, part in parts.items()}
        return json.dumps({"id": encoded, "rawId": encoded, "type": "public-key", "response": response})


def other_challenge(offer: str) -> str:
    """The offer with another challenge than the one that was made."""
    said = json.loads(offer)
    turned = bytes(255 - b for b in base64url_to_bytes(said["challenge"]))
    return json.dumps({**said, "challenge": bytes_to_base64url(turned)})
