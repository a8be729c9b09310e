"""The settings of webhooks; `api.settings.Settings` has them among its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode

from api.edge.addresses import IPNetwork
from api.edge.settings import Names, split
from domain.errors import InvalidInput
from domain.webhooks.addresses import checked_url
from domain.webhooks.signing import key_of


class WebhookSettings(BaseSettings):
    """Who is told when the work on a resume has ended, and how."""

    webhooks_secret: Annotated[
        SecretStr | None, Field(description="Key that signs what they are told, whsec_ and base64.")
    ] = None
    webhooks: Annotated[
        Names,
        Field(description="Addresses that are told when the work on a resume has ended, https://… each."),
    ] = ()
    webhooks_networks: Annotated[
        tuple[IPNetwork, ...],
        NoDecode,
        BeforeValidator(split),
        Field(description="Networks that webhooks may lead to though they are not public, also by http://."),
    ] = ()
    webhooks_timeout_seconds: Annotated[
        float, Field(gt=0, le=60, description="How long a webhook may take to answer.")
    ] = 10.0
    webhooks_retry_seconds: Annotated[
        float,
        Field(
            gt=0, le=3600, description="When a webhook is told again; each further time four times as long."
        ),
    ] = 5.0

    @field_validator("webhooks_secret")
    @classmethod
    def _secret_is_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            key_of(value.get_secret_value())
        return value

    @field_validator("webhooks")
    @classmethod
    def _webhooks_can_be_asked(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for url in value:
            try:
                checked_url(url)
            except InvalidInput:
                raise ValueError("each must be an address such as https://example.com/hook") from None
        if value and info.data.get("webhooks_secret") is None:
            raise ValueError("they need GATEWAY_WEBHOOKS_SECRET, a key that signs")
        return value
