import { isProgramTool, jsonToolOf, mayNameTool } from './action-value.js';
import { type LabelKind, type LineLabel, lineLabelAt, MAX_LABEL } from './line-labels.js';
import { TextTail } from './text-tail.js';

/** The longest text that is held back until a label shows that it belongs to a trace, UTF-16 units. */
const MAX_HELD = 1_000;

/** The labels that matter at the start of an answer, in its text, and in the text behind a trace. */
const AT_START: ReadonlySet<LabelKind> = new Set<LabelKind>(['thought', 'action', 'input', 'fence', 'assistant']);
const IN_TEXT: ReadonlySet<LabelKind> = new Set<LabelKind>(['thought', 'action', 'input', 'fence', 'user']);
const BEHIND_TRACE: ReadonlySet<LabelKind> = new Set<LabelKind>([...IN_TEXT, 'observation', 'question']);
const IN_TRACE: ReadonlySet<LabelKind> = new Set<LabelKind>([
  ...['thought', 'action', 'input', 'observation', 'final', 'answer'],
] as const);
/** The end of a code fence. */
const FENCE = '```';
/** The tool by which LangChain's agents answer. */
const ANSWER_TOOL = 'Final Answer';

/** A part of the answer that may be the start of a trace. */
interface HeldPart {
  text: string;
  hasThought: boolean;
  /** The text behind the last label "Action:"; undefined when there is none. */
  action: string | undefined;
  /** The number of line breaks in the white space at the end of the text. */
  breaks: number;
}

const nothingHeld = (): HeldPart => ({ text: '', hasThought: false, action: undefined, breaks: 0 });

/**
 * Removes the notes from an answer that labels at the starts of lines mark, while the answer arrives.
 *
 * A ReAct trace is a line "Thought:" or "Action:" with a later line "Action Input:", "Observation:" or "Final Answer:";
 * behind a thought, "Answer:" counts, too. Only the text behind the label of the final answer is shown; the next thought,
 * observation or question ends the answer. A single label makes no trace, so "Action: press the red button." is text:
 *
 * - Behind "Thought:" the text is held back up to the next such label, to a paragraph without a label, or to `MAX_HELD`.
 * - Behind "Action:" it is held back only while it may name a tool: up to four words without a full stop and the start of
 *   the next line. "Observation:" may follow it in a report, so it counts there only if the tool has a program's name.
 *
 * Gemma's calls and their results, in code fences named `tool_code` and `tool_outputs`, are removed, too.
 *
 * A line `### Human:`, `### User:` or `### Instruction:`, which is a template of prompts, ends an answer that has text
 * but no heading before it, and no colon that announces it. Lines such as "User:" are text, because a dialogue that the
 * user has asked for has them, too. Labels within code, in backticks, are text. The work is linear.
 */
export class LabelFilter {
  readonly #tail = new TextTail();
  #state: 'text' | 'held' | 'trace' | 'fence' | 'over' = 'text';
  readonly #held = nothingHeld();
  /** The start of a line that may be a label. */
  #carry = '';
  #isLineStart = true;
  #lastLabel: LabelKind | undefined;
  #hadTrace = false;
  #hasHeading = false;
  #shown = '';

  /** Tells whether the answer has ended, even if the model goes on. */
  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** Reads more of the answer. @returns the text to show */
  read(piece: string): string {
    const isPlain = this.#state === 'text' && this.#carry === '' && !this.#isLineStart && !piece.includes('\n');
    if (isPlain) return this.#tail.append(piece);
    this.#readAll(this.#carry + piece, false);
    return this.#takeShown();
  }

  /** Ends the answer. @returns the rest of the text to show */
  end(): string {
    this.#readAll(this.#carry, true);
    const { hasThought, action } = this.#held;
    const isTrace = hasThought && action !== undefined && isProgramTool(action);
    if (this.#state === 'held' && !isTrace) this.#release();
    return this.#takeShown();
  }

  #takeShown(): string {
    const shown = this.#shown;
    this.#shown = '';
    return shown;
  }

  #readAll(text: string, isLast: boolean): void {
    this.#carry = '';
    for (let at = 0; at < text.length && !this.isOver; ) {
      const start = this.#isLineStart ? this.#readLineStart(text.slice(at, at + MAX_LABEL), isLast) : 0;
      if (start === 'wait') {
        this.#carry = text.slice(at);
        return;
      }
      at += start;
      // A label may end with its line.
      if (start > 0) continue;
      const end = text.indexOf('\n', at) + 1 || text.length;
      this.#isLineStart = text[end - 1] === '\n';
      this.#readContent(text.slice(at, end));
      at = end;
    }
  }

  /** Reads the label at the start of a line. @returns its length: 0 when there is none */
  #readLineStart(line: string, isLast: boolean): number | 'wait' {
    const label = this.#state === 'fence' ? fenceEndAt(line, isLast) : this.#labelAt(line, isLast);
    if (label === 'wait') return 'wait';
    this.#hasHeading ||= line[0] === '#' && label?.kind !== 'assistant' && this.#state === 'text';
    if (!label) return 0;
    this.#isLineStart = false;
    this.#readLabel(label.kind, line.slice(0, label.length));
    return label.length;
  }

  #labelAt(line: string, isLast: boolean): LineLabel | 'wait' | undefined {
    const label = lineLabelAt(line, this.#kinds, isLast);
    if (this.#state !== 'text' || label === undefined) return label;
    if (this.#tail.isCode) return undefined;
    const isHeading = label !== 'wait' && label.kind === 'user';
    return isHeading && (this.#hasHeading || this.#tail.isAfterColon) ? undefined : label;
  }

  get #kinds(): ReadonlySet<LabelKind> {
    if (this.#state !== 'text') return IN_TRACE;
    if (this.#hadTrace) return BEHIND_TRACE;
    return this.#tail.hasText ? IN_TEXT : AT_START;
  }

  #readLabel(kind: LabelKind, text: string): void {
    const last = this.#lastLabel;
    this.#lastLabel = kind;
    if (this.#state === 'fence') {
      this.#state = 'text';
    } else if (this.#state === 'trace') {
      if (kind === 'final' || (kind === 'answer' && last === 'thought')) this.#state = 'text';
    } else if (this.#state === 'text') {
      this.#readLabelInText(kind, text);
    } else if (this.#makesTrace(kind)) {
      this.#remove(kind === 'final' || kind === 'answer' ? 'text' : 'trace');
    } else {
      this.#hold(kind, text);
    }
  }

  #readLabelInText(kind: LabelKind, text: string): void {
    if (kind === 'assistant') this.#tail.markRemoved();
    else if (kind === 'fence') this.#removeFence();
    else if (kind === 'input') this.#remove('trace');
    else if (kind === 'user' || (this.#hadTrace && kind !== 'action')) this.#state = 'over';
    else this.#hold(kind, text);
  }

  #removeFence(): void {
    this.#tail.markRemoved();
    this.#state = 'fence';
    this.#isLineStart = true;
  }

  /** Tells whether a label shows that the held text belongs to a trace. */
  #makesTrace(kind: LabelKind): boolean {
    const { hasThought, action = '' } = this.#held;
    if (kind === 'input' || kind === 'final') return true;
    if (kind === 'observation') return hasThought || isProgramTool(action);
    return kind === 'answer' && hasThought;
  }

  /** Removes the held text, and goes on with the trace or with its final answer. */
  #remove(next: 'text' | 'trace'): void {
    this.#clearHeld();
    this.#tail.markRemoved();
    this.#hadTrace = true;
    this.#state = next;
  }

  #hold(kind: LabelKind, text: string): void {
    const held = this.#held;
    if (kind !== 'thought' && kind !== 'action') {
      this.#readHeld(text);
      return;
    }
    // Steps of a list: "Action: wait." behind "Action: stop."
    if (kind === 'action' && this.#state === 'held' && !held.hasThought) this.#release();
    this.#state = 'held';
    held.text += text;
    held.breaks = 0;
    held.hasThought ||= kind === 'thought';
    held.action = kind === 'action' ? '' : undefined;
  }

  #readContent(text: string): void {
    if (this.#state === 'text') this.#shown += this.#tail.append(text);
    else if (this.#state === 'held') this.#readHeld(text);
  }

  #readHeld(text: string): void {
    for (let at = 0; at < text.length; at++) {
      this.#readHeldUnit(text[at]!);
      if (this.#state === 'held') continue;
      this.#readContent(text.slice(at + 1));
      return;
    }
  }

  #readHeldUnit(unit: string): void {
    const held = this.#held;
    const isBlank = unit.trim() === '';
    const startsParagraph = held.breaks > 1 && !isBlank;
    if (unit === '\n') held.breaks++;
    else if (!isBlank) held.breaks = 0;
    held.text += unit;
    if (held.action !== undefined) held.action += unit;
    const { action, text } = held;
    const jsonTool = action === undefined ? undefined : jsonToolOf(action);
    if (jsonTool === ANSWER_TOOL) this.#answerInJson(action!);
    else if (jsonTool !== undefined) this.#remove('trace');
    else if (startsParagraph || text.length > MAX_HELD) this.#release();
    else if (!held.hasThought && !mayNameTool(action ?? '')) this.#release();
  }

  /** Shows the object that holds the final answer. `AnswerParser` finds the answer in it. */
  #answerInJson(json: string): void {
    this.#remove('text');
    this.#shown += this.#tail.append(json);
  }

  #release(): void {
    const { text } = this.#held;
    this.#clearHeld();
    this.#state = 'text';
    this.#shown += this.#tail.append(text);
  }

  #clearHeld(): void {
    Object.assign(this.#held, nothingHeld());
  }
}

/** Returns the end of a code fence at the start of a line. */
function fenceEndAt(line: string, isLast: boolean): LineLabel | 'wait' | undefined {
  if (line.startsWith(FENCE)) return { kind: 'fence', length: FENCE.length };
  return FENCE.startsWith(line) && !isLast ? 'wait' : undefined;
}
