import type { KeySpec } from '../../shared/config/key.js';

export interface ConfigEntry {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
  readonly spec: KeySpec<unknown>;
}
