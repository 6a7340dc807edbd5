"""The two pages for owners can be followed to the letter, as far as that goes without Amazon, a domain and root."""

import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from skill.cli import commands
from tests.publishing.test_lambda_stack import aws, buckets, built  # noqa: F401  # a fixture
from tests.test_docs import blocks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Tried to parse AWS:UserWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

ROOT = Path(__file__).parents[1]
OWN_SERVER, LAMBDA = ROOT / "SELF_HOSTING.md", ROOT / "docs" / "lambda.md"
STAND_INS = ("apt-get", "dnf", "useradd", "userdel", "chown", "aws")
"""Programs that only write down how they were called."""

MAKE = f"""#!/bin/sh
{shutil.which("make")} --dry-run --always-make "$@" > /dev/null
for last; do :; done
[ "$1" = -C ] && folder=$2 || folder=.
[ -e "$folder/.venv" ] || ln -s {ROOT}/.venv "$folder/.venv"
echo "make $last" >> "$LOG"
"""
"""Checks that the target is there, and lends the environment of the tests, which has all that it would install."""


class Sandbox:
    """A folder in which a page's commands run, with stand-ins for what would change the machine."""

    def __init__(self, folder, port):
        self.folder, self.port, self.log = folder, port, folder / "log"
        self.programs = folder / "programs"
        for name in ("programs", "opt", "etc/systemd/system", "etc/caddy", "var/lib"):
            (folder / name).mkdir(parents=True)
        self.log.touch()
        for name in STAND_INS:
            self.program(name, f'#!/bin/sh\necho "{name} $*" >> "$LOG"\n')
        self.program("sudo", '#!/bin/sh\nexec "$@"\n')
        self.program("make", MAKE)
        self.program("systemctl", self.systemctl())

    def program(self, name, text):
        path = self.programs / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def systemctl(self):
        """Start and stop the service as its unit says, but as nobody else than us."""
        unit = f"{self.folder}/etc/systemd/system/cramp-coach.service"
        pid = f"{self.folder}/pid"
        return f"""#!/bin/sh
echo "systemctl $*" >> "$LOG"
case "$*" in *cramp-coach*) ;; *) exit 0;; esac
start() {{
  mkdir -p {self.folder}/var/lib/cramp-coach
  set -a; . {self.folder}/etc/cramp-coach.env; set +a
  cd {self.folder}/var/lib/cramp-coach
  PYTHONPATH={self.folder}/opt/cramp-coach $(sed -n 's/^ExecStart=//p' {unit}) > {self.folder}/served 2>&1 &
  echo $! > {pid}
}}
stop() {{ kill $(cat {pid}); while kill -0 $(cat {pid}) 2> /dev/null; do sleep 0.1; done; }}
case "$1" in enable|start) start;; stop|disable) stop;; restart) stop; start;; esac
"""

    def moved(self, text):
        """The commands with this folder for the machine's, and values for what the reader has to fill in."""
        for place in ("/opt/", "/etc/", "/var/lib/"):
            text = re.sub(rf"(?<![\w.]){place}", f"{self.folder}{place}", text)
        text = re.sub(r"^SOURCE=.*$", f"SOURCE={ROOT}", text, flags=re.MULTILINE)
        text = text.replace("https://$DOMAIN", f"http://127.0.0.1:{self.port}")
        return text.replace("8080", str(self.port))

    def follow(self, page):
        """Run all that a page shows, in its order, in one shell."""
        script = "set -eu\n" + "\n".join(self.moved(block.text) for block in blocks(page) if block.kind == "sh")
        return subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env={"PATH": f"{self.programs}:/usr/sbin:/usr/bin:/bin", "LOG": str(self.log), "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def unit(self):
        (text,) = [it.text for it in blocks(OWN_SERVER) if "[Unit]" in it.text]
        return text.split("<<'END'\n")[1].split("\nEND\n")[0]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def sandbox(tmp_path):
    sandbox = Sandbox(tmp_path, free_port())
    yield sandbox
    pid = tmp_path / "pid"
    if pid.exists():
        subprocess.run(["kill", pid.read_text().strip()], check=False, capture_output=True)


@pytest.mark.requires("curl", "curl")
@pytest.mark.requires("sqlite3", "sqlite3")
@pytest.mark.requires("openssl", "openssl")
def test_a_coach_of_ones_own_server_comes_up_is_backed_up_upgraded_and_removed(sandbox):
    done = sandbox.follow(OWN_SERVER)

    assert done.returncode == 0, done.stderr[-2000:] + (sandbox.folder / "served").read_text()[-500:]
    assert "ready" in done.stdout
    assert "\n400\n" in done.stdout
    assert "Traceback" not in (sandbox.folder / "served").read_text()
    log = sandbox.log.read_text()
    assert "apt-get install --yes git make python3 python3-venv curl openssl sqlite3 caddy" in log
    assert log.count("make .venv/bytecode.stamp") == 2
    assert [line for line in log.splitlines() if "systemctl" in line] == [
        "systemctl daemon-reload",
        "systemctl enable --now cramp-coach",
        "systemctl reload caddy",
        "systemctl stop cramp-coach",
        "systemctl start cramp-coach",
        "systemctl restart cramp-coach",
        "systemctl disable --now cramp-coach",
    ]
    assert "coach.example.org {" in (sandbox.folder / "etc/caddy/Caddyfile").read_text()
    assert not (sandbox.folder / "opt/cramp-coach").exists()


def test_every_program_that_the_page_uses_is_installed_by_it_or_part_of_every_debian():
    (page,) = [" ".join(it.text for it in blocks(OWN_SERVER) if it.kind == "sh")]
    installed = set(re.search(r"apt-get install --yes (.*)", page)[1].split())
    used = set(
        re.findall(
            r"^(?:sudo )?([a-z0-9-]+) ",
            re.sub(r"<<.?END.*?^END$", "", page, flags=re.DOTALL | re.MULTILINE),
            re.MULTILINE,
        )
    )
    always = set("apt-get useradd userdel tee chmod chown cp rm systemctl journalctl".split())

    assert used - always - installed == set()


@pytest.mark.requires("systemd-analyze", "systemd")
def test_systemd_finds_nothing_to_say_against_the_unit(sandbox, tmp_path):
    unit = tmp_path / "cramp-coach.service"
    unit.write_text(sandbox.unit().replace("/opt/cramp-coach/.venv/bin/cramp-coach", sys.executable), encoding="utf-8")
    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)

    assert [line for line in checked.stderr.splitlines() if "cramp-coach.service" in line] == []


def test_the_service_may_write_to_its_state_alone_and_its_bytecode_is_made_before(sandbox):
    unit = sandbox.unit()

    assert "ProtectSystem=strict" in unit
    assert re.findall(r"(?:ReadWritePaths|StateDirectory)=(.*)", unit) == ["cramp-coach"]
    assert "make -C /opt/cramp-coach .venv/bytecode.stamp" in OWN_SERVER.read_text(encoding="utf-8")


def test_a_coach_on_lambda_comes_up_is_upgraded_and_goes_down(sandbox, aws, monkeypatch):  # noqa: F811
    done = follow_lambda(sandbox)
    ours = [shlex.split(line)[1:] for line in sandbox.log.read_text().splitlines() if line.startswith("cramp-coach ")]
    monkeypatch.chdir(sandbox.folder)
    monkeypatch.setattr(
        "publishing.packaging.lambda_zip", lambda path, _: path.parent.mkdir(exist_ok=True) or built(path)
    )
    ran = [CliRunner().invoke(commands, arguments) for arguments in ours]

    assert done.returncode == 0, done.stderr
    assert "dnf install --assumeyes git make python3.13" in sandbox.log.read_text()
    assert sandbox.log.read_text().count("make .venv/aws.stamp") == 2
    assert [arguments[:2] for arguments in ours] == [["lambda", "up"], ["lambda", "up"], ["lambda", "down"]]
    assert [(it.exit_code, it.exception) for it in ran] == [(0, None)] * 3
    assert "arn:aws:lambda:us-east-1:" in ran[0].output
    assert buckets(aws) == []


def follow_lambda(sandbox):
    """Follow the page; our own command writes down how it was called."""
    sandbox.program("make", MAKE.replace("ln -s", "true") + 'mkdir -p .venv/bin; cp "$OURS" .venv/bin/cramp-coach\n')
    sandbox.program("ours", '#!/bin/sh\necho "cramp-coach $*" >> "$LOG"\n')
    sandbox.program("sudo", f'#!/bin/sh\nexport OURS={sandbox.programs}/ours\nexec "$@"\n')
    sandbox.program(
        "make", f"#!/bin/sh\nexport OURS={sandbox.programs}/ours\n" + (sandbox.programs / "make").read_text()
    )
    # In CloudShell, a new session begins in the home folder; here it is one shell.
    sandbox.moved_before = sandbox.moved
    sandbox.moved = lambda text: sandbox.moved_before(text).replace(
        "cd cramp-coach", f"cd {sandbox.folder}/cramp-coach"
    )
    return sandbox.follow(LAMBDA)
