import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { parse } from 'yaml';

/** The prompts when no file of prompts is named. A server that echoes them answers with 2 to 12 seconds of speech. */
export const BUILT_IN_PROMPTS: readonly string[] = [
  'Hello. How are you today?',
  'What time is it in Lisbon? I have to call somebody there before noon.',
  'Turn off the light in the kitchen, please. The one in the hall may stay on.',
  'It is five past nine, and the sun is shining. Shall we go out? We could be at the lake by ten.',
  'I found three files with that name. Which one do you mean? The newest is from Tuesday, and the largest has two hundred pages.',
  'Your train leaves at half past seven from platform four. You have twelve minutes. Shall I tell them that you are on your way?',
  'No.',
  'First boil the water. Then add a spoon of salt and the pasta. After nine minutes it is done. Keep a cup of the water for the sauce.',
];

const FORMS = 'allowed: a file with one prompt a line, or a list of texts (.json, .yaml)';

/** Reads a file of prompts. @throws InvalidArgumentError naming the file and the allowed formats */
export function readPrompts(file: string): string[] {
  const text = read(file);
  const isList = ['.json', '.yaml', '.yml'].includes(extname(file).toLowerCase());
  const prompts = isList ? parseList(file, text) : text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (prompts.length === 0) throw new InvalidArgumentError(`${file} holds no prompt; ${FORMS}.`);
  return prompts;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new InvalidArgumentError(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code}); ${FORMS}.`);
  }
}

function parseList(file: string, text: string): string[] {
  let list: unknown;
  try {
    list = parse(text);
  } catch {
    throw new InvalidArgumentError(`${file} is neither YAML nor JSON; ${FORMS}.`);
  }
  const isList = Array.isArray(list) && list.every((item) => typeof item === 'string' && item.trim() !== '');
  if (!isList) throw new InvalidArgumentError(`${file} is not a list of texts; ${FORMS}.`);
  return list as string[];
}

/** Returns the prompt with a number in each of its sentences, so that no sentence was ever spoken before. */
export function numbered(prompt: string, number: number): string {
  const marked = prompt.replace(/[.!?。！？]+(?=\s|$)/gu, (end) => ` ${number}${end}`);
  return marked === prompt ? `${prompt} ${number}` : marked;
}
