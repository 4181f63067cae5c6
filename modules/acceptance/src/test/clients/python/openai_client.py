"""The official OpenAI SDK against the gateway. Started by RealClientsTest."""

import asyncio
import json

import openai
import pydantic

from scenarios import (
    FINAL_TEXT, GATEWAY, GIVEN, KEY, MODEL, PICTURE, PROVIDER, TIME_SCHEMA, TOLD, WEATHER_SCHEMA,
    equal, holds, raises, run, stream_text,
)

BASE = GATEWAY + "/v1"
client = openai.OpenAI(base_url=BASE, api_key=KEY, max_retries=0)
TOOLS = [
    {"type": "function", "function": {"name": "get_weather", "description": "Weather", "parameters": WEATHER_SCHEMA}},
    {"type": "function", "function": {"name": "get_time", "description": "Time", "parameters": TIME_SCHEMA}},
]


class Forecast(pydantic.BaseModel):
    city: str
    days: int


def user(content):
    return [{"role": "user", "content": content}]


def create(content, **more):
    return client.chat.completions.create(**{"model": MODEL, "messages": user(content), **more})


def finish_loop(messages, choice):
    equal(choice.finish_reason, "tool_calls")
    calls = choice.message.tool_calls
    equal({call.function.name: json.loads(call.function.arguments) for call in calls}, GIVEN)
    holds(calls[0].id != calls[1].id, "two calls with one id")
    results = [{"role": "tool", "tool_call_id": call.id, "content": TOLD[call.function.name]} for call in calls]
    spoken = choice.message.model_dump(exclude_none=True, include={"role", "content", "tool_calls"})
    end = client.chat.completions.create(model=MODEL, tools=TOOLS, messages=[*messages, spoken, *results])
    equal(end.choices[0].message.content, FINAL_TEXT)
    equal(end.choices[0].finish_reason, "stop")


def text():
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": "SYSTEM-RULE"},
            {"role": "user", "content": "first question"},
            {"role": "assistant", "content": "first answer"},
            {"role": "user", "content": "ECHO:plain text, größer ✓"},
        ],
    )
    reply = raw.parse()
    equal(reply.choices[0].message.content, "plain text, größer ✓")
    equal(reply.choices[0].finish_reason, "stop")
    usage = reply.usage
    holds(usage.prompt_tokens > 0 and usage.completion_tokens > 0, usage)
    equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens)
    equal(raw.headers["x-sallyport-model"], MODEL)


def streaming():
    pieces, reason, usage = [], None, None
    for chunk in create("ECHO:word by word", stream=True, stream_options={"include_usage": True}):
        if chunk.choices and chunk.choices[0].delta.content:
            pieces.append(chunk.choices[0].delta.content)
        if chunk.choices and chunk.choices[0].finish_reason:
            reason = chunk.choices[0].finish_reason
        usage = chunk.usage or usage
    equal("".join(pieces), "word by word")
    holds(len(pieces) > 1, "came in one piece")
    equal(reason, "stop")
    holds(usage.completion_tokens > 0, usage)


def parallel_tools():
    finish_loop(user("USE_PARALLEL"), create("USE_PARALLEL", tools=TOOLS).choices[0])


def streamed_tools():
    messages = user("USE_PARALLEL streamed")
    with client.chat.completions.stream(model=MODEL, messages=messages, tools=TOOLS) as stream:
        whole = stream.get_final_completion()
    finish_loop(messages, whole.choices[0])


def image():
    reply = create([
        {"type": "text", "text": "ECHO:a red dot"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PICTURE}},
    ])
    equal(reply.choices[0].message.content, "a red dot")


def structured_output():
    reply = client.chat.completions.parse(
        model=MODEL, messages=user('ECHO:{"city":"Basel","days":3}'), response_format=Forecast)
    equal(reply.choices[0].message.parsed, Forecast(city="Basel", days=3))


def bad_key():
    stranger = openai.OpenAI(base_url=BASE, api_key="sk-unknown", max_retries=0)
    error = raises(
        openai.AuthenticationError, lambda: stranger.chat.completions.create(model=MODEL, messages=user("hi")))
    equal(error.code, "invalid_api_key")


def unknown_model():
    error = raises(openai.NotFoundError, lambda: create("hi", model="no-such-model"))
    equal(error.code, "model_not_found")
    holds("no-such-model" in error.message, error.message)


def malformed():
    error = raises(openai.BadRequestError, lambda: create("hi", messages="not a list"))
    holds("messages" in error.message, error.message)
    holds(error.request_id, "no x-request-id")


def rate_limit():
    patient = client.with_options(max_retries=1)
    error = raises(
        openai.RateLimitError,
        lambda: patient.chat.completions.create(model=PROVIDER + "/fault-429-retry-after", messages=user("hi")))
    equal(error.response.request.headers["x-stainless-retry-count"], "1")
    holds(int(error.response.headers["retry-after"]) >= 1, "no Retry-After")


def error_mid_stream():
    said = "this breaks in the middle of it"
    got = []

    def read():
        for chunk in create("ECHO:" + said, model=PROVIDER + "/fault-reset-mid-stream", stream=True):
            got.append(chunk.choices[0].delta.content or "")

    raises(openai.APIError, read)
    holds("".join(got) and said.startswith("".join(got)), got)


def failover():
    raw = client.chat.completions.with_raw_response.create(
        model=PROVIDER + "/fault-503", messages=user("ECHO:served elsewhere"), extra_body={"models": [MODEL]})
    equal(raw.parse().choices[0].message.content, "served elsewhere")
    equal(raw.headers["x-sallyport-model"], MODEL)
    equal(raw.headers["x-sallyport-attempts"], "2")


def failover_streaming():
    stream = create("ECHO:streamed from elsewhere", model="steadfast", stream=True)
    equal("".join(chunk.choices[0].delta.content or "" for chunk in stream), "streamed from elsewhere")


def two_hundred_streams():
    async def one(many, n):
        stream = await many.chat.completions.create(
            model=MODEL, messages=user("ECHO:" + stream_text(n)), stream=True)
        got = [chunk.choices[0].delta.content or "" async for chunk in stream]
        equal("".join(got), stream_text(n))

    async def together():
        async with openai.AsyncOpenAI(base_url=BASE, api_key=KEY, max_retries=0) as many:
            await asyncio.gather(*(one(many, n) for n in range(200)))

    asyncio.run(together())


def list_models():
    ids = [listed.id for listed in client.models.list()]
    holds("house-sim-small" in ids, ids)
    equal(client.models.retrieve("house-sim-small").id, "house-sim-small")


run(
    text, streaming, parallel_tools, streamed_tools, image, structured_output, bad_key, unknown_model,
    malformed, rate_limit, error_mid_stream, failover, failover_streaming, two_hundred_streams, list_models,
)
