"""``throughline``: finds its commands in their folder."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click

import events
import service
from service.cli import commands
from service.cli.failing import EXIT_REFUSED, explained


class Commands(click.Group):
    """
    Loads a command only when it is called, so that ``--help`` of one does not open all.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """
        Return the names of all commands.
        """
        return sorted(_called(module.name) for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """
        Return one command; None where there is no such file.
        """
        files = {_called(module.name): module.name for module in iter_modules(commands.__path__)}
        if cmd_name not in files:
            return None
        module = import_module(f"{commands.__name__}.{files[cmd_name]}")
        command: click.Command = module.command
        return command


def _called(file: str) -> str:
    # A file cannot be called `import`, so it carries a trailing underscore.
    return file.rstrip("_").replace("_", "-")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="throughline", message="throughline %(version)s")
def throughline() -> None:
    """
    One chronology of a child's life across agencies, the questions that the record raises, and
    an escalation for whatever is owed and late.

    THROUGHLINE_DATABASE_URL chooses the database; without it, var/throughline.db in this folder.
    CHILD is an id, the person_key of an import, or a name when only one child has it.
    A terminal gets tables and a pipe gets JSON, unless --format says otherwise.
    """


def main() -> None:
    """
    Run one command and leave with its exit code: 0 done, 1 refused, 2 wrong usage, 3 unavailable.
    """
    if Path(str(events.__file__)).parent.parent != Path(str(service.__file__)).parent.parent:
        click.echo(
            "Another package called “events” stands before throughline's own; uninstall it from "
            "this environment.",
            err=True,
        )
        sys.exit(EXIT_REFUSED)
    try:
        sys.exit(throughline.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever reads the answer has had enough of it, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        known = explained(error)
        if known is None:
            raise
        click.echo(known.words, err=True)
        sys.exit(known.code)


if __name__ == "__main__":
    main()
