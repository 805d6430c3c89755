"""Who is masked in what leaves a case, how, and the scan that finds what was missed."""

from .kinds import Kinds
from .masker import Masker
from .persons import Person, persons
from .policy import Policy, load_policy, policies
from .scan import Leak, scan

__all__ = ["Kinds", "Leak", "Masker", "Person", "Policy", "load_policy", "persons", "policies", "scan"]
