"""What a proof of an exercise tried, what held, and what is weak."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

PROOFS = ("reference", "examples", "misconceptions", "junk", "rewrites", "mutants", "prompt", "cases")
"""What is proved of a part, in this order."""


class Weakness(NamedTuple):
    """One thing that does not hold, written for the author: what, where, and what would mend it."""

    text: str
    """A sentence, with what was tried quoted in it."""
    place: str = ""
    """``exercises/softmax.yaml:12`` or ``solutions/softmax.py:9``, as far as it is known."""
    lines: tuple[str, ...] = ()
    """Lines of code or of an answer to show below: the line as it stands, and with the mistake planted."""
    suggestion: str = ""
    """What to add or change: ``no case has N ≠ D: add {N: 3, D: 5}``."""


class Proof(NamedTuple):
    """One proof of one part: how many trials there were, and how many came out as they must."""

    name: str
    tried: int = 0
    held: int = 0
    equivalent: int = 0
    """Mutants that are no mistakes, since they give the same everywhere: not counted as tried."""
    weaknesses: tuple[Weakness, ...] = ()
    notes: tuple[str, ...] = ()
    """What the author should know, though nothing is wrong."""

    @property
    def holds(self) -> bool:
        """Whether nothing is weak."""
        return not self.weaknesses


class PartProof(NamedTuple):
    """Everything that was proved of a part."""

    exercise: str
    part: str
    kind: str
    proofs: tuple[Proof, ...]

    @property
    def sound(self) -> bool:
        """Whether every proof holds."""
        return all(proof.holds for proof in self.proofs)

    @property
    def score(self) -> Fraction | None:
        """The share of mutants that were seen, of those that are mistakes; None where none could be planted."""
        found = [proof for proof in self.proofs if proof.name == "mutants" and proof.tried]
        return Fraction(found[0].held, found[0].tried) if found else None
