/** The memory of a device. A text is empty when nothing is known yet. */
export interface DeviceMemory {
  /** The user's current activities and topics. */
  readonly shortTerm: string;
  /** The lasting facts about the user. */
  readonly longTerm: string;
}

/** A store of device memories. Both methods may fail or be slow, so the caller needs a timeout. */
export interface MemoryStore {
  /** Returns the memory that was saved last; empty texts for an unknown device. */
  load(hardwareId: string): Promise<DeviceMemory>;
  /** Replaces the memory of a device. */
  save(hardwareId: string, memory: DeviceMemory): Promise<void>;
}
