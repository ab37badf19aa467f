import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort, nexy } from './nexy.js';

const COMMANDS = [
  'serve',
  'say',
  'interrupt',
  'welcome',
  'health',
  'load',
  'config',
  'prompt',
  'usage',
  'db',
  'doctor',
];
const folder = mkdtempSync(join(tmpdir(), 'nexy-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe.concurrent('the options --help and --version', () => {
  it('name every command and the exit codes', async () => {
    const { code, out, err } = await nexy(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(out).toContain('Exit codes: 0 success, 1 failure, 2 wrong usage or configuration.');
  });

  it('explain every command', async () => {
    const runnable = COMMANDS.flatMap((name) =>
      name === 'db' ? ['db status', 'db migrate', 'db harden', 'db audit'] : [name],
    );
    for (const [command, asked] of runnable.map((name) => [name, nexy([...name.split(' '), '--help'])] as const)) {
      const { code, out, err } = await asked;
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`Usage: nexy ${command}`);
      expect(out).toContain('--config <file>');
      expect(out).toContain('--env <environment>');
    }
  });

  it('print the version', async () => {
    const { code, out } = await nexy(['--version']);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe.concurrent('wrong usage', () => {
  it.each([
    ['an unknown command', ['sing']],
    ['an unknown option', ['say', '--loud', 'Hello.']],
    ['an option without its value', ['say', 'Hello.', '--out']],
    ['a host with a port in it', ['health', '--host', '127.0.0.1:50051']],
    ['a URL in place of a host', ['health', '--host', 'http://localhost']],
    ['an invalid port', ['health', '--port', '70000']],
    ['an invalid language', ['say', '--lang', 'English!', 'Hello.']],
    ['an invalid screen size', ['say', '--screen', '1920', 'Hello.']],
    ['say without a prompt', ['say']],
    ['interrupt without a device', ['interrupt']],
  ])('is explained on standard error, with exit code 2: %s', async (_situation, args) => {
    const { code, out, err } = await nexy(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: .+/);
    expect(err).toContain('--help');
  });
});

describe.concurrent('nexy config', () => {
  it('prints every value with its source', async () => {
    const { code, out } = await nexy(['config'], { GRPC_PORT: '6001' });
    expect(code).toBe(0);
    expect(out).toMatch(/^environment dev$/m);
    expect(out).toMatch(/^grpc\.port +6001 +environment variable GRPC_PORT$/m);
    expect(out).toMatch(/^grpc\.host +"0\.0\.0\.0" +auto, config\/unified_config\.yaml, base$/m);
  });

  it('prints one section of another environment as a JSON object', async () => {
    const { out } = await nexy(['config', 'backpressure.', '--json', '--env', 'stage']);
    const { environment, values } = JSON.parse(out) as { environment: string; values: Record<string, object> };
    expect(environment).toBe('stage');
    expect(Object.keys(values).every((key) => key.startsWith('backpressure.'))).toBe(true);
    expect(values['backpressure.max_concurrent_streams']).toMatchObject({
      value: 25,
      source: 'config/unified_config.yaml, stage',
      env: 'BACKPRESSURE_MAX_STREAMS',
      live: true,
    });
  });

  it('explains a key with --docs', async () => {
    const { out } = await nexy(['config', 'grpc.port', '--docs']);
    expect(out).toContain('TCP port; 0 = any free port');
    expect(out).toContain('an integer from 0 to 65535; GRPC_PORT; needs a restart');
    const { out: live } = await nexy(['config', 'disable_streaming', '--docs']);
    expect(live).toContain('true or false; NEXY_KS_DISABLE_STREAMING; changes while the server runs');
  });

  it('applies a custom file on top of the shipped file', async () => {
    const file = fileOf('own.yaml', 'base: { grpc: { port: 6002 } }');
    expect((await nexy(['config', 'grpc.port', '--config', file])).out).toContain(`6002  ${file}, base`);
    expect((await nexy(['config', 'grpc.port'], { NEXY_CONFIG: file })).out).toContain(`6002  ${file}, base`);
  });
});

describe('nexy usage', () => {
  it.each([
    [['--since', '2026-02-01', '--until', '2026-01-31'], '--since must not be after --until'],
    [['--since', '2026-02-30'], 'allowed: a day such as 2026-01-31'],
    [['--by', 'hour'], 'Allowed choices are day, model, source, device'],
  ])('with %j has exit code 2 and says why', async (options, why) => {
    const { code, out, err } = await nexy(['usage', ...options]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
  });
});

describe.concurrent('an invalid config', () => {
  it.each(['serve', 'say', 'config', 'health', 'load'])(
    'stops %s with exit code 2 and a list of all problems',
    async (command) => {
      const file = fileOf(`bad-${command}.yaml`, 'base: { grpc: { prot: 1 }, audio: { chunk_ms: long } }');
      const args = command === 'say' ? [command, 'Hello.'] : [command];
      const { code, out, err } = await nexy([...args, '--config', file], { MAX_WORKERS: 'fifty' });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^nexy: The configuration is not valid:\n/);
      expect(err).toContain(
        'grpc.max_workers = "fifty" (environment variable MAX_WORKERS): allowed: an integer from 1 to',
      );
      expect(err).toContain(`audio.chunk_ms = "long" (${file}, base)`);
      expect(err).toContain('grpc.prot = 1');
    },
  );

  it('stops nexy config when the environment is unknown', async () => {
    const { code, err } = await nexy(['config', '--env', 'production']);
    expect(code).toBe(2);
    expect(err).toContain('one of dev, stage, prod');
  });
});

describe.concurrent('a server that is not running', () => {
  it.each([['health'], ['interrupt', 'phone'], ['welcome'], ['say', 'Hello.']])(
    'is reported by %s with exit code 1 and a hint',
    async (...args) => {
      const { code, out, err } = await nexy([...args, '--host', '127.0.0.1', '--port', await freePort()]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^nexy: the server answered UNAVAILABLE/);
      expect(err).toContain('start one with: nexy serve');
    },
  );
});

describe('an unknown command', () => {
  it.each([
    ['heatlh', 'health'],
    ['stop', undefined],
    ['serv', 'serve'],
    ['Load', 'load'],
    ['help serv', 'serve'],
  ])('is named, with the list of commands and a suggestion: %s', async (word, suggestion) => {
    const { code, err } = await nexy(word.split(' '));
    expect(code).toBe(2);
    expect(err).toContain(`unknown command '${word.replace('help ', '')}'`);
    for (const command of COMMANDS) expect(err).toContain(command);
    if (suggestion) expect(err).toContain(`did you mean ${suggestion}?`);
    else expect(err).not.toContain('did you mean');
  });
});
