"""`copydesk completion SHELL`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Examples:
      copydesk completion bash >> ~/.bashrc
      copydesk completion zsh  >> ~/.zshrc
      copydesk completion fish > ~/.config/fish/completions/copydesk.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None, "click knows these three"
    root = ctx.find_root()
    click.echo(kind(root.command, {}, "copydesk", "_COPYDESK_COMPLETE").source())
