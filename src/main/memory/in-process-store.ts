import { LRUCache } from 'lru-cache';
import { bytesOf } from '../../shared/text-bytes.js';
import type { DeviceMemory, MemoryStore } from './memory-store.js';

export interface StoreLimits {
  readonly maxDevices: number;
  /** The most bytes of all devices together. */
  readonly maxBytes: number;
}

const EMPTY_MEMORY: DeviceMemory = { shortTerm: '', longTerm: '' };

/**
 * Keeps memory for as long as the process runs, with a limit on devices and bytes: the device unused the longest is
 * evicted first.
 */
export class InProcessStore implements MemoryStore {
  readonly #devices: LRUCache<string, DeviceMemory>;

  constructor({ maxDevices, maxBytes }: StoreLimits) {
    this.#devices = new LRUCache({
      max: maxDevices,
      maxSize: maxBytes,
      sizeCalculation: ({ shortTerm, longTerm }, hardwareId) => bytesOf(hardwareId + shortTerm + longTerm),
    });
  }

  get devices(): number {
    return this.#devices.size;
  }

  get byteLength(): number {
    return this.#devices.calculatedSize;
  }

  async load(hardwareId: string): Promise<DeviceMemory> {
    return this.#devices.get(hardwareId) ?? EMPTY_MEMORY;
  }

  async save(hardwareId: string, { shortTerm, longTerm }: DeviceMemory): Promise<void> {
    this.#devices.set(hardwareId, { shortTerm, longTerm });
  }
}
