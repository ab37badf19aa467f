import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROMPT_FLAGS, type PromptSection } from '../turn/prompt.js';

/** The folder of the sections that ship with the server. */
const DEFAULT_FOLDER = fileURLToPath(new URL('../../../config/prompts', import.meta.url));

/** Matches the first line of a section that depends on a feature. */
const WHEN = /^<!--\s*when:\s*(\S*?)\s*-->\s*\n/;

/**
 * Reads the sections of the system prompt: the *.md files of a folder, in the order of their names.
 * @param folder path of the folder; empty for the sections that ship with the server
 * @throws Error naming the file and the problem
 */
export function readPromptSections(folder: string): PromptSection[] {
  const place = folder === '' ? DEFAULT_FOLDER : folder;
  let names: string[];
  try {
    names = readdirSync(place).filter((name) => name.endsWith('.md'));
  } catch (cause) {
    throw new Error(`${place} (llm.prompts_dir) cannot be read as a folder of prompt sections`, { cause });
  }
  if (names.length === 0) throw new Error(`${place} (llm.prompts_dir) holds no *.md file`);
  return names.sort().map((name) => readSection(join(place, name), name));
}

function readSection(file: string, name: string): PromptSection {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read`, { cause });
  }
  const [line, word] = WHEN.exec(content) ?? [''];
  const flag = PROMPT_FLAGS.find((known) => known === word);
  if (word !== undefined && !flag) {
    throw new Error(`${file} says "when: ${word}"; allowed: ${PROMPT_FLAGS.join(', ')}`);
  }
  return { name, flag, text: content.slice(line.length) };
}
