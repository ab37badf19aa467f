import { describe, expect, it } from 'vitest';
import { readSecret } from '../../src/main/config/secrets.js';

describe('a secret', () => {
  it('is what its environment variable holds, without white space around it', () => {
    expect(readSecret('KEY', { KEY: ' abc\n' })).toBe('abc');
  });

  it('that is not set, or blank, is none', () => {
    for (const env of [{}, { KEY: '' }, { KEY: ' \n' }, { OTHER: 'abc' }])
      expect(readSecret('KEY', env)).toBeUndefined();
  });
});
