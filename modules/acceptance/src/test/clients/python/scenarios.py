"""What both SDKs' scripts share: the environment, the material, and one line of report per scenario."""

import os
import sys
import traceback

GATEWAY = os.environ["SALLYPORT_GATEWAY"]
KEY = os.environ["SALLYPORT_KEY"]
PROVIDER = os.environ["SALLYPORT_PROVIDER"]
MODEL = PROVIDER + "/sim-small"

# A red dot, 1×1.
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="
)

WEATHER_SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string", "enum": ["Bern", "Basel"]}, "days": {"type": "integer"}},
    "required": ["city", "days"],
    "additionalProperties": False,
}
TIME_SCHEMA = {
    "type": "object",
    "properties": {"zone": {"type": "string"}},
    "required": ["zone"],
    "additionalProperties": False,
}
# What the simulated model gives to each tool, and what the tools answer.
GIVEN = {"get_weather": {"city": "Bern", "days": 7}, "get_time": {"zone": "sample"}}
TOLD = {"get_weather": "18 degrees", "get_time": "noon"}
FINAL_TEXT = "The tools said: 18 degrees; noon"


def equal(got, wanted):
    if got != wanted:
        raise AssertionError(f"got {got!r}, wanted {wanted!r}")


def holds(condition, message):
    if not condition:
        raise AssertionError(message)


def raises(kind, call):
    """Calls, and returns the error, which must be of that kind."""
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def stream_text(n):
    return f"stream number {n} says {'so ' * (n % 17)}and ends."


def run(*scenarios):
    """Runs one after the other, reports `PASS name` or `FAIL name: why`, and exits with 1 on a failure."""
    failed = False
    for scenario in scenarios:
        name = scenario.__name__.replace("_", "-")
        try:
            scenario()
            print("PASS", name, flush=True)
        except Exception:  # a door: whatever went wrong is the report
            failed = True
            print(f"FAIL {name}:", traceback.format_exc().replace("\n", " | "), flush=True)
    sys.exit(1 if failed else 0)
