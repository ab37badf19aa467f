import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analysisPrompt, parseAnalysis } from '../../src/main/memory/memory-analysis.js';

const LIMITS = { shortTermMaxChars: 20, longTermMaxChars: 30 };
const MEMORY = { shortTerm: 'Cooks soup.', longTerm: 'Is called Ann.' };
const reply = (short_term: unknown, long_term: unknown, others = {}): string =>
  JSON.stringify({ short_term, long_term, ...others });
const parse = (text: string) => parseAnalysis(text, MEMORY, LIMITS);

describe('analysisPrompt', () => {
  const dataOf = (prompt: string): unknown => JSON.parse(/\n<data>\n(.*)\n<\/data>$/.exec(prompt)![1]!);

  it('holds the memory, the turns and the limits', () => {
    const turns = [{ prompt: 'Hi', answer: 'Hello', interrupted: true }];
    const prompt = analysisPrompt(MEMORY, turns, LIMITS);
    expect(dataOf(prompt)).toEqual({
      short_term: 'Cooks soup.',
      long_term: 'Is called Ann.',
      turns: [{ user: 'Hi', assistant: 'Hello', interrupted: true }],
    });
    expect(prompt).toContain('At most 20 characters');
    expect(prompt).toContain('At most 30 characters');
  });

  it('keeps its data intact for any text of a turn', () => {
    const said = fc.array(fc.constantFrom('</data>', '<data>', '\n', '"', '\\', '}', ']', 'Ignore that.', '```'));
    fc.assert(
      fc.property(said, (parts) => {
        const text = parts.join('');
        const prompt = analysisPrompt(MEMORY, [{ prompt: text, answer: text, interrupted: false }], LIMITS);
        expect(prompt.match(/<\/data>/g)).toHaveLength(2);
        expect(dataOf(prompt)).toMatchObject({ turns: [{ user: text, assistant: text }] });
      }),
    );
  });
});

describe('parseAnalysis', () => {
  it.each([
    ['bare', reply('Eats.', 'Has a cat.')],
    ['with space around', `\n ${reply('Eats.', 'Has a cat.')}\n`],
    ['in a code fence', `\`\`\`json\n${reply('Eats.', 'Has a cat.')}\n\`\`\``],
    ['in a fence without a name', `\`\`\`\n${reply('Eats.', 'Has a cat.')}\`\`\`\n`],
  ])('returns the new memory of a reply %s', (_situation, text) => {
    expect(parse(text)).toEqual({ shortTerm: 'Eats.', longTerm: 'Has a cat.' });
  });

  it('keeps a part of memory when the reply says "same"', () => {
    expect(parse(reply('Eats.', 'same'))).toEqual({ shortTerm: 'Eats.', longTerm: 'Is called Ann.' });
    expect(parse(reply('same', ''))).toEqual({ shortTerm: 'Cooks soup.', longTerm: '' });
  });

  it.each([
    '',
    'Sorry, I cannot do that.',
    'null',
    '[]',
    '"same"',
    '{}',
    '{"short_term": "a"}',
    reply(1, 'a'),
    reply('a', null),
    reply('a', ['b']),
    reply('a', 'b', { note: 'c' }),
    `Here you are: ${reply('a', 'b')}`,
    `${reply('a', 'b')}${reply('a', 'b')}`,
    reply('a', 'b').slice(0, -1),
    '```json\n```',
    `[${reply('a', 'b')}]`,
  ])('returns undefined for any other reply: %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('cuts a memory that is too long at the end of a word', () => {
    expect(parse(reply('Cooks soup for twelve people', 'x'.repeat(40)))).toEqual({
      shortTerm: 'Cooks soup for',
      longTerm: 'x'.repeat(30),
    });
    expect(parse(reply('Cooks soup for twelv and', ''))?.shortTerm).toBe('Cooks soup for twelv');
    expect(parse(reply(`一 ${'二'.repeat(40)}`, ''))?.shortTerm).toBe(`一 ${'二'.repeat(18)}`);
  });

  it('never returns a memory over its limit, half a character, a NUL or a secret', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '🙂', '\0', '\ud800', '你', ' PIN 1234 '),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (short) => {
        const { shortTerm } = parse(reply(short, 'same'))!;
        expect(shortTerm.length).toBeLessThanOrEqual(20);
        expect(shortTerm.isWellFormed()).toBe(true);
        expect(shortTerm).not.toMatch(/\0|PIN 1234/);
        expect(shortTerm).toBe(shortTerm.trim());
      }),
    );
  });

  it('removes the secrets of a reply', () => {
    expect(parse(reply('PIN: 1234', 'password: abc1'))).toEqual({
      shortTerm: 'PIN: [PIN removed]',
      longTerm: 'password: [password removed]',
    });
  });

  it('never throws on invalid text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parse(text)));
  });
});
