import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MessageBoundaries } from '../../../src/main/grpc/transport/message-boundaries.js';

function framed(bytes: number): Buffer {
  const message = Buffer.alloc(5 + bytes, 7);
  message[0] = 0;
  message.writeUInt32BE(bytes, 1);
  return message;
}

it('MessageBoundaries finds the end of every message in chunks of any size', () => {
  const lengths = fc.array(fc.nat({ max: 300 }), { maxLength: 12 });
  fc.assert(
    fc.property(lengths, fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), (messages, cuts) => {
      const stream = Buffer.concat(messages.map(framed));
      const ends = new Set<number>();
      let end = 0;
      for (const length of messages) ends.add((end += 5 + length));
      const boundaries = new MessageBoundaries();
      for (let at = 0, n = 0; at < stream.length; n++) {
        const next = Math.min(stream.length, at + (cuts[n % cuts.length] as number));
        const isEnd = Array.from({ length: next - at }, (_, offset) => at + offset + 1).some((place) =>
          ends.has(place),
        );
        expect(boundaries.push(stream.subarray(at, next))).toBe(isEnd);
        expect(boundaries.isBetweenMessages).toBe(ends.has(next));
        at = next;
      }
    }),
  );
});
