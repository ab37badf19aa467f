import { describe, expect, it } from 'vitest';
import { SessionRegistry } from '../../src/main/sessions/session-registry.js';
import { NexyError } from '../../src/shared/errors.js';

describe('a session of SessionRegistry', () => {
  it('may start its next request while the last bytes of the previous reply are still on their way', () => {
    const registry = new SessionRegistry();
    const first = registry.open('phone', 'one');
    first.finish();
    const second = registry.open('phone', 'one');
    expect(registry.activeOf('phone')).toEqual([first, second]);
    // The end of the old stream does not end the new one.
    first.close();
    expect(registry.isRunning('one')).toBe(true);
    expect(second.signal.aborted).toBe(false);
    second.close();
    expect(registry.activeCount).toBe(0);
  });

  it('is refused to a second device while it runs', () => {
    const registry = new SessionRegistry();
    registry.open('phone', 'one');
    expect(() => registry.open('laptop', 'one')).toThrow(new NexyError('concurrent_request'));
    expect(registry.activeOf('laptop')).toEqual([]);
  });

  it('keeps the reason of its first cancellation', () => {
    const session = new SessionRegistry().open('phone', 'one');
    const first = new NexyError('timeout');
    session.cancel(first);
    session.cancel(new NexyError('cancelled_by_user'));
    session.close();
    expect(session.signal.reason).toBe(first);
  });

  it('stays active after an interrupt until its stream is closed, so no request starts beside it', async () => {
    const registry = new SessionRegistry();
    const session = registry.open('phone', 'one');
    session.cancel(new NexyError('cancelled_by_user'));
    expect(() => registry.open('phone', 'one')).toThrow();
    session.close();
    await session.closed;
    expect(registry.open('phone', 'one').signal.aborted).toBe(false);
  });
});

describe('an interrupt', () => {
  it('finds all sessions of its device, or the session that it names, and never those of another device', () => {
    const registry = new SessionRegistry();
    const one = registry.open('phone', 'one');
    const two = registry.open('phone', 'two');
    const other = registry.open('laptop', 'three');
    expect(registry.activeOf('phone')).toEqual([one, two]);
    expect(registry.activeOf('phone', 'two')).toEqual([two]);
    expect(registry.activeOf('phone', 'three')).toEqual([]);
    expect(registry.activeOf('laptop')).toEqual([other]);
    expect(registry.activeOf('nobody')).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('treats %s as a name like any other', (name) => {
    const registry = new SessionRegistry();
    expect(registry.isRunning(name)).toBe(false);
    expect(registry.activeOf(name)).toEqual([]);
    const session = registry.open(name, name);
    expect(registry.isRunning(name)).toBe(true);
    expect(registry.activeOf(name, name)).toEqual([session]);
    session.close();
    expect(registry.isRunning(name)).toBe(false);
    expect(registry.activeCount).toBe(0);
  });
});
