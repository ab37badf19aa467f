import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatMessages } from '../../src/main/llm/chat-messages.js';
import type { LlmRequest, PastTurn } from '../../src/main/turn/services.js';
import { REQUEST } from './openai-llms.js';

const rolesOf = (request: LlmRequest): string[] => chatMessages(request, true).map(({ role }) => role);
const requestAfter = (...history: PastTurn[]): LlmRequest => ({ ...REQUEST, system: '', history });
const image = { bytes: Buffer.from('RIFF'), mimeType: 'image/webp' as const, width: 1, height: 1 };

const anyText = fc.oneof(fc.constantFrom('', ' ', '\n'), fc.string({ minLength: 1, maxLength: 10 }));
const anyHistory = fc.array(fc.record({ prompt: anyText, answer: anyText }), { maxLength: 12 });
const anyRequest = fc
  .record({ system: fc.constantFrom('', 'Be brief.'), history: anyHistory, prompt: anyText, withImage: fc.boolean() })
  .map(({ withImage, ...fields }): LlmRequest => ({ ...REQUEST, ...fields, image: withImage ? image : undefined }));

describe('chatMessages', () => {
  it('alternates between user and assistant from the first message to the prompt, for any history', () => {
    fc.assert(
      fc.property(anyRequest, fc.boolean(), (request, images) => {
        const roles = chatMessages(request, images).map(({ role }) => role);
        const spoken = roles[0] === 'system' ? roles.slice(1) : roles;
        expect(spoken).toEqual(spoken.map((_, n) => (n % 2 === 0 ? 'user' : 'assistant')));
        expect(spoken.at(-1)).toBe('user');
        expect(roles.slice(1)).not.toContain('system');
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every word of the user, in order', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const said = chatMessages({ ...request, image: undefined }, true)
          .filter(({ role }) => role === 'user')
          .map(({ content }) => content)
          .join('\n\n');
        let at = 0;
        for (const prompt of [...request.history.map((turn) => turn.prompt), request.prompt]) {
          if (prompt.trim() === '') continue;
          expect(said.indexOf(prompt, at)).toBeGreaterThanOrEqual(at);
          at = said.indexOf(prompt, at) + prompt.length;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('adds no blank message, except for a blank prompt', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const blank = chatMessages({ ...request, image: undefined }, true).filter(
          ({ content }) => String(content).trim() === '',
        );
        expect(blank.length).toBeLessThanOrEqual(request.prompt.trim() === '' ? 1 : 0);
      }),
    );
  });

  it('joins a prompt that was interrupted before any reply was heard with the next prompt', () => {
    const request = requestAfter({ prompt: 'Tell me a story.', answer: '' }, { prompt: 'No, wait.', answer: '' });
    expect(chatMessages(request, true)).toEqual([
      { role: 'user', content: 'Tell me a story.\n\nNo, wait.\n\nWhat is the time?' },
    ]);
  });

  it.each<[situation: string, history: PastTurn[], roles: string[]]>([
    ['an empty history', [], ['user']],
    ['an answer', [{ prompt: 'a', answer: 'b' }], ['user', 'assistant', 'user']],
    [
      'an interrupt, then an answer',
      [
        { prompt: 'a', answer: '' },
        { prompt: 'b', answer: 'c' },
      ],
      ['user', 'assistant', 'user'],
    ],
    [
      'an answer, then an interrupt',
      [
        { prompt: 'a', answer: 'b' },
        { prompt: 'c', answer: ' ' },
      ],
      ['user', 'assistant', 'user'],
    ],
    ['an answer without a prompt', [{ prompt: ' ', answer: 'Hello!' }], ['user']],
    [
      'two answers in a row',
      [
        { prompt: 'a', answer: 'b' },
        { prompt: '', answer: 'c' },
      ],
      ['user', 'assistant', 'user'],
    ],
  ])('gives the roles that a strict template accepts after %s', (_situation, history, roles) => {
    expect(rolesOf(requestAfter(...history))).toEqual(roles);
  });

  it('keeps the picture with the prompt when an earlier prompt is joined to it', () => {
    const messages = chatMessages({ ...requestAfter({ prompt: 'Look.', answer: '' }), image }, true);
    expect(messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look.\n\nWhat is the time?' },
          { type: 'image_url', image_url: { url: `data:image/webp;base64,${Buffer.from('RIFF').toString('base64')}` } },
        ],
      },
    ]);
  });
});
