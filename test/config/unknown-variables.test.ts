import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { findUnknownVariables } from '../../src/main/config/unknown-variables.js';

const { config } = loadConfig({ env: {}, overrides: { 'tts.openai_key_env': 'TTS_SECRET' } });
const found = (name: string): string[] => findUnknownVariables(config, { [name]: 'secret' }).map(({ text }) => text);

describe('findUnknownVariables', () => {
  it.each(['GRPC_PROT', 'GRPC_POR', 'GRPC_PORTT', 'GRPC_PRT'])('names the variable that %s may mean', (name) => {
    expect(found(name)).toEqual([expect.stringContaining('GRPC_PORT may be meant')]);
  });

  it('finds a misspelt prefix', () => {
    expect(found('GPRC_PORT')).toEqual([expect.stringContaining('GRPC_PORT may be meant')]);
  });

  it.each(['TTS_VOICE_NAME', 'NEXY_MODE', 'WORKERS_FIBRES'])(
    'finds an unknown variable with a prefix of ours: %s',
    (name) => {
      expect(found(name)).toEqual([expect.stringContaining('nexy config')]);
    },
  );

  it('does not show values', () => {
    expect(JSON.stringify(findUnknownVariables(config, { GRPC_PROT: 'secret' }))).not.toContain('secret');
  });

  it.each([
    'GRPC_PORT',
    'SAMPLE_RATE',
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'DB_PASSWORD',
    'BROWSER_USE_TIMEOUT',
    'NEXY_ENV',
    'NEXY_CONFIG',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'GRPC_VERBOSITY',
    'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH',
    'UPDATE_SERVICE_HOST',
    'HTTP_PORT_80_TCP_ADDR',
    'PATH',
    'HOME',
    'MAX_MEMORY',
    'npm_config_registry',
    'LOGNAME',
    'OPENAI_API_KEY',
    'TTS_SECRET',
  ])('accepts %s', (name) => {
    expect(found(name)).toEqual([]);
  });
});
