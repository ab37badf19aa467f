import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUsageRow, encodeUsageRow, newUsageRow } from '../../src/main/store/usage/usage-row.js';

const SPENT = { hardwareId: 'd', sessionId: 's', source: 'main_llm', model: 'm', inputTokens: 1, outputTokens: 2 };

describe('a row of usage', () => {
  it('fits its table, whatever a model or a client reported', () => {
    const text = fc.string({ unit: 'binary', maxLength: 120 });
    const tokens = fc.oneof(fc.double(), fc.integer());
    const spent = fc.record({
      hardwareId: text,
      sessionId: text,
      source: text,
      model: text,
      inputTokens: tokens,
      outputTokens: tokens,
    });
    const property = fc.property(spent, (fields) => {
      const row = newUsageRow(fields);
      expect(row.hardwareHash).toMatch(/^[0-9a-f]{64}$/);
      for (const stored of [row.sessionId ?? '', row.source, row.model]) {
        expect(stored).not.toContain('\0');
        expect(stored.isWellFormed()).toBe(true);
      }
      expect([...row.source].length).toBeLessThanOrEqual(50);
      expect([...row.model].length).toBeLessThanOrEqual(100);
      for (const count of [row.inputTokens, row.outputTokens]) {
        expect(Number.isInteger(count) && count >= 0 && count <= 2_147_483_647).toBe(true);
      }
      expect(decodeUsageRow(encodeUsageRow(row))).toEqual(row);
    });
    fc.assert(property);
  });

  it('keeps what fits as it is', () => {
    expect(newUsageRow({ ...SPENT, model: '🎧'.repeat(100) })).toMatchObject({
      sessionId: 's',
      source: 'main_llm',
      model: '🎧'.repeat(100),
      inputTokens: 1,
      outputTokens: 2,
    });
    expect(newUsageRow({ ...SPENT, sessionId: '' }).sessionId).toBeUndefined();
  });

  it('of another version is refused', () => {
    expect(() => decodeUsageRow(Uint8Array.of(0x91, 0x02))).toThrow('a row of another version');
  });
});
