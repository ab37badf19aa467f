import type { Config } from '../../shared/config/schema.js';
import { arenaLimit } from '../config/allocator.js';
import { readPromptSections } from '../config/prompt-sections.js';
import { checkAllocator, glibcVersion } from './check-allocator.js';
import { checkModel } from './check-model.js';
import { checkNode } from './check-node.js';
import type { Finding } from './finding.js';

/**
 * Checks Node, the allocator, the system prompt and each model of `llm.chain`, one after the other, so that no check slows down
 * another. The caller checks the speech.
 */
export async function* examine({ llm }: Config): AsyncGenerator<Finding, void, undefined> {
  yield checkNode(process.versions.node);
  const allocator = checkAllocator(arenaLimit(), glibcVersion());
  if (allocator) yield allocator;
  yield checkPrompt(llm.prompts_dir);
  for (const name of llm.chain) yield await checkModel(name, llm);
}

function checkPrompt(folder: string): Finding {
  const subject = 'system prompt';
  try {
    return { subject, isGood: true, detail: `${readPromptSections(folder).length} sections` };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { subject, isGood: false, detail, mend: 'correct the file, or llm.prompts_dir' };
  }
}
