"""Words and JSON for a terminal."""

import json

import typer


def say(text: str) -> None:
    """To standard output: what the command was asked for."""
    typer.echo(text)


def tell(text: str) -> None:
    """To standard error: what else people should know."""
    typer.echo(text, err=True)


def dump(data: dict[str, object]) -> str:
    """`data` as JSON that people can read too."""
    return json.dumps(data, ensure_ascii=False, indent=2)
