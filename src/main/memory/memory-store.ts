/** What is kept of a device. Empty texts = nothing yet. */
export interface DeviceMemory {
  /** What its user is busy with. */
  readonly shortTerm: string;
  /** What lasts: who its user is. */
  readonly longTerm: string;
}

/** Where memory is kept. Both may fail, and may take their time: whoever asks bounds it. */
export interface MemoryStore {
  /** What was saved last; empty texts for a device that is not known. */
  load(hardwareId: string): Promise<DeviceMemory>;
  /** Replaces what is kept. */
  save(hardwareId: string, memory: DeviceMemory): Promise<void>;
}
