// The official Anthropic SDK against the gateway. Started by RealClientsTest.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import {
  finalText, gateway, given, key, model, picture, provider, run, timeSchema, told, watched, weatherSchema,
} from './scenarios.mjs';

const baseURL = gateway;
const client = new Anthropic({ baseURL, apiKey: key, maxRetries: 0 });
const user = (content) => [{ role: 'user', content }];
const base = { model, max_tokens: 1000 };
const tools = [
  { name: 'get_weather', description: 'Weather', input_schema: weatherSchema },
  { name: 'get_time', description: 'Time', input_schema: timeSchema },
];
const textOf = (message) => message.content.map((block) => block.text ?? '').join('');

async function finishLoop(messages, reply) {
  assert.equal(reply.stop_reason, 'tool_use');
  const calls = reply.content.filter((block) => block.type === 'tool_use');
  assert.deepEqual(Object.fromEntries(calls.map((call) => [call.name, call.input])), given);
  assert.notEqual(calls[0].id, calls[1].id);
  const results = calls.map((call) => ({ type: 'tool_result', tool_use_id: call.id, content: told[call.name] }));
  const end = await client.messages.create({
    ...base, tools, messages: [...messages, { role: 'assistant', content: reply.content }, ...user(results)] });
  assert.equal(textOf(end), finalText);
  assert.equal(end.stop_reason, 'end_turn');
}

await run({
  async text() {
    const { data, response } = await client.messages
      .create({
        ...base,
        system: 'SYSTEM-RULE',
        messages: [
          ...user('first question'),
          { role: 'assistant', content: 'first answer' },
          ...user('ECHO:plain text, größer ✓'),
        ],
      })
      .withResponse();
    assert.equal(textOf(data), 'plain text, größer ✓');
    assert.equal(data.stop_reason, 'end_turn');
    assert.ok(data.usage.input_tokens > 0 && data.usage.output_tokens > 0);
    assert.equal(response.headers.get('x-sallyport-model'), model);
    assert.ok(response.headers.get('request-id'), 'no request-id');
  },

  async streaming() {
    const stream = await client.messages.create({ ...base, messages: user('ECHO:word by word'), stream: true });
    const pieces = [];
    const types = [];
    let last = null;
    for await (const event of stream) {
      types.push(event.type);
      if (event.type === 'content_block_delta') pieces.push(event.delta.text);
      if (event.type === 'message_delta') last = event;
    }
    assert.equal(pieces.join(''), 'word by word');
    assert.ok(pieces.length > 1, 'came in one piece');
    assert.equal(types[0], 'message_start');
    assert.equal(types.at(-1), 'message_stop');
    assert.equal(last.delta.stop_reason, 'end_turn');
    assert.ok(last.usage.output_tokens > 0);
  },

  async 'parallel-tools'() {
    const messages = user('USE_PARALLEL');
    await finishLoop(messages, await client.messages.create({ ...base, tools, messages }));
  },

  async 'streamed-tools'() {
    const messages = user('USE_PARALLEL streamed');
    await finishLoop(messages, await client.messages.stream({ ...base, tools, messages }).finalMessage());
  },

  /** The runner first asks for a thread, which a stateless gateway must refuse so that it falls back. */
  async 'tool-runner'() {
    const { answers, fetching } = watched();
    const running = new Anthropic({ baseURL, apiKey: key, maxRetries: 0, fetch: fetching });
    const final = await running.beta.messages.toolRunner({
      ...base,
      messages: user('USE_PARALLEL runner'),
      tools: tools.map((tool) => ({
        ...tool,
        parse: (input) => input,
        run: (input) => {
          assert.deepEqual(input, given[tool.name]);
          return told[tool.name];
        },
      })),
    });
    assert.equal(textOf(final), finalText);
    assert.deepEqual(answers.map((answer) => answer.status), [400, 200, 200]);
  },

  async image() {
    const reply = await client.messages.create({
      ...base,
      messages: user([
        { type: 'text', text: 'ECHO:a red dot' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: picture } },
      ]),
    });
    assert.equal(textOf(reply), 'a red dot');
  },

  async 'structured-output'() {
    const reply = await client.messages.create({
      ...base,
      messages: user('ECHO:{"city":"Basel","days":3}'),
      output_config: { format: { type: 'json_schema', schema: weatherSchema } },
    });
    assert.deepEqual(JSON.parse(textOf(reply)), { city: 'Basel', days: 3 });
  },

  async 'bad-key'() {
    const stranger = new Anthropic({ baseURL, apiKey: 'sk-unknown', maxRetries: 0 });
    await assert.rejects(stranger.messages.create({ ...base, messages: user('hi') }), (error) => {
      assert.ok(error instanceof Anthropic.AuthenticationError, error);
      assert.equal(error.error.error.type, 'authentication_error');
      return true;
    });
  },

  async 'unknown-model'() {
    await assert.rejects(client.messages.create({ ...base, model: 'no-such-model', messages: user('hi') }), (error) => {
      assert.ok(error instanceof Anthropic.NotFoundError, error);
      assert.equal(error.error.error.type, 'not_found_error');
      assert.match(error.message, /no-such-model/);
      return true;
    });
  },

  async malformed() {
    await assert.rejects(client.messages.create({ ...base, messages: 'not a list' }), (error) => {
      assert.ok(error instanceof Anthropic.BadRequestError, error);
      assert.equal(error.error.error.type, 'invalid_request_error');
      assert.match(error.message, /messages/);
      return true;
    });
  },

  async 'rate-limit'() {
    const { answers, fetching } = watched();
    const patient = new Anthropic({ baseURL, apiKey: key, maxRetries: 1, fetch: fetching });
    await assert.rejects(
      patient.messages.create({ ...base, model: `${provider}/fault-429-retry-after`, messages: user('hi') }),
      (error) => error instanceof Anthropic.RateLimitError);
    assert.deepEqual(answers.map((answer) => answer.status), [429, 429]);
    assert.ok(Number(answers[0].headers.get('retry-after')) >= 1, 'no Retry-After');
  },

  async 'error-mid-stream'() {
    const stream = await client.messages.create({
      ...base,
      model: `${provider}/fault-reset-mid-stream`,
      messages: user('ECHO:this breaks in the middle of it'),
      stream: true,
    });
    let text = '';
    await assert.rejects(
      async () => {
        for await (const event of stream) if (event.type === 'content_block_delta') text += event.delta.text;
      },
      (error) => {
        assert.ok(error instanceof Anthropic.APIError, error);
        return true;
      });
    assert.ok(text.length > 0 && 'this breaks in the middle of it'.startsWith(text), text);
  },

  async failover() {
    const { data, response } = await client.messages
      .create({ ...base, model: `${provider}/fault-503`, models: [model], messages: user('ECHO:served elsewhere') })
      .withResponse();
    assert.equal(textOf(data), 'served elsewhere');
    assert.equal(response.headers.get('x-sallyport-model'), model);
    assert.equal(response.headers.get('x-sallyport-attempts'), '2');
  },

  async 'failover-streaming'() {
    const final = await client.messages
      .stream({ ...base, model: 'steadfast', messages: user('ECHO:streamed from elsewhere') })
      .finalMessage();
    assert.equal(textOf(final), 'streamed from elsewhere');
  },

  async 'two-hundred-streams'() {
    const one = async (n) => {
      const text = `stream number ${n} says ${'so '.repeat(n % 17)}and ends.`;
      const final = await client.messages.stream({ ...base, messages: user(`ECHO:${text}`) }).finalMessage();
      assert.equal(textOf(final), text);
    };
    await Promise.all(Array.from({ length: 200 }, (_, n) => one(n)));
  },

  async 'list-models'() {
    const ids = [];
    for await (const listed of client.models.list()) ids.push(listed.id);
    assert.ok(ids.includes('house-sim-small'), ids.join());
  },

  async 'count-tokens'() {
    const counted = await client.messages.countTokens({ model, messages: user('how many tokens is this?') });
    assert.ok(Number.isInteger(counted.input_tokens) && counted.input_tokens > 0);
  },
});
