import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.x509.verification import Store

from skill.alexa.signing_keys import SigningKeys
from skill.alexa.verification import SignatureVerifier
from skill.alexa.webservice import VerificationException, WebserviceVerifier
from tests.certificates import Authorities, CertificateServer, Clock
from tests.fake_coach import FakeCoach
from tests.signing import envelope, headers_for, written

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


@pytest.fixture
def handler():
    """Amazon's own web-service handler around a skill, with our check of the signature instead of its own."""
    from ask_sdk_webservice_support.webservice_handler import WebserviceSkillHandler

    authorities = Authorities()
    keys = SigningKeys(
        Store([authorities.old_root.certificate]), fetch_chain=CertificateServer(authorities.chain()), clock=Clock()
    )
    ours = WebserviceVerifier(SignatureVerifier(keys))
    return WebserviceSkillHandler(FakeCoach().skill, verify_signature=False, verify_timestamp=True, verifiers=[ours])


def test_amazons_own_handler_lets_in_what_our_check_lets_in(handler):
    body = written(envelope())

    answer = handler.verify_request_and_dispatch(headers_for(body), body.decode())

    assert answer["response"]["outputSpeech"]["ssml"] == "<speak>LaunchRequest</speak>"


def test_amazons_own_handler_gets_the_error_it_knows(handler):
    body = written(envelope())

    with pytest.raises(VerificationException, match="does not fit"):
        handler.verify_request_and_dispatch(headers_for(body + b" "), body.decode())


@pytest.mark.slow
def test_amazons_package_can_be_imported_and_its_own_verifier_waves_nothing_through():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], cwd=ROOT, input=Authorities().chain(), capture_output=True, check=False
    )

    assert (done.stdout, done.returncode) == (b"refused\n", 0), done.stderr.decode()


@pytest.mark.slow
def test_a_program_that_has_the_real_certvalidator_gets_it_back():
    script = "import sys; mine = sys.modules['certvalidator'] = type(sys)('certvalidator')\n"
    script += "import skill.alexa.webservice; assert sys.modules['certvalidator'] is mine"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
