// The official OpenAI SDK against the gateway. Started by RealClientsTest.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import {
  finalText, gateway, given, key, model, picture, provider, run, timeSchema, told, watched, weatherSchema,
} from './scenarios.mjs';

const baseURL = `${gateway}/v1`;
const client = new OpenAI({ baseURL, apiKey: key, maxRetries: 0 });
const user = (content) => [{ role: 'user', content }];
const tools = [
  { type: 'function', function: { name: 'get_weather', description: 'Weather', parameters: weatherSchema } },
  { type: 'function', function: { name: 'get_time', description: 'Time', parameters: timeSchema } },
];

const answered = (calls) =>
  calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: told[call.function.name] }));

async function finishLoop(messages, reply) {
  assert.equal(reply.finish_reason, 'tool_calls');
  const calls = reply.message.tool_calls;
  assert.deepEqual(
    Object.fromEntries(calls.map((call) => [call.function.name, JSON.parse(call.function.arguments)])), given);
  assert.notEqual(calls[0].id, calls[1].id);
  const end = await client.chat.completions.create({
    model, tools, messages: [...messages, reply.message, ...answered(calls)] });
  assert.equal(end.choices[0].message.content, finalText);
  assert.equal(end.choices[0].finish_reason, 'stop');
}

await run({
  async text() {
    const { data, response } = await client.chat.completions
      .create({
        model,
        messages: [
          { role: 'system', content: 'SYSTEM-RULE' },
          { role: 'user', content: 'first question' },
          { role: 'assistant', content: 'first answer' },
          { role: 'user', content: 'ECHO:plain text, größer ✓' },
        ],
      })
      .withResponse();
    assert.equal(data.choices[0].message.content, 'plain text, größer ✓');
    assert.equal(data.choices[0].finish_reason, 'stop');
    assert.ok(data.usage.prompt_tokens > 0 && data.usage.completion_tokens > 0);
    assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
    assert.equal(response.headers.get('x-sallyport-model'), model);
  },

  async streaming() {
    const stream = await client.chat.completions.create({
      model, messages: user('ECHO:word by word'), stream: true, stream_options: { include_usage: true } });
    const pieces = [];
    let usage = null;
    let reason = null;
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) pieces.push(chunk.choices[0].delta.content);
      reason ??= chunk.choices[0]?.finish_reason ?? null;
      usage = chunk.usage ?? usage;
    }
    assert.equal(pieces.join(''), 'word by word');
    assert.ok(pieces.length > 1, 'came in one piece');
    assert.equal(reason, 'stop');
    assert.ok(usage.completion_tokens > 0);
  },

  async 'parallel-tools'() {
    const messages = user('USE_PARALLEL');
    const reply = await client.chat.completions.create({ model, tools, messages });
    await finishLoop(messages, reply.choices[0]);
  },

  async 'streamed-tools'() {
    const messages = user('USE_PARALLEL streamed');
    const whole = await client.chat.completions.stream({ model, tools, messages }).finalChatCompletion();
    await finishLoop(messages, whole.choices[0]);
  },

  async 'tool-runner'() {
    const runner = client.chat.completions.runTools({
      model,
      messages: user('USE_PARALLEL runner'),
      tools: tools.map((tool) => ({
        ...tool,
        function: {
          ...tool.function,
          parse: JSON.parse,
          function: (input) => {
            assert.deepEqual(input, given[tool.function.name]);
            return told[tool.function.name];
          },
        },
      })),
    });
    assert.equal(await runner.finalContent(), finalText);
  },

  async image() {
    const reply = await client.chat.completions.create({
      model,
      messages: user([
        { type: 'text', text: 'ECHO:a red dot' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${picture}` } },
      ]),
    });
    assert.equal(reply.choices[0].message.content, 'a red dot');
  },

  async 'structured-output'() {
    const reply = await client.chat.completions.parse({
      model,
      messages: user('ECHO:{"city":"Basel","days":3}'),
      response_format: {
        type: 'json_schema', json_schema: { name: 'forecast', strict: true, schema: weatherSchema } },
    });
    assert.deepEqual(reply.choices[0].message.parsed, { city: 'Basel', days: 3 });
  },

  async 'bad-key'() {
    const stranger = new OpenAI({ baseURL, apiKey: 'sk-unknown', maxRetries: 0 });
    await assert.rejects(stranger.chat.completions.create({ model, messages: user('hi') }), (error) => {
      assert.ok(error instanceof OpenAI.AuthenticationError, error);
      assert.equal(error.code, 'invalid_api_key');
      return true;
    });
  },

  async 'unknown-model'() {
    await assert.rejects(client.chat.completions.create({ model: 'no-such-model', messages: user('hi') }), (error) => {
      assert.ok(error instanceof OpenAI.NotFoundError, error);
      assert.equal(error.code, 'model_not_found');
      assert.match(error.message, /no-such-model/);
      return true;
    });
  },

  async malformed() {
    await assert.rejects(client.chat.completions.create({ model, messages: 'not a list' }), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError, error);
      assert.match(error.message, /messages/);
      assert.ok(error.requestID, 'no x-request-id');
      return true;
    });
  },

  async 'rate-limit'() {
    const { answers, fetching } = watched();
    const patient = new OpenAI({ baseURL, apiKey: key, maxRetries: 1, fetch: fetching });
    await assert.rejects(
      patient.chat.completions.create({ model: `${provider}/fault-429-retry-after`, messages: user('hi') }),
      (error) => error instanceof OpenAI.RateLimitError);
    assert.deepEqual(answers.map((answer) => answer.status), [429, 429]);
    assert.ok(Number(answers[0].headers.get('retry-after')) >= 1, 'no Retry-After');
  },

  async 'error-mid-stream'() {
    const stream = await client.chat.completions.create({
      model: `${provider}/fault-reset-mid-stream`, messages: user('ECHO:this breaks in the middle of it'), stream: true });
    let text = '';
    await assert.rejects(
      async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      },
      (error) => {
        assert.ok(error instanceof OpenAI.APIError, error);
        return true;
      });
    assert.ok(text.length > 0 && 'this breaks in the middle of it'.startsWith(text), text);
  },

  async failover() {
    const { data, response } = await client.chat.completions
      .create({ model: `${provider}/fault-503`, models: [model], messages: user('ECHO:served elsewhere') })
      .withResponse();
    assert.equal(data.choices[0].message.content, 'served elsewhere');
    assert.equal(response.headers.get('x-sallyport-model'), model);
    assert.equal(response.headers.get('x-sallyport-attempts'), '2');
  },

  async 'failover-streaming'() {
    const stream = await client.chat.completions.create({
      model: 'steadfast', messages: user('ECHO:streamed from elsewhere'), stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    assert.equal(text, 'streamed from elsewhere');
  },

  async 'two-hundred-streams'() {
    const one = async (n) => {
      const text = `stream number ${n} says ${'so '.repeat(n % 17)}and ends.`;
      const stream = await client.chat.completions.create({ model, messages: user(`ECHO:${text}`), stream: true });
      let got = '';
      for await (const chunk of stream) got += chunk.choices[0]?.delta.content ?? '';
      assert.equal(got, text);
    };
    await Promise.all(Array.from({ length: 200 }, (_, n) => one(n)));
  },

  async 'list-models'() {
    const ids = [];
    for await (const listed of await client.models.list()) ids.push(listed.id);
    assert.ok(ids.includes('house-sim-small'), ids.join());
    assert.equal((await client.models.retrieve('house-sim-small')).id, 'house-sim-small');
  },
});
