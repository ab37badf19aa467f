import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { ERROR_TABLE, type ErrorType, NexyError } from '../../shared/errors.js';
import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { AnswerFilter } from './answer-filter/answer-filter.js';
import { filteredAnswer } from './filtered-answer.js';

const errorTypes = Object.keys(ERROR_TABLE) as [ErrorType, ...ErrorType[]];
const delayMs = z.number().min(0).max(3_600_000);
const STEP = z.union([
  z.string(),
  z.strictObject({ text: z.string(), delay_ms: delayMs.optional() }),
  z.strictObject({ delay_ms: delayMs }),
  z.strictObject({ fail: z.enum(errorTypes) }),
  z.strictObject({ hang: z.literal(true) }),
]);
const SCENARIO = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        /** A part of the prompt, letter case ignored; without it, the answer is for every prompt. */
        match: z.string().optional(),
        /**
         * The steps of the answer. `{picture}` and `{screen}` in their text are replaced by a description of the
         * request's image and screen.
         */
        tokens: z.array(STEP),
        usage: z.strictObject({ input_tokens: z.int().min(0), output_tokens: z.int().min(0) }).optional(),
      }),
    )
    .min(1),
});

export type Scenario = z.infer<typeof SCENARIO>;
type Answer = Scenario['answers'][number];
type Step = z.infer<typeof STEP>;

/**
 * Reads a scenario: canned answers in a YAML or JSON file.
 * @throws Error that names the file and the mistake in it
 */
export function readScenario(file: string): Scenario {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} cannot be read as a scenario`, { cause });
  }
  const parsed = SCENARIO.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${file} is not a scenario:\n${problems.join('\n')}`);
}

/**
 * Answers from a scenario, for tests, demos and load tests: token streams with delays and failures. The first answer
 * that matches the prompt is used.
 */
export class ScenarioLlm implements Llm {
  readonly name = 'script';
  readonly #scenario: Scenario;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  async *stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    const prompt = request.prompt.toLowerCase();
    const answer = this.#scenario.answers.find(
      ({ match }) => match === undefined || prompt.includes(match.toLowerCase()),
    );
    if (!answer) throw new NexyError('not_found');
    yield* filteredAnswer(this.#play(answer, request, signal), startsInThought(answer));
  }

  async *#play(answer: Answer, request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    for (const step of answer.tokens) {
      const text = await play(step, signal);
      if (text !== undefined) yield { type: 'text', text: filled(text, request) };
    }
    if (answer.usage) {
      const { input_tokens: inputTokens, output_tokens: outputTokens } = answer.usage;
      yield { type: 'usage', inputTokens, outputTokens, model: this.name };
    }
  }
}

/** Tells whether an answer begins with a thought that no tag opens. Of a canned answer, that is known beforehand. */
function startsInThought({ tokens }: Answer): boolean {
  const filter = new AnswerFilter(false);
  filter.read(tokens.map((step) => (typeof step === 'string' ? step : 'text' in step ? step.text : '')).join(''));
  filter.end();
  return filter.endsTemplateThought;
}

/** Plays a step: waits or fails as it says, and returns its text. Stops at once when the signal fires. */
async function play(step: Step, signal: AbortSignal): Promise<string | undefined> {
  if (typeof step === 'string') return step;
  if ('fail' in step) throw new NexyError(step.fail);
  if ('hang' in step) await sleep(2 ** 31 - 1, undefined, { signal });
  else if (step.delay_ms !== undefined) await sleep(step.delay_ms, undefined, { signal });
  return 'text' in step ? step.text : undefined;
}

/**
 * Replaces `{picture}` by a text such as "image/jpeg, 1280 x 720, 93 kB", `{screen}` by "1920 x 1080", and each by
 * "none" when the request lacks it.
 */
function filled(text: string, { image, screen }: LlmRequest): string {
  const size = ({ width, height }: { width: number; height: number }): string => `${width} x ${height}`;
  const kilobytes = image && Math.ceil(image.bytes.byteLength / 1000);
  return text
    .replaceAll('{picture}', image ? `${image.mimeType}, ${size(image)}, ${kilobytes} kB` : 'none')
    .replaceAll('{screen}', screen ? size(screen) : 'none');
}
