"""What is installed only where it is asked for."""

from __future__ import annotations

EXTRAS = {
    "pyarrow": "parquet",
    "matplotlib": "plot",
    "scipy": "plot",
    "ray": "ray",
    "upath": "s3",
    "s3fs": "s3",
}


def advice(error: ModuleNotFoundError) -> str | None:
    """How to install the package that is missing; None where it is none of ours to ask for."""
    package = (error.name or "").partition(".")[0]
    extra = EXTRAS.get(package)
    return f"this needs {package}: pip install 'dragoman[{extra}]'" if extra else None
