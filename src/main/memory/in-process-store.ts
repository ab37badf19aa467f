import { BoundedMap, bytesOf, type MapBounds } from './bounded-map.js';
import type { DeviceMemory, MemoryStore } from './memory-store.js';

const EMPTY_MEMORY: DeviceMemory = { shortTerm: '', longTerm: '' };

/**
 * Keeps memory for as long as the process runs, with a limit on devices and bytes: the device unused the longest is
 * evicted first.
 */
export class InProcessStore implements MemoryStore {
  readonly #devices: BoundedMap<DeviceMemory>;

  constructor(bounds: MapBounds) {
    this.#devices = new BoundedMap(bounds);
  }

  get devices(): number {
    return this.#devices.size;
  }

  get byteLength(): number {
    return this.#devices.byteLength;
  }

  async load(hardwareId: string): Promise<DeviceMemory> {
    return this.#devices.get(hardwareId) ?? EMPTY_MEMORY;
  }

  async save(hardwareId: string, { shortTerm, longTerm }: DeviceMemory): Promise<void> {
    this.#devices.set(hardwareId, { shortTerm, longTerm }, bytesOf(shortTerm) + bytesOf(longTerm));
  }
}
