import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { nexy } from './nexy.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Creates a folder of prompt sections, and returns the environment that selects the folder. */
function sectionsIn(files: Readonly<Record<string, string>>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-prompt-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { LLM_PROMPTS_DIR: folder };
}

const EVERYTHING = {
  FORWARD_ASSISTANT_ACTIONS: 'true',
  MESSAGES_ENABLED: 'true',
  SUBSCRIPTION_ENABLED: 'true',
  BROWSER_USE_ENABLED: 'true',
  WHATSAPP_ENABLED: 'true',
};

describe('nexy prompt', () => {
  it('prints the active sections, and names the inactive sections on standard error', async () => {
    const { code, out, err } = await nexy(['prompt']);
    expect(code).toBe(0);
    expect(out).toContain('You are Nexy');
    expect(out).not.toContain('open_app');
    expect(err).toContain('off: 30-actions.md (needs actions), 40-messages.md (needs messages)');
  });

  it('prints every section when every feature is on', async () => {
    const { out, err } = await nexy(['prompt'], EVERYTHING);
    for (const text of ['open_app', 'send_message', 'send_whatsapp_message', 'browser_use', 'buy_subscription'])
      expect(out).toContain(text);
    expect(out).not.toContain('<!--');
    expect(err).not.toContain('off:');
  });

  it.each([
    ['MESSAGES_ENABLED', 'send_message'],
    ['BROWSER_USE_ENABLED', 'close_browser'],
    ['SUBSCRIPTION_ENABLED', 'subscription'],
    ['WHATSAPP_ENABLED', 'whatsapp'],
    ['FORWARD_ASSISTANT_ACTIONS', 'buy_subscription'],
    ['FORWARD_ASSISTANT_ACTIONS', 'open_app'],
  ])('leaves out the section of %s when it is off', async (flag, text) => {
    const { out } = await nexy(['prompt'], { ...EVERYTHING, [flag]: 'false' });
    expect(out).not.toContain(text);
  });

  it('leaves out all actions when their kill switch is set', async () => {
    const { out } = await nexy(['prompt'], { ...EVERYTHING, NEXY_KS_DISABLE_FORWARD_ASSISTANT_ACTIONS: 'true' });
    for (const text of ['open_app', 'send_message', 'browser_use']) expect(out).not.toContain(text);
  });

  it('reads a custom folder in the order of its file names', async () => {
    const env = sectionsIn({
      '2.md': 'Second.',
      '1.md': 'First.',
      '3.md': '<!-- when: actions -->\nThird.',
      'x.txt': 'No.',
    });
    const { out } = await nexy(['prompt', '--json'], env);
    expect(JSON.parse(out)).toMatchObject({
      prompt: 'First.\n\nSecond.',
      sections: [{ on: true }, { on: true }, { on: false }],
    });
  });

  it.each([
    ['an unknown feature', { '1.md': '<!-- when: sundays -->\nText' }, '"when: sundays"; allowed: actions, messages'],
    ['a folder without a section', {}, 'holds no *.md file'],
  ])('explains the problem of %s', async (_situation, files, message) => {
    const { code, err } = await nexy(['prompt'], sectionsIn(files));
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});
