import type { Command } from 'commander';
import { isOneEditAway } from '../../shared/edit-distance.js';

/** A shared beginning of this many letters suggests a command. */
const MIN_SHARED_LETTERS = 3;

/**
 * Returns the error text for an argument that is no command; undefined when the first argument is a command or an option. commander itself
 * would pass it to the default command, as an argument too many.
 */
export function unknownCommand(program: Command, args: readonly string[]): string | undefined {
  // `nexy help <command>` names a command, too.
  const first = args[0] === 'help' ? args[1] : args[0];
  const names = [...program.commands.map((command) => command.name()), 'help'];
  if (first === undefined || first.startsWith('-') || names.includes(first)) return undefined;
  const word = first.toLowerCase();
  const similar = names.filter(
    (name) => isOneEditAway(word, name) || name.slice(0, MIN_SHARED_LETTERS) === word.slice(0, MIN_SHARED_LETTERS),
  );
  const suggestion = similar.length > 0 ? ` (did you mean ${similar.join(' or ')}?)` : '';
  return `unknown command '${first}'${suggestion}; the commands are: ${names.join(', ')}`;
}
