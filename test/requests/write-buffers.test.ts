import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WriteBuffers } from '../../src/main/grpc/write-buffers.js';

const KEPT_BYTES = 8_192;

describe('WriteBuffers', () => {
  it('lends each buffer to one write at a time, large enough, and keeps few bytes', () => {
    const step = fc.oneof(
      fc.record({ take: fc.integer({ min: 1, max: 40_000 }) }),
      fc.record({ giveBack: fc.nat({ max: 50 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const buffers = new WriteBuffers(KEPT_BYTES);
        const lent: Buffer[] = [];
        for (const action of steps) {
          if ('take' in action) {
            const buffer = buffers.take(action.take);
            expect(buffer.byteLength).toBeGreaterThanOrEqual(action.take);
            expect(lent).not.toContain(buffer);
            lent.push(buffer);
          } else {
            const [buffer] = lent.splice(action.giveBack, 1);
            if (buffer) buffers.giveBack(buffer);
          }
          expect(buffers.keptBytes).toBeLessThanOrEqual(KEPT_BYTES);
        }
      }),
    );
  });

  it('lends a buffer again, to a write of about the same size', () => {
    const buffers = new WriteBuffers(KEPT_BYTES);
    const buffer = buffers.take(4_833);
    buffers.giveBack(buffer);
    expect(buffers.take(600)).not.toBe(buffer);
    expect(buffers.take(4_828)).toBe(buffer);
  });

  it('keeps the sizes of the latest writes when it has kept too much of another size', () => {
    const buffers = new WriteBuffers(KEPT_BYTES);
    for (const large of [buffers.take(4_000), buffers.take(4_000)]) buffers.giveBack(large);
    const small = buffers.take(600);
    buffers.giveBack(small);
    expect(buffers.take(600)).toBe(small);
    const tooLarge = buffers.take(KEPT_BYTES + 1);
    buffers.giveBack(tooLarge);
    expect(buffers.take(KEPT_BYTES + 1)).not.toBe(tooLarge);
  });
});
