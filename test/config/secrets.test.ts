import { describe, expect, it } from 'vitest';
import { readSecret } from '../../src/main/config/secrets.js';

describe('readSecret', () => {
  it('returns the value of the environment variable without surrounding white space', () => {
    expect(readSecret('KEY', { KEY: ' abc\n' })).toBe('abc');
  });

  it('returns undefined for a variable that is unset or blank', () => {
    for (const env of [{}, { KEY: '' }, { KEY: ' \n' }, { OTHER: 'abc' }])
      expect(readSecret('KEY', env)).toBeUndefined();
  });
});
