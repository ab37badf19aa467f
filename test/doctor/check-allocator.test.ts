import { expect, it } from 'vitest';
import { checkAllocator } from '../../src/main/doctor/check-allocator.js';

const GLIBC = '2.36';

it.each(['1', '2'])('checkAllocator accepts %s arenas without advice', (value) => {
  expect(checkAllocator(value, GLIBC)).toEqual({
    subject: 'memory',
    isGood: true,
    detail: `MALLOC_ARENA_MAX=${value}`,
  });
});

it.each([undefined, '0', '8', 'two'])('checkAllocator recommends two arenas instead of %j', (value) => {
  expect(checkAllocator(value, GLIBC)).toMatchObject({
    isGood: true,
    mend: expect.stringContaining('set MALLOC_ARENA_MAX=2'),
  });
});

it('checkAllocator says nothing about other C libraries', () => {
  expect(checkAllocator(undefined, undefined)).toBeUndefined();
});
