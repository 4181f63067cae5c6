// What both SDKs' scripts share: the environment, the material, and one line of report per scenario.
import assert from 'node:assert/strict';

const env = (name) => {
  assert.ok(process.env[name], `${name} is not set; RealClientsTest sets it`);
  return process.env[name];
};

export const gateway = env('SALLYPORT_GATEWAY');
export const key = env('SALLYPORT_KEY');
export const provider = env('SALLYPORT_PROVIDER');
export const model = `${provider}/sim-small`;

/** A red dot, 1×1. */
export const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

export const weatherSchema = {
  type: 'object',
  properties: { city: { type: 'string', enum: ['Bern', 'Basel'] }, days: { type: 'integer' } },
  required: ['city', 'days'],
  additionalProperties: false,
};
export const timeSchema = {
  type: 'object',
  properties: { zone: { type: 'string' } },
  required: ['zone'],
  additionalProperties: false,
};
/** What the simulated model gives to each tool, and what the tools answer. */
export const given = { get_weather: { city: 'Bern', days: 7 }, get_time: { zone: 'sample' } };
export const told = { get_weather: '18 degrees', get_time: 'noon' };
export const finalText = 'The tools said: 18 degrees; noon';

/** Runs one after the other, reports `PASS name` or `FAIL name: why`, and exits with 1 on a failure. */
export async function run(scenarios) {
  let failed = false;
  for (const [name, scenario] of Object.entries(scenarios)) {
    try {
      await scenario();
      console.log(`PASS ${name}`);
    } catch (error) {
      failed = true;
      console.log(`FAIL ${name}: ${String(error?.stack ?? error).replaceAll('\n', ' | ')}`);
    }
  }
  process.exit(failed ? 1 : 0);
}

/** A fetch that remembers every answer's status and headers. */
export function watched() {
  const answers = [];
  const fetching = async (url, init) => {
    const answer = await fetch(url, init);
    answers.push({ status: answer.status, headers: answer.headers });
    return answer;
  };
  return { answers, fetching };
}
