import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANSWER_REASONS, ERROR_TABLE, VALIDATION_TEXTS } from '../../src/shared/errors.js';

const PROTOCOL = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
const section = PROTOCOL.slice(PROTOCOL.indexOf('## Errors'), PROTOCOL.indexOf('## Connections'));
/** The names in the first column of the tables of a text. */
const documented = [...section.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.replace(/\(.*\)/, '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
);

describe('docs/protocol.md', () => {
  it('lists every error type and every reason, and no other', () => {
    const names = [...Object.keys(ERROR_TABLE), ...Object.keys(VALIDATION_TEXTS), ...ANSWER_REASONS];
    expect(documented.toSorted()).toEqual(names.toSorted());
  });

  it.each(Object.entries(VALIDATION_TEXTS))('quotes the text of %s', (reason, text) => {
    expect(section).toContain(`| \`${reason}\` | ${text.replace('{limit}', '*limit*')} |`);
  });
});
