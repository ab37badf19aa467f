import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { enterableFolder } from '../../src/main/store/embedded/os-user.js';

const folder = mkdtempSync(join(tmpdir(), 'nexy-user-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A user who owns nothing. */
const STRANGER = { name: 'stranger', uid: 54_321, gid: 54_321 };

describe('the folder of a cluster', () => {
  it('is the one of the config for the user of this process, and where any user can enter it', () => {
    chmodSync(folder, 0o711);
    expect(enterableFolder(join(folder, 'a', 'b'), undefined)).toBe(join(folder, 'a', 'b'));
    expect(enterableFolder(join(folder, 'a', 'b'), STRANGER)).toBe(join(folder, 'a', 'b'));
  });

  it('is a shared one, the same each time, where a folder above it is closed to the user', () => {
    mkdirSync(join(folder, 'closed', 'open'), { recursive: true });
    chmodSync(join(folder, 'closed'), 0o700);
    const found = enterableFolder(join(folder, 'closed', 'open'), STRANGER, '/shared');
    expect(found).toMatch(/^\/shared\/[0-9a-f]{16}$/);
    expect(enterableFolder(join(folder, 'closed', 'open'), STRANGER, '/shared')).toBe(found);
    expect(enterableFolder(join(folder, 'closed', 'other'), STRANGER, '/shared')).not.toBe(found);
    const owner = { name: 'owner', uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    expect(enterableFolder(join(folder, 'closed', 'open'), owner)).toBe(join(folder, 'closed', 'open'));
  });
});
