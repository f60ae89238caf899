"""Whether what was paid for has arrived, judged by what a carrier says of an eSIM before and after. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackageUsage:
    """One package of an eSIM as its carrier counts it."""

    reference: str
    """The carrier's number of the order that bought it; empty where it does not tell."""
    code: str
    state: str
    """`waiting`, `active`, `used_up`, `over`, or the carrier's own word."""
    allowance_bytes: int | None
    """None is unlimited."""
    used_bytes: int
    starts_at: int | None
    expires_at: int | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an eSIM held at one moment, summed up to be compared and kept as evidence."""

    packages: int
    allowance_bytes: int
    """Of all packages together, unlimited ones as 0."""
    used_bytes: int
    expires_at: int
    """The latest expiry; 0 where none has one."""


def holdings(packages: Sequence[PackageUsage]) -> Holdings:
    """The sums over `packages`."""
    return Holdings(
        packages=len(packages),
        allowance_bytes=sum(package.allowance_bytes or 0 for package in packages),
        used_bytes=sum(package.used_bytes for package in packages),
        expires_at=max((package.expires_at or 0 for package in packages), default=0),
    )


def is_credited(before: Holdings | None, after: Sequence[PackageUsage], reference: str) -> bool:
    """Whether the order of `reference` shows in what the carrier says now.

    By its reference where the carrier tells references; else where there is one package more, more
    allowance, or a later expiry than `before`. Without a `before` only the reference counts.
    """
    if reference and any(package.reference == reference for package in after):
        return True
    if before is None or (reference and any(package.reference for package in after)):
        return False
    now = holdings(after)
    return (
        now.packages > before.packages
        or now.allowance_bytes > before.allowance_bytes
        or now.expires_at > before.expires_at
    )
