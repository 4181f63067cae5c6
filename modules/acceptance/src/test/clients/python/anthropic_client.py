"""The official Anthropic SDK against the gateway. Started by RealClientsTest."""

import asyncio
import json

import anthropic

from scenarios import (
    FINAL_TEXT, GATEWAY, GIVEN, KEY, MODEL, PICTURE, PROVIDER, TIME_SCHEMA, TOLD, WEATHER_SCHEMA,
    equal, holds, raises, run, stream_text,
)

client = anthropic.Anthropic(base_url=GATEWAY, api_key=KEY, max_retries=0)
TOOLS = [
    {"name": "get_weather", "description": "Weather", "input_schema": WEATHER_SCHEMA},
    {"name": "get_time", "description": "Time", "input_schema": TIME_SCHEMA},
]


def user(content):
    return [{"role": "user", "content": content}]


def asked(content, **more):
    return {"model": MODEL, "max_tokens": 1000, "messages": user(content), **more}


def text_of(message):
    return "".join(block.text for block in message.content if block.type == "text")


def finish_loop(messages, reply):
    equal(reply.stop_reason, "tool_use")
    calls = [block for block in reply.content if block.type == "tool_use"]
    equal({call.name: call.input for call in calls}, GIVEN)
    holds(calls[0].id != calls[1].id, "two calls with one id")
    results = [{"type": "tool_result", "tool_use_id": call.id, "content": TOLD[call.name]} for call in calls]
    spoken = {"role": "assistant", "content": reply.content}
    end = client.messages.create(**asked(results, tools=TOOLS, messages=[*messages, spoken, *user(results)]))
    equal(text_of(end), FINAL_TEXT)
    equal(end.stop_reason, "end_turn")


def text():
    raw = client.messages.with_raw_response.create(
        model=MODEL,
        max_tokens=1000,
        system="SYSTEM-RULE",
        messages=[
            {"role": "user", "content": "first question"},
            {"role": "assistant", "content": "first answer"},
            {"role": "user", "content": "ECHO:plain text, größer ✓"},
        ],
    )
    reply = raw.parse()
    equal(text_of(reply), "plain text, größer ✓")
    equal(reply.stop_reason, "end_turn")
    holds(reply.usage.input_tokens > 0 and reply.usage.output_tokens > 0, reply.usage)
    equal(raw.headers["x-sallyport-model"], MODEL)
    holds(raw.headers["request-id"], "no request-id")


def streaming():
    events = list(client.messages.create(**asked("ECHO:word by word"), stream=True))
    pieces = [event.delta.text for event in events if event.type == "content_block_delta"]
    equal("".join(pieces), "word by word")
    holds(len(pieces) > 1, "came in one piece")
    equal((events[0].type, events[-1].type), ("message_start", "message_stop"))
    last = next(event for event in events if event.type == "message_delta")
    equal(last.delta.stop_reason, "end_turn")
    holds(last.usage.output_tokens > 0, last.usage)


def parallel_tools():
    reply = client.messages.create(**asked("USE_PARALLEL", tools=TOOLS))
    finish_loop(user("USE_PARALLEL"), reply)


def streamed_tools():
    messages = user("USE_PARALLEL streamed")
    with client.messages.stream(**asked("", messages=messages, tools=TOOLS)) as stream:
        reply = stream.get_final_message()
    finish_loop(messages, reply)


def tool_runner():
    """The runner first asks for a thread, which a stateless gateway must refuse so that it falls back."""
    answers = []
    watching = anthropic.DefaultHttpxClient(
        event_hooks={"response": [lambda answer: answers.append(answer.status_code)]})
    running = client.with_options(http_client=watching)

    def get_weather(city: str, days: int) -> str:
        equal({"city": city, "days": days}, GIVEN["get_weather"])
        return TOLD["get_weather"]

    def get_time(zone: str) -> str:
        equal({"zone": zone}, GIVEN["get_time"])
        return TOLD["get_time"]

    runnable = [
        anthropic.beta_tool(get_weather, description="Weather", input_schema=WEATHER_SCHEMA),
        anthropic.beta_tool(get_time, description="Time", input_schema=TIME_SCHEMA),
    ]
    runner = running.beta.messages.tool_runner(**asked("USE_PARALLEL runner", tools=runnable))
    equal(text_of(runner.until_done()), FINAL_TEXT)
    equal(answers, [400, 200, 200])


def image():
    source = {"type": "base64", "media_type": "image/png", "data": PICTURE}
    reply = client.messages.create(
        **asked([{"type": "text", "text": "ECHO:a red dot"}, {"type": "image", "source": source}]))
    equal(text_of(reply), "a red dot")


def structured_output():
    wanted = {"format": {"type": "json_schema", "schema": WEATHER_SCHEMA}}
    reply = client.messages.create(**asked('ECHO:{"city":"Basel","days":3}', output_config=wanted))
    equal(json.loads(text_of(reply)), {"city": "Basel", "days": 3})


def bad_key():
    stranger = anthropic.Anthropic(base_url=GATEWAY, api_key="sk-unknown", max_retries=0)
    error = raises(anthropic.AuthenticationError, lambda: stranger.messages.create(**asked("hi")))
    equal(error.body["error"]["type"], "authentication_error")


def unknown_model():
    error = raises(anthropic.NotFoundError, lambda: client.messages.create(**asked("hi", model="no-such-model")))
    equal(error.body["error"]["type"], "not_found_error")
    holds("no-such-model" in str(error), error)


def malformed():
    error = raises(
        anthropic.BadRequestError, lambda: client.messages.create(**asked("hi", messages="not a list")))
    equal(error.body["error"]["type"], "invalid_request_error")
    holds("messages" in str(error), error)


def rate_limit():
    patient = client.with_options(max_retries=1)
    error = raises(
        anthropic.RateLimitError,
        lambda: patient.messages.create(**asked("hi", model=PROVIDER + "/fault-429-retry-after")))
    equal(error.response.request.headers["x-stainless-retry-count"], "1")
    holds(int(error.response.headers["retry-after"]) >= 1, "no Retry-After")


def error_mid_stream():
    said = "this breaks in the middle of it"
    got = []

    def read():
        for event in client.messages.create(
                **asked("ECHO:" + said, model=PROVIDER + "/fault-reset-mid-stream"), stream=True):
            if event.type == "content_block_delta":
                got.append(event.delta.text)

    raises(anthropic.APIError, read)
    holds("".join(got) and said.startswith("".join(got)), got)


def failover():
    raw = client.messages.with_raw_response.create(
        **asked("ECHO:served elsewhere", model=PROVIDER + "/fault-503"), extra_body={"models": [MODEL]})
    equal(text_of(raw.parse()), "served elsewhere")
    equal(raw.headers["x-sallyport-model"], MODEL)
    equal(raw.headers["x-sallyport-attempts"], "2")


def failover_streaming():
    with client.messages.stream(**asked("ECHO:streamed from elsewhere", model="steadfast")) as stream:
        equal("".join(stream.text_stream), "streamed from elsewhere")


def two_hundred_streams():
    async def one(many, n):
        async with many.messages.stream(**asked("ECHO:" + stream_text(n))) as stream:
            equal(text_of(await stream.get_final_message()), stream_text(n))

    async def together():
        async with anthropic.AsyncAnthropic(base_url=GATEWAY, api_key=KEY, max_retries=0) as many:
            await asyncio.gather(*(one(many, n) for n in range(200)))

    asyncio.run(together())


def list_models():
    ids = [listed.id for listed in client.models.list()]
    holds("house-sim-small" in ids, ids)


def count_tokens():
    counted = client.messages.count_tokens(model=MODEL, messages=user("how many tokens is this?"))
    holds(counted.input_tokens > 0, counted)


run(
    text, streaming, parallel_tools, streamed_tools, tool_runner, image, structured_output, bad_key,
    unknown_model, malformed, rate_limit, error_mid_stream, failover, failover_streaming,
    two_hundred_streams, list_models, count_tokens,
)
