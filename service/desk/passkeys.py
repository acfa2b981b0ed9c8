"""Passkeys (WebAuthn level 3): what a browser is asked, and whether its answer holds.

User verification is always required: whoever finds a phone cannot approve with it. Attestation is
not asked for; which devices a town hands out is the town's business.
"""

import ipaddress
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from geo.errors import HanshoError
from service.desk.ports import Passkey

_TIMEOUT_MS = 300_000
_REQUIRED = UserVerificationRequirement.REQUIRED


class PasskeyRefused(HanshoError):
    """The passkey's answer does not hold; log in again, or use another passkey."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Whom passkeys are bound to: `rp_id` is the host, `origin` where pages are opened."""

    rp_id: str
    origin: str
    name: str


def site_of(base_url: str, town: str) -> Site:
    """From the settings. Changing the host of `base_url` later loses every passkey."""
    parts = urlsplit(base_url)
    return Site(rp_id=parts.hostname or "", origin=f"{parts.scheme}://{parts.netloc}", name=town)


def cannot_bind(base_url: str) -> str | None:
    """None if browsers make passkeys for this address, else why not and what to set.

    A relying party is a domain (WebAuthn level 3, section 5.1.3), its pages are secure contexts.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if _is_address(host):
        return (
            f"base_url: passkeys belong to a name, and {host} is an address; give this machine a "
            "name and set base_url to https://NAME (on this machine alone: http://localhost:PORT)"
        )
    if parts.scheme != "https" and host != "localhost":
        return (
            f"base_url: browsers make passkeys over https only, and this is {base_url}; put a "
            "proxy with a certificate in front and set base_url to https://NAME"
        )
    return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def registration_options(
    site: Site, handle: bytes, name: str, known: tuple[Passkey, ...], challenge: bytes
) -> dict[str, Any]:
    """`PublicKeyCredentialCreationOptionsJSON`: for `parseCreationOptionsFromJSON`.

    `handle`: at most 64 bytes; an authenticator keeps one passkey of ours for each.
    """
    options = webauthn.generate_registration_options(
        rp_id=site.rp_id,
        rp_name=site.name,
        user_id=handle,
        user_name=name,
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=_REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    return _json(options)


def registered(
    site: Site, staff: int, answer: str, challenge: bytes, label: str, now: datetime
) -> Passkey:
    """The passkey that the browser's answer (JSON) holds. Raises PasskeyRefused."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _refusal(error) from error
    return Passkey(
        credential_id=found.credential_id,
        staff=staff,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        label=label,
        backed_up=found.credential_backed_up,
        added=now,
    )


def assertion_options(
    site: Site, challenge: bytes, allowed: tuple[Passkey, ...] = ()
) -> dict[str, Any]:
    """`PublicKeyCredentialRequestOptionsJSON`. Without `allowed` the browser offers its own."""
    options = webauthn.generate_authentication_options(
        rp_id=site.rp_id,
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        allow_credentials=_descriptors(allowed),
        user_verification=_REQUIRED,
    )
    return _json(options)


def credential_id_of(answer: str) -> bytes:
    """Which passkey an answer claims to be of. Raises PasskeyRefused."""
    try:
        return base64url_to_bytes(json.loads(answer)["id"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _refusal(error) from error


def challenge_of(answer: str) -> bytes:
    """Which challenge an answer claims to be to; verify it next. Raises PasskeyRefused."""
    try:
        told = base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"])
        return base64url_to_bytes(json.loads(told)["challenge"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _refusal(error) from error


def parts_of(answer: str) -> dict[str, str]:
    """What a verifier needs of an assertion, base64url: to keep as proof. Raises PasskeyRefused."""
    try:
        told = json.loads(answer)
        wanted = ("clientDataJSON", "authenticatorData", "signature")
        return {"id": str(told["id"]), **{key: str(told["response"][key]) for key in wanted}}
    except (ValueError, TypeError, KeyError) as error:
        raise _refusal(error) from error


def asserted(site: Site, passkey: Passkey, answer: str, challenge: bytes) -> int:
    """The new sign count, if `passkey` signed `challenge` just so. Raises PasskeyRefused.

    A count that does not grow means that the passkey was copied, and is refused.
    """
    try:
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _refusal(error) from error
    if found.credential_id != passkey.credential_id:
        raise PasskeyRefused("this is another passkey than was asked for; try again")
    return found.new_sign_count


def _descriptors(passkeys: tuple[Passkey, ...]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys]


def _json(options: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(options_to_json(options))
    return told


def _refusal(error: Exception) -> PasskeyRefused:
    return PasskeyRefused(f"the passkey's answer does not hold ({error}); try again")
