import subprocess
import sys
from pathlib import Path

from tests.certificates import Authorities

ROOT = Path(__file__).parents[2]

IMPORT = """
import sys, threading
def load(): import skill.alexa.webservice
threads = [threading.Thread(target=load) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert not {"certvalidator", "certvalidator.errors", "oscrypto"} & set(sys.modules), sorted(sys.modules)
from ask_sdk_webservice_support.verifier import RequestVerifier, VerificationException
try:
    RequestVerifier()._validate_cert_chain(sys.stdin.buffer.read())
except VerificationException:
    print("refused")
"""


def test_amazons_package_can_be_imported_and_its_own_verifier_waves_nothing_through():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], cwd=ROOT, input=Authorities().chain(), capture_output=True, check=False
    )

    assert (done.stdout, done.returncode) == (b"refused\n", 0), done.stderr.decode()


def test_a_program_that_has_the_real_certvalidator_gets_it_back():
    script = (
        "import sys; mine = sys.modules['certvalidator'] = type(sys)('certvalidator'); import skill.alexa.webservice"
    )
    script += "; assert sys.modules['certvalidator'] is mine"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
