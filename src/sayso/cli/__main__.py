"""``python -m sayso.cli``"""

from . import main

main()
