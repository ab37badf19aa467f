import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeRecords, encodeRecords } from './records.js';
import { SegmentFile } from './segment-file.js';
import { fileNameOf, isBeingWritten, parseSegmentName } from './segment-name.js';

/**
 * The length at which a segment is closed and the next one begun, bytes. A segment is read at once: its checksums take the
 * main thread some milliseconds.
 */
const SEGMENT_BYTES = 1_048_576;

export interface SpoolOptions {
  readonly folder: string;
  /** The most bytes of all records that wait in the spool. */
  readonly maxBytes: number;
  /** Reports bytes of a segment that are no whole records; they are kept in this file. An interrupted write leaves such bytes. */
  readonly onDamaged: (file: string, bytes: number) => void;
}

/** The reason with which `append` fails when the spool holds as many bytes as it may. */
export class SpoolFull extends Error {
  constructor(maxBytes: number) {
    super(`the spool holds its ${maxBytes} bytes`);
  }
}

interface Waiting {
  readonly payload: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Keeps records on disk until they are stored elsewhere. A record is on the disk when `append` resolves, and survives the end
 * of the process at any moment. Records may be drained twice after a crash: whoever stores them needs an id in each.
 *
 * The folder holds segments. One is being written; the others, also those of processes that have ended, are drained.
 */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #own = { pid: process.pid, life: randomBytes(4).toString('hex') };
  /** The segments that nobody writes any more, with their lengths in bytes, oldest first. */
  readonly #closed = new Map<string, number>();
  #nextIndex = 1;
  #current: SegmentFile | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** Opens the folder, and creates it when it is missing. @throws Error of the file system */
  static async open(options: SpoolOptions): Promise<Spool> {
    // Only the spool itself is closed to other users, and not a folder that it shares with others.
    await mkdir(dirname(options.folder), { recursive: true });
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    const spool = new Spool(options);
    const names = (await readdir(options.folder)).sort();
    for (const fileName of names) {
      const name = parseSegmentName(fileName);
      if (!name || isBeingWritten(name, spool.#own)) continue;
      const path = join(options.folder, fileName);
      spool.#closed.set(path, (await stat(path)).size);
    }
    return spool;
  }

  get byteLength(): number {
    let sum = this.#current?.byteLength ?? 0;
    for (const bytes of this.#closed.values()) sum += bytes;
    return sum;
  }

  /**
   * Appends a record; resolves when it is on the disk. Records that arrive during a write are written together.
   * @throws SpoolFull, or an error of the file system: the record is not stored then
   */
  append(payload: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ payload, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /**
   * Passes the records to `store`, a segment at a time, oldest first, and deletes each segment afterwards. Ends when the spool is
   * empty. Only one drain may run at a time.
   * @throws the error of `store` or of the file system; what was not stored stays
   */
  async drain(store: (payloads: readonly Uint8Array[]) => Promise<void>): Promise<void> {
    while (this.byteLength > 0) {
      await this.#closeCurrent();
      for (const path of [...this.#closed.keys()]) await this.#drainSegment(path, store);
    }
  }

  /** Waits for the writes that run, and closes the file. Idempotent. */
  close(): Promise<void> {
    return this.#closeCurrent();
  }

  async #drainSegment(path: string, store: (payloads: readonly Uint8Array[]) => Promise<void>): Promise<void> {
    const file = await readFile(path);
    const { payloads, wholeBytes } = decodeRecords(file);
    if (payloads.length > 0) await store(payloads);
    if (wholeBytes < file.byteLength) {
      const damaged = path.replace(/\.spool$/, '.damaged');
      await writeFile(`${damaged}.new`, file.subarray(wholeBytes), { mode: 0o600 });
      await rename(`${damaged}.new`, damaged);
      this.#options.onDamaged(damaged, file.byteLength - wholeBytes);
    }
    await unlink(path);
    this.#closed.delete(path);
  }

  async #writeAll(): Promise<void> {
    // Records of the same tick are written together.
    await null;
    while (this.#waiting.length > 0) {
      const batch = this.#withinBound(this.#waiting.splice(0));
      if (batch.length === 0) continue;
      try {
        const segment = (this.#current ??= await SegmentFile.create(this.#nextPath()));
        await segment.append(encodeRecords(batch.map(({ payload }) => payload)));
        for (const { resolve } of batch) resolve();
        if (segment.byteLength >= SEGMENT_BYTES) await this.#close(segment);
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    this.#writing = undefined;
  }

  /** Rejects the records that exceed the bound, and returns the others. */
  #withinBound(waiting: readonly Waiting[]): Waiting[] {
    const { maxBytes } = this.#options;
    let byteLength = this.byteLength;
    return waiting.filter(({ payload, reject }) => {
      if (byteLength + payload.byteLength <= maxBytes) {
        byteLength += payload.byteLength;
        return true;
      }
      reject(new SpoolFull(maxBytes));
      return false;
    });
  }

  /** Closes the current segment once no write runs. */
  async #closeCurrent(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#current) await this.#close(this.#current);
  }

  async #close(segment: SegmentFile): Promise<void> {
    this.#current = undefined;
    this.#closed.set(segment.path, segment.byteLength);
    await segment.close();
  }

  #nextPath(): string {
    return join(this.#options.folder, fileNameOf({ ...this.#own, index: this.#nextIndex++ }));
  }
}
