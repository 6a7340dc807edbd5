import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FACTORY = "ask_sdk_model.services.service_client_factory"

SCRIPTS = {
    "the clients of Alexa's services are not imported": f"""
import skill.alexa.sdk
assert "{FACTORY}" not in sys.modules and "ask_sdk_model.services.ups" not in sys.modules
""",
    "whoever asks for Amazon's factory gets Amazon's": f"""
import skill.alexa.sdk
import ask_sdk_model.services
from ask_sdk_model.services import ServiceClientFactory
from {FACTORY} import ServiceClientFactory as real
assert ServiceClientFactory is real is ask_sdk_model.services.ServiceClientFactory
assert not hasattr(ask_sdk_model.services, "Nonsense")
""",
    "a skill with an API client has its factory": f"""
import json
from skill.alexa.sdk import SkillBuilder
from ask_sdk_core.api_client import DefaultApiClient
from ask_sdk_core.skill import SkillConfiguration, CustomSkill
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from ask_sdk_core.dispatch_components import AbstractRequestHandler
class Handler(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return True
    def handle(self, handler_input):
        made.append(handler_input.service_client_factory)
        return handler_input.response_builder.response
made, builder = [], SkillBuilder()
builder.add_request_handler(Handler())
configuration = builder.skill_configuration
configuration.api_client = DefaultApiClient()
envelope = {{"context": {{"System": {{"apiEndpoint": "http://127.0.0.1:9", "apiAccessToken": "token"}}}}}}
envelope["request"] = {{"type": "LaunchRequest", "requestId": "1", "timestamp": "2026-01-01T00:00:00Z"}}
read = DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)
CustomSkill(configuration).invoke(read, None)
from {FACTORY} import ServiceClientFactory
assert isinstance(made[0], ServiceClientFactory)
""",
    "what somebody imported before stays whole": f"""
from ask_sdk_model.services import ServiceClientFactory
import skill.alexa.sdk
import ask_sdk_core.skill
assert ask_sdk_core.skill.ServiceClientFactory is ServiceClientFactory is sys.modules["{FACTORY}"].ServiceClientFactory
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_amazons_sdk_is_whole_for_whoever_uses_it(script):
    subprocess.run([sys.executable, "-c", "import sys\n" + script], cwd=ROOT, check=True)
