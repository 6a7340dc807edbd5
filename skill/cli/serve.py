"""Command that serves the skill."""

import click

from skill.cli.options import SERVERS_DATABASE


@click.command(epilog="Example: cramp-coach serve --app")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8080,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0: any free port.",
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Number of worker processes.")
@click.option("--app", "phone", is_flag=True, help="Also serve the app for phone and browser at /.")
@click.option("--simulator", is_flag=True, help="Also serve the simulator at /simulator (on this machine only).")
def serve(host: str, port: int, workers: int, phone: bool, simulator: bool) -> None:
    """Serve the skill: POST /alexa, GET /healthz, /readyz, /privacy and /terms."""
    from skill.settings import Settings
    from skill.web.server import serve as run

    settings = Settings.from_environment(default_database=SERVERS_DATABASE)
    run(settings, host, port, workers, simulator=simulator, phone=phone)
