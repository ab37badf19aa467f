import { describe, expect, it } from 'vitest';
import { type Module, type ModuleStatus, RUNNING } from '../../src/main/server/module.js';
import { Modules, type ModulesOptions } from '../../src/main/server/modules.js';

const never = new AbortController().signal;

/** Creates modules that record their calls, and the list of these calls. */
function modulesWith(
  parts: readonly (Partial<Module> & { readonly name: string })[],
  options: Partial<ModulesOptions> = {},
) {
  const calls: string[] = [];
  const failures: string[] = [];
  const modules = new Modules(
    parts.map((part): Module => {
      const { name, need = 'core' } = part;
      return {
        name,
        need,
        prepare: () => {
          part.prepare?.();
        },
        start: async (signal) => {
          calls.push(`start ${name}`);
          await part.start?.(signal);
        },
        stop: async () => {
          calls.push(`stop ${name}`);
          await part.stop?.();
        },
        status: () => part.status?.() ?? RUNNING,
      };
    }),
    {
      startTimeoutMs: 5_000,
      optionalDisabled: undefined,
      onFailure: (name, cause) => failures.push(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`),
      ...options,
    },
  );
  const states = (): string[] => modules.states().map(({ name, state }) => `${name} ${state}`);
  return { modules, calls, failures, states };
}

const fails = async (): Promise<void> => {
  throw new Error('broken');
};

describe('Modules', () => {
  it('starts modules in order and stops them in reverse', async () => {
    const { modules, calls, states } = modulesWith([{ name: 'a' }, { name: 'b' }]);
    await modules.start(never);
    expect(states()).toEqual(['a running', 'b running']);
    await modules.stop();
    expect(calls).toEqual(['start a', 'start b', 'stop b', 'stop a']);
    expect(states()).toEqual(['a stopped', 'b stopped']);
  });

  it('prepares all modules before the first one starts, but none that is disabled', async () => {
    const prepared: string[] = [];
    const part = (name: string, need: 'core' | 'optional') => ({
      name,
      need,
      prepare: () => void prepared.push(`prepare ${name}`),
      start: async () => void prepared.push(`start ${name}`),
    });
    const { modules } = modulesWith([part('a', 'core'), part('b', 'optional'), part('c', 'core')], {
      optionalDisabled: 'they are off',
    });
    await modules.start(never);
    expect(prepared).toEqual(['prepare a', 'prepare c', 'start a', 'start c']);
  });

  it.each(['core', 'optional'] as const)(
    'goes on without a module that fails to start, and stops it: %s',
    async (need) => {
      const { modules, calls, failures, states } = modulesWith([{ name: 'a', need, start: fails }, { name: 'b' }]);
      await modules.start(never);
      expect(states()).toEqual(['a failed', 'b running']);
      expect(calls).toEqual(['start a', 'stop a', 'start b']);
      expect(failures).toEqual(['a: broken']);
    },
  );

  it('stops every module, started or not, when a signal ends the start', async () => {
    const ending = new AbortController();
    const start = (): Promise<void> => {
      ending.abort(new Error('stopped'));
      return new Promise(() => {});
    };
    const { modules, calls, states } = modulesWith([{ name: 'a' }, { name: 'b', start }, { name: 'c' }]);
    await expect(modules.start(ending.signal)).rejects.toThrow('stopped');
    expect(calls).toEqual(['start a', 'start b', 'stop c', 'stop b', 'stop a']);
    expect(states()).toEqual(['a stopped', 'b stopped', 'c stopped']);
  });

  it('names a module that does not start in time', async () => {
    const hangs = { name: 'a', start: () => new Promise<void>(() => {}) };
    const { modules, failures } = modulesWith([hangs], { startTimeoutMs: 10 });
    await modules.start(never);
    expect(failures).toEqual(['a: a did not start within 10 ms (workers.start_timeout_ms)']);
  });

  it('passes a signal that fires when the start takes too long', async () => {
    let startSignal: AbortSignal | undefined;
    const hangs = {
      name: 'a',
      start: (signal: AbortSignal) => {
        startSignal = signal;
        return new Promise<void>(() => {});
      },
    };
    await modulesWith([hangs], { startTimeoutMs: 10 }).modules.start(never);
    expect(startSignal?.aborted).toBe(true);
  });

  it('stops a module again whose late start has ended', async () => {
    let finish: () => void = () => {};
    const late = {
      name: 'a',
      start: () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    };
    const { modules, calls } = modulesWith([late], { startTimeoutMs: 10 });
    await modules.start(never);
    expect(calls).toEqual(['start a', 'stop a']);
    finish();
    await new Promise(setImmediate);
    expect(calls).toEqual(['start a', 'stop a', 'stop a']);
  });

  it('stops at once when the signal fires during the start', async () => {
    const abort = new AbortController();
    const hangs = { name: 'b', start: () => new Promise<void>(() => {}) };
    const { modules, calls, failures } = modulesWith([{ name: 'a' }, hangs, { name: 'c' }]);
    const starting = modules.start(abort.signal);
    setImmediate(() => abort.abort('stopped'));
    await expect(starting).rejects.toBe('stopped');
    expect(calls).toEqual(['start a', 'start b', 'stop c', 'stop b', 'stop a']);
    expect(failures).toEqual([]);
  });

  it('stops the other modules when one fails to stop', async () => {
    const { modules, calls, failures } = modulesWith([{ name: 'a' }, { name: 'b', stop: fails }]);
    await modules.start(never);
    await modules.stop();
    expect(calls.slice(2)).toEqual(['stop b', 'stop a']);
    expect(failures).toEqual(['b: broken']);
  });

  it('reports the status of a running module only', async () => {
    const status = (): ModuleStatus => ({ state: 'degraded', detail: 'no voice' });
    const { modules } = modulesWith([{ name: 'a', status }]);
    expect(modules.states()).toEqual([]);
    await modules.start(never);
    expect(modules.states()).toEqual([{ name: 'a', state: 'degraded', detail: 'no voice' }]);
    await modules.stop();
    expect(modules.states()).toEqual([{ name: 'a', state: 'stopped', detail: '' }]);
  });

  it('leaves out optional modules that are disabled, with the reason', async () => {
    const parts = [{ name: 'a' }, { name: 'b', need: 'optional' as const }];
    const { modules, calls } = modulesWith(parts, { optionalDisabled: 'the switch is on' });
    await modules.start(never);
    expect(calls).toEqual(['start a']);
    expect(modules.states()[1]).toEqual({ name: 'b', state: 'disabled', detail: 'the switch is on' });
  });
});
