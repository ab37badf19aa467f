import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { explain } from '../exit.js';
import { readScreenshot } from '../screenshot.js';

/** A parser of numbers within limits; `what` they are is for the message. */
export function numberBetween(min: number, max: number, what: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const isNumber = /^\d+(\.\d+)?$/.test(text);
    if (isNumber && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`allowed: a number from ${min} to ${max} (${what}).`);
  };
}

export function integerBetween(min: number, max: number, what: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`allowed: a whole number from ${min} to ${max} (${what}).`);
  };
}

/** Of the turns. */
export const parseShare = numberBetween(0, 1, 'share of the turns');

/** A WebP file as requests carry it: base64. How large it may be is for the server to say. */
export function parseScreenshot(file: string): string {
  try {
    return readScreenshot(file, Number.POSITIVE_INFINITY);
  } catch (cause) {
    throw new InvalidArgumentError(`${explain(cause).message}; allowed: a WebP file.`);
  }
}

/** A file that is written when the run is over: better to know before. */
export function parseOutputFile(file: string): string {
  try {
    accessSync(dirname(file), constants.W_OK);
    return file;
  } catch (cause) {
    throw new InvalidArgumentError(
      `its folder cannot be written to (${(cause as NodeJS.ErrnoException).code}); allowed: a file in one that can.`,
    );
  }
}
