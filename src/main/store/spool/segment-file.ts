import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that records are appended to. It never holds a part of a block whose `append` has failed, as far as the disk allows. */
export class SegmentFile {
  readonly path: string;
  readonly #file: FileHandle;
  #byteLength = 0;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** Creates the file. @throws Error when it exists already, or cannot be created */
  static async create(path: string): Promise<SegmentFile> {
    const file = await open(path, 'wx', 0o600);
    // Without it the name of the file may be lost when the machine fails. Windows cannot open a folder.
    const folder = await open(dirname(path)).catch(() => undefined);
    await folder?.sync().catch(() => {});
    await folder?.close();
    return new SegmentFile(path, file);
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** Appends a block and waits until it is on the disk. @throws Error of the file system; the block is taken back then */
  async append(block: Uint8Array): Promise<void> {
    try {
      await this.#file.write(block, 0, block.byteLength, this.#byteLength);
      await this.#file.datasync();
      this.#byteLength += block.byteLength;
    } catch (cause) {
      // The rows of the block are not acknowledged. If this fails as well, they may be stored although their clients
      // send them again, under other ids.
      await this.#file.truncate(this.#byteLength).catch(() => {});
      throw cause;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
