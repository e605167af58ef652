"""Which packages the wheel holds: all under src/, and resources/ as companion.resources.

pyproject.toml holds everything else; only there a found list cannot be joined with a mapped folder.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages("src"), "companion.resources"],
    package_dir={"": "src", "companion.resources": "resources"},
)
