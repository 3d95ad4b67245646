"""Contract: schemathesis tries what the OpenAPI document allows and forbids against a running service.

    python -m benchmarks.service.contract --seconds 1200 --out benchmarks/results/contract.json

Every check of schemathesis is on. `tests/service/test_contract.py` runs the same for a short time.
"""

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.command_line import keep, make_parser
from tests.service.servers import serving

ROOT = Path(__file__).parents[2]
_REPORT = "report.json"


def try_contract(folder: Path, seconds: int | None, examples: int, seed: int) -> tuple[int, str]:
    """The exit code and the output of schemathesis against a new service; its report goes to a folder."""
    with serving(
        stderr=folder / "service.log", KHULASA_SERVE_MAX_BODY="100000", KHULASA_SERVE_WORKER="true"
    ) as service:
        words = [
            *(
                sys.executable,
                "-m",
                "schemathesis.cli",
                "--config-file",
                str(ROOT / "benchmarks" / "service" / "contract.toml"),
            ),
            "run",
            f"http://127.0.0.1:{service.port}/v1/openapi.json",
            *("--checks", "all", "--seed", str(seed), "--max-examples", str(examples), "--no-color"),
            *("--continue-on-failure", "--suppress-health-check", "all", "--request-timeout", "60"),
            *("--report", "json", "--report-json-path", str(folder / _REPORT)),
            *(("--max-time", str(seconds)) if seconds else ()),
        ]
        # In that folder: schemathesis writes its findings to the current one.
        environ = {
            **os.environ,
            "SCHEMATHESIS_HOOKS": "benchmarks.service.contract_hooks",
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(words, check=False, cwd=folder, env=environ, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main() -> None:
    """Run it, print what was found, save how much was tried."""
    parser = make_parser(__doc__)
    parser.add_argument("--seconds", type=int, default=1200)
    parser.add_argument("--examples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="for the log and the report")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    code, said = try_contract(folder, given.seconds, given.examples, given.seed)
    print(said)
    kept: dict[str, Any] = {
        "schemathesis": version("schemathesis"),
        "seconds": given.seconds,
        "seed": given.seed,
        "exit_code": code,
    }
    # Without the path of the report: its folder is deleted by then.
    kept["summary"] = said[said.rfind("= SUMMARY =") :].partition("\nReports:")[0].splitlines()[1:]
    keep(kept, given.out)
    sys.exit(code)


if __name__ == "__main__":
    main()
