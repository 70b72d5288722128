"""A secret is taken out of text in whatever form it got in."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from emm_tui.config import Config, Secret
from emm_tui.net.redact import Redactor

SECRETS = ["CANARY-a1b2c3d4", "pa ss/w+rd&=?", 'quo"te\\ñ', "0123456789abcdef0123456789abcdef"]


@pytest.mark.parametrize("secret", SECRETS)
def test_every_form_of_a_secret_is_masked(secret: str) -> None:
    redact = Redactor([secret])
    data = secret.encode()
    forms = [
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret),
        base64.b64encode(data).decode(),
        base64.urlsafe_b64encode(data).decode().rstrip("="),
        base64.b64encode(b"u:" + data).decode(),
        base64.b64encode(b"user:" + data + b"\n").decode(),
        base64.b64encode(b"me:" + data).decode(),
    ]
    for form in forms:
        clean = redact(f"before {form} after")
        assert "***" in clean and clean.startswith("before") and clean.endswith("after")
        assert secret not in clean and form not in clean


def test_keys_in_addresses_and_bearer_tokens_are_masked_unknown_or_not() -> None:
    redact = Redactor([])
    assert redact("GET https://x.example/3?api_key=abc123&page=2") == "GET https://x.example/3?api_key=***&page=2"
    assert redact("Authorization: Bearer eyJhb.GciOi.J9") == "Authorization: Bearer ***"
    assert redact("apikey=zz client_key=yy pin=1234") == "apikey=*** client_key=*** pin=***"


def test_all_secrets_of_a_config_are_found() -> None:
    config = Config()
    config.providers.tmdb.token = Secret("tmdb-secret-1")
    config.providers.tvdb.pin = Secret("tvdb-pin-22")
    config.network.proxy = "http://me:proxy%40pass@127.0.0.1:8080"
    text = Redactor.of(config)("tmdb-secret-1 tvdb-pin-22 proxy@pass proxy%40pass")
    assert text == "*** *** *** ***"


def test_plain_text_stays_as_it_is() -> None:
    redact = Redactor(["", "abc", "CANARY-a1b2c3d4"])
    assert redact("[REC] (2007) abc token of love, pinned") == "[REC] (2007) abc token of love, pinned"
    assert "CANARY" not in repr(redact)


def test_a_redactor_learns_new_secrets_and_forgets_none() -> None:
    before, after = Config(), Config()
    before.providers.tmdb.token, after.providers.tmdb.token = Secret("first-secret"), Secret("second-secret")
    redact = Redactor.of(before)
    redact.learn(after)
    assert "secret" not in redact("first-secret and second-secret")
