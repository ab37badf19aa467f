import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { explain } from '../../explain.js';
import { readScreenshot } from '../../screenshot.js';

/** Returns a parser of numbers from `min` to `max`; `description` names the number in the error message. */
export function numberBetween(min: number, max: number, description: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const isNumber = /^\d+(\.\d+)?$/.test(text);
    if (isNumber && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`allowed: a number from ${min} to ${max} (${description}).`);
  };
}

export function integerBetween(min: number, max: number, description: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`allowed: a whole number from ${min} to ${max} (${description}).`);
  };
}

/** Parses a share of the turns, from 0 to 1. */
export const parseShare = numberBetween(0, 1, 'share of the turns');

/** Reads a WebP, JPEG or PNG file and returns it as requests carry it: base64. The server, not the client, limits its size. */
export function parseScreenshot(file: string): string {
  try {
    return readScreenshot(file, Number.POSITIVE_INFINITY);
  } catch (cause) {
    throw new InvalidArgumentError(`${explain(cause).message}; allowed: a WebP, JPEG or PNG file.`);
  }
}

/**
 * Checks that an output file can be written. The file is written after the run, and an error is better reported before.
 */
export function parseOutputFile(file: string): string {
  try {
    accessSync(dirname(file), constants.W_OK);
    return file;
  } catch (cause) {
    throw new InvalidArgumentError(
      `the folder of the file is not writable (${(cause as NodeJS.ErrnoException).code}); allowed: a file in a writable folder.`,
    );
  }
}
