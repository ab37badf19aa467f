import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeRecords } from '../../src/main/store/spool/records.js';
import { fileNameOf } from '../../src/main/store/spool/segment-name.js';
import { Spool, SpoolFull } from '../../src/main/store/spool/spool.js';

/** A pid that no process has: Linux gives out no larger one than 4,194,304. */
const DEAD_PID = 4_194_305;

describe('Spool', () => {
  let folder: string;
  let damaged: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nexy-spool-'));
    damaged = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (maxBytes = 1_000_000) => Spool.open({ folder, maxBytes, onDamaged: (file) => damaged.push(file) });
  const drained = async (spool: Spool): Promise<string[]> => {
    const rows: string[] = [];
    await spool.drain(async (payloads) => {
      rows.push(...payloads.map(String));
    });
    return rows;
  };
  const segmentOf = (pid: number, index: number) => join(folder, fileNameOf({ pid, life: 'abad1dea', index }));

  it('drains each record once, in order, and leaves no file', async () => {
    const spool = await open();
    await Promise.all(['a', 'b', 'c'].map((row) => spool.append(Buffer.from(row))));
    expect(spool.byteLength).toBeGreaterThan(0);
    expect(await drained(spool)).toEqual(['a', 'b', 'c']);
    expect(await drained(spool)).toEqual([]);
    expect(spool.byteLength).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
    await spool.close();
  });

  it('loses and doubles nothing while records are appended and drained at once', async () => {
    const property = fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (steps) => {
      const spool = await open();
      const rows: string[] = [];
      const appended: Promise<void>[] = [];
      let draining = Promise.resolve();
      for (const [i, drains] of steps.entries()) {
        appended.push(spool.append(Buffer.from(String(i))));
        if (drains) draining = draining.then(async () => void rows.push(...(await drained(spool))));
        if (i % 3 === 0) await null;
      }
      await Promise.all(appended);
      await draining;
      rows.push(...(await drained(spool)));
      expect(rows).toEqual(steps.map((_, i) => String(i)));
      await spool.close();
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('keeps the records of a segment whose drain failed', async () => {
    const spool = await open();
    await spool.append(Buffer.from('row'));
    await expect(spool.drain(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
    expect(await drained(spool)).toEqual(['row']);
    await spool.close();
  });

  it('rejects what exceeds the bound, and takes records again after a drain', async () => {
    const spool = await open(16);
    await spool.append(Buffer.alloc(8));
    await expect(spool.append(Buffer.alloc(8))).rejects.toBeInstanceOf(SpoolFull);
    await drained(spool);
    await spool.append(Buffer.alloc(8));
    await spool.close();
  });

  it('drains the segments of processes that have ended, and a torn end of one', async () => {
    writeFileSync(segmentOf(DEAD_PID, 1), encodeRecords([Buffer.from('one'), Buffer.from('two')]));
    appendFileSync(segmentOf(DEAD_PID, 1), encodeRecords([Buffer.from('torn')]).subarray(0, 9));
    writeFileSync(segmentOf(DEAD_PID, 2), encodeRecords([Buffer.from('three')]));
    const spool = await open();
    expect(await drained(spool)).toEqual(['one', 'two', 'three']);
    expect(damaged).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.endsWith('.spool'))).toEqual([]);
  });

  it('drains the segments of an earlier process with the same pid, as in a container', async () => {
    writeFileSync(segmentOf(process.pid, 1), encodeRecords([Buffer.from('row')]));
    expect(await drained(await open())).toEqual(['row']);
  });

  it('leaves the segments of a running process and other files alone', async () => {
    writeFileSync(segmentOf(process.ppid, 1), encodeRecords([Buffer.from('row')]));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const spool = await open();
    expect(spool.byteLength).toBe(0);
    expect(await drained(spool)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
