import { LRUCache } from 'lru-cache';

/** The number of devices whose language is kept: about 1 MB. */
const MAX_DEVICES = 10_000;

/**
 * Keeps the language in which each device was answered last, in memory, until the server stops. The devices that were not
 * answered for the longest time are forgotten.
 */
export class DeviceLanguages {
  readonly #byDevice = new LRUCache<string, string>({ max: MAX_DEVICES });

  /** Returns the language (BCP 47) of a device's last answer; undefined = it is not known. */
  last(hardwareId: string): string | undefined {
    return this.#byDevice.get(hardwareId);
  }

  remember(hardwareId: string, language: string): void {
    this.#byDevice.set(hardwareId, language);
  }
}
