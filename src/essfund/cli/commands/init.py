"""`essfund init`: the catalogue of another region, valid from the first minute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.declaring import OUTPUT, argument, group, option
from essfund.cli.options import Common
from essfund.cli.output import write_error
from essfund.cli.writing import write_files
from essfund.core.errors import OutputError
from essfund.core.messages import N_, say
from essfund.core.record import record

if TYPE_CHECKING:
    from essfund.cli.session import Session


@record(frozen=True)
class Init:
    """Options of `init`."""

    directory: str = argument(N_("Directory of the new catalogue; it is made. Nothing in it is overwritten."), "DIR", required=True)
    region: str = option(N_("The region: its INSEE code, like 53, or its name."), "--region", metavar="REGION", required=True,
                         panel=OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Write the files, and say what to do next."""
        from essfund.authoring.region import region_files  # noqa: PLC0415 - `--help` writes nothing

        form = session.format("init")
        made = region_files(Path(self.directory), self.region)
        for folder in sorted({path.parent for path in made}):
            _make(folder)
        write_files(made)
        session.write(form, "".join(f"{path}\n" for path in made))
        steps = [
            say("check it: essfund validate --strict {directory}", directory=self.directory),
            say("begin an instrument: essfund new ID --family FAMILY --reach regional --catalogue {directory} --write",
                directory=self.directory),
            say("read {file}: what each file holds, the hook and the workflow", file=str(Path(self.directory) / "README.md")),
        ]
        tr = session.tr
        write_error("\n".join([tr.say(say("next steps:")), *(f"  {number}. {tr.say(step)}" for number, step in enumerate(steps, 1)), ""]))


def _make(folder: Path) -> None:
    """Make a directory. Raises OutputError."""
    from essfund.cli.streams import trouble  # noqa: PLC0415 - only if it cannot be made

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(trouble(error, folder) if isinstance(error, OSError) else say("this path cannot be used")) from None
