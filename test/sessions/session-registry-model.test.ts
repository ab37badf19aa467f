import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActiveSession, SessionRegistry } from '../../src/main/sessions/session-registry.js';
import { NexyError } from '../../src/shared/errors.js';

/** The names of devices. Some of them are properties of every plain object. */
const DEVICES = ['phone', 'laptop', '__proto__', 'constructor'] as const;
const SESSIONS = ['one', 'two', '__proto__', 'toString'] as const;

interface Tracked {
  readonly session: ActiveSession;
  state: 'running' | 'finishing' | 'closed';
  cancelled: boolean;
  closedTimes: number;
}

/** A plain model of the registry, and the checks of the real registry against it. */
class Model {
  readonly registry = new SessionRegistry();
  readonly all: Tracked[] = [];

  running(sessionId: string): Tracked | undefined {
    return this.all.find(({ session, state }) => session.sessionId === sessionId && state === 'running');
  }

  start(hardwareId: string, sessionId: string): void {
    if (this.running(sessionId)) {
      expect(() => this.registry.open(hardwareId, sessionId)).toThrow(new NexyError('concurrent_request'));
      return;
    }
    const session = this.registry.open(hardwareId, sessionId);
    const tracked: Tracked = { session, state: 'running', cancelled: false, closedTimes: 0 };
    void session.closed.then(() => tracked.closedTimes++);
    this.all.push(tracked);
  }

  interrupt(hardwareId: string, sessionId: string | undefined): void {
    const wanted = this.all.filter(
      ({ session, state }) =>
        state !== 'closed' &&
        session.hardwareId === hardwareId &&
        (sessionId === undefined || session.sessionId === sessionId),
    );
    const found = this.registry.activeOf(hardwareId, sessionId);
    expect(found).toEqual(wanted.map(({ session }) => session));
    for (const session of found) session.cancel(new NexyError('cancelled_by_user'));
    for (const tracked of wanted) tracked.cancelled = true;
  }

  finish(tracked: Tracked): void {
    tracked.session.finish();
    if (tracked.state === 'running') tracked.state = 'finishing';
  }

  close(tracked: Tracked): void {
    tracked.session.close();
    tracked.state = 'closed';
    tracked.cancelled = true;
  }

  check(): void {
    for (const id of SESSIONS) expect(this.registry.isRunning(id)).toBe(this.running(id) !== undefined);
    const open = this.all.filter(({ state }) => state !== 'closed');
    expect(this.registry.activeCount).toBe(open.length);
    expect(new Set(this.registry.all())).toEqual(new Set(open.map(({ session }) => session)));
    for (const { session, cancelled } of this.all) expect(session.signal.aborted).toBe(cancelled);
  }
}

type Step = (model: Model) => void;
const device = fc.constantFrom(...DEVICES);
const sessionId = fc.constantFrom(...SESSIONS);
const onSome = (act: (model: Model, tracked: Tracked) => void) =>
  fc.nat().map(
    (index): Step =>
      (model) => {
        const tracked = model.all[index % Math.max(1, model.all.length)];
        if (tracked) act(model, tracked);
      },
  );
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(device, sessionId).map(
    ([hardware, id]): Step =>
      (model) =>
        model.start(hardware, id),
  ),
  fc.tuple(device, fc.option(sessionId, { nil: undefined })).map(
    ([hardware, id]): Step =>
      (model) =>
        model.interrupt(hardware, id),
  ),
  onSome((model, tracked) => model.finish(tracked)),
  onSome((model, tracked) => model.close(tracked)),
);

describe('SessionRegistry with sessions started, interrupted, finished and closed in any order', () => {
  it('runs one request per session, ends each session once, and keeps no session', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
        const model = new Model();
        for (const step of steps) {
          step(model);
          model.check();
        }
        for (const tracked of model.all) model.close(tracked);
        model.check();
        await Promise.all(model.all.map(({ session }) => session.closed));
        expect(model.all.every(({ closedTimes }) => closedTimes === 1)).toBe(true);
        expect(model.registry.activeCount).toBe(0);
        expect(model.registry.all()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
