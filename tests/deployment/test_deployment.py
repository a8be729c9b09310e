"""The examples in docs/deploy: valid by their own rules, and true of this program."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import typer
import yaml

from api.cli import app
from api.parts.files import file_keys
from api.routes.system import routes
from api.settings import ENV_PREFIX, Settings
from tests.deployment.manifests import WrongManifest, check_manifest

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "docs" / "deploy"
_VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::[-?]([^}]*))?\}")
SECRETS = {
    "GATEWAY_JWT_SECRET": "j" * 40,
    "GATEWAY_FILE_KEYS": "k1:" + "QUFB" * 10 + "QUE=",
    "DATABASE_PASSWORD": "secret1",
    "STORAGE_USER": "gateway",
    "STORAGE_PASSWORD": "secret-of-storage",
}


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


COMPOSE: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
MANIFESTS: list[dict[str, Any]] = list(yaml.safe_load_all(read("kubernetes.yaml")))
OURS = [name for name, service in SERVICES.items() if service["image"] == "resume-gateway"]
DEPLOYMENTS = [manifest for manifest in MANIFESTS if manifest["kind"] == "Deployment"]


def of_kind(kind: str) -> dict[str, Any]:
    [found] = [manifest for manifest in MANIFESTS if manifest["kind"] == kind]
    return found


def pod(deployment: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = deployment["spec"]["template"]["spec"]
    return found


def put_in(value: str) -> str:
    """A value as compose reads it, with an operator's secrets."""
    return _VARIABLE.sub(lambda found: SECRETS.get(found[1], found[2] or ""), value)


def settings_of(environment: dict[str, str]) -> Settings:
    values = {
        name.removeprefix(ENV_PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(ENV_PREFIX)
    }
    return Settings.model_validate(values, strict=False)


def commands(arguments: list[str]) -> None:
    """Refuse what the command line would refuse."""
    command = typer.main.get_command(app)
    with command.make_context("resume-gateway", list(arguments), resilient_parsing=True) as context:
        found = command.commands[arguments[0]]  # type: ignore[attr-defined]
        found.make_context(arguments[0], arguments[1:], parent=context).close()


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def test_the_compose_file_is_one() -> None:
    folder = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((folder / "compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.validate(COMPOSE, schema)


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: f"{manifest['kind']}")
def test_the_objects_of_kubernetes_are_ones(manifest: dict[str, Any]) -> None:
    check_manifest(manifest)


def test_a_field_that_does_not_exist_is_noticed() -> None:
    wrong = {"apiVersion": "v1", "kind": "Service", "spec": {"ports": [{"port": 80, "targetPrt": 8000}]}}
    with pytest.raises(WrongManifest, match=r"Service.spec.ports\[0\].targetPrt"):
        check_manifest(wrong)


@pytest.mark.parametrize("name", [path.name for path in sorted(FOLDER.iterdir())])
def test_every_setting_that_is_named_is_one(name: str) -> None:
    known = {ENV_PREFIX + field.upper() for field in Settings.model_fields}
    assert set(re.findall(rf"\b{ENV_PREFIX}[A-Z0-9_]*[A-Z0-9]\b", read(name))) <= known


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_compose_has_settings_and_a_command_that_are_taken(name: str) -> None:
    environment = {key: put_in(value) for key, value in SERVICES[name]["environment"].items()}
    settings = settings_of(environment)
    assert file_keys(settings).first == "k1"
    assert settings.resolved_database_url == "postgresql+psycopg://gateway:secret1@database/gateway"
    commands(SERVICES[name]["command"])


def test_compose_runs_two_servers_and_two_workers_of_one_database() -> None:
    assert sorted(SERVICES[name]["command"][0] for name in OURS) == ["serve", "serve", "worker", "worker"]
    assert len({json.dumps(SERVICES[name]["environment"], sort_keys=True) for name in OURS}) == 1


def test_what_compose_names_is_there() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (FOLDER / source).exists()
    environment = {name: put_in(value) for name, value in SERVICES["serve-1"]["environment"].items()}
    urls = [urlsplit(environment[name]) for name in ("GATEWAY_DATABASE_URL", "AWS_ENDPOINT_URL")]
    assert {url.hostname for url in urls} <= set(SERVICES)
    bucket = urlsplit(environment["GATEWAY_STORAGE_URL"]).netloc
    assert SERVICES["bucket"]["command"][-1] == f"storage/{bucket}"


def test_every_secret_of_compose_is_in_the_example_and_none_has_a_value() -> None:
    asked = {found[1] for text in strings(SERVICES) for found in _VARIABLE.finditer(text)}
    lines = [line for line in read("example.env").splitlines() if line and not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    assert set(given) == asked
    assert {name for name, value in given.items() if value} == {"STORAGE_USER", "PUBLIC_PORT"}


def test_the_proxy_leads_to_both_servers_under_the_path_that_they_know() -> None:
    caddyfile = read("Caddyfile")
    settings = settings_of({key: put_in(value) for key, value in SERVICES["serve-1"]["environment"].items()})
    [servers] = re.findall(r"reverse_proxy (.*) \{", caddyfile)
    assert servers.split() == [f"{name}:8000" for name in OURS if name.startswith("serve")]
    assert f"handle {settings.root_path}/*" in caddyfile
    subnet = COMPOSE["networks"]["front"]["ipam"]["config"][0]["subnet"]
    assert list(map(str, settings.trusted_proxies)) == [subnet]
    for name in (*(name for name in OURS if name.startswith("serve")), "proxy"):
        assert "front" in SERVICES[name]["networks"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["metadata"]["name"])
def test_a_deployment_has_settings_and_a_command_that_are_taken(deployment: dict[str, Any]) -> None:
    [container] = pod(deployment)["containers"]
    environment = of_kind("ConfigMap")["data"] | of_kind("Secret")["stringData"]
    environment |= {item["name"]: item["value"] for item in container.get("env", [])}
    settings = settings_of(environment)
    assert file_keys(settings).first == "k1"
    needed = settings.stop_delay_seconds + settings.stop_seconds + 5
    assert pod(deployment)["terminationGracePeriodSeconds"] >= needed
    commands(container["args"])


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["metadata"]["name"])
def test_what_a_deployment_names_is_there(deployment: dict[str, Any]) -> None:
    [container] = pod(deployment)["containers"]
    names = {(manifest["kind"], manifest["metadata"]["name"]) for manifest in MANIFESTS}
    for source in container["envFrom"]:
        for reference, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
            if reference in source:
                assert (kind, source[reference]["name"]) in names
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert deployment["spec"]["selector"]["matchLabels"] == labels
    assert {mount["name"] for mount in container["volumeMounts"]} == {
        volume["name"] for volume in pod(deployment)["volumes"]
    }
    assert deployment["spec"]["replicas"] == 2


def test_the_probes_ask_what_is_there() -> None:
    [container] = pod(next(one for one in DEPLOYMENTS if one["metadata"]["name"] == "serve"))["containers"]
    paths = {route.path for route in routes}
    ports = {port["name"] for port in container["ports"]}
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        asked = container[probe]["httpGet"]
        assert (asked["path"] in paths, asked["port"] in ports) == (True, True)
    service, ingress = of_kind("Service"), of_kind("Ingress")
    assert service["spec"]["selector"] == of_kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"]
    assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports
    [path] = ingress["spec"]["rules"][0]["http"]["paths"]
    assert path["path"] == of_kind("ConfigMap")["data"]["GATEWAY_ROOT_PATH"]
    assert path["backend"]["service"]["name"] == service["metadata"]["name"]


def test_the_image_starts_a_program_of_this_project_in_folders_that_it_may_write() -> None:
    lines = read("Dockerfile").splitlines()
    [entry] = [
        json.loads(line.removeprefix("ENTRYPOINT ")) for line in lines if line.startswith("ENTRYPOINT")
    ]
    [command] = [json.loads(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD")]
    scripts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert Path(entry[0]).name in scripts
    commands(command)
    text = read("Dockerfile").replace("\\\n", " ")
    [variables] = re.findall(r"^ENV (.*)$", text, re.M)
    settings = settings_of(dict(pair.split("=") for pair in shlex.split(variables)))
    [made] = re.findall(r"install -d .*", text)
    mounted = {
        mount["mountPath"] for one in DEPLOYMENTS for mount in pod(one)["containers"][0]["volumeMounts"]
    }
    assert settings.cache_dir is not None
    for folder in (str(settings.data_dir), str(settings.cache_dir)):
        assert folder in made
        assert folder in mounted
        assert any(
            folder in text for text in strings([SERVICES["serve-1"]["tmpfs"], SERVICES["serve-1"]["volumes"]])
        )
    user = re.findall(r"^USER (\d+):(\d+)$", text, re.M)
    assert user == [(str(pod(one)["securityContext"]["runAsUser"]),) * 2 for one in DEPLOYMENTS[:1]]
