/** The shortest interval between two lines about the steps of a suite, when the output is not a terminal, ms. */
const LINE_INTERVAL_MS = 10_000;
const CLEAR_LINE = '\r\x1b[2K';

/**
 * @typedef {object} ProgressOutput the output that the lines are written to
 * @property {boolean} [isTTY]
 * @property {number} [columns]
 * @property {(text: string) => unknown} write
 *
 * @typedef {object} Progress
 * @property {(step: string) => void} progress shows the current step
 * @property {() => void} end
 */

/**
 * Shows the progress of a suite: one line that is rewritten at a terminal, and plain lines elsewhere.
 * @param {string} name the name of the suite
 * @param {ProgressOutput} output
 * @param {() => number} now the clock, ms
 * @returns {Progress}
 */
export function openProgress(name, output = process.stderr, now = () => performance.now()) {
  return output.isTTY ? atTerminal(name, output) : inLines(name, output, now);
}

/**
 * @param {string} name
 * @param {ProgressOutput} output
 * @returns {Progress}
 */
function atTerminal(name, output) {
  /** @param {string} text */
  const show = (text) => output.write(CLEAR_LINE + text);
  const columns = output.columns ?? 80;
  return { progress: (step) => show(`${name}: ${step} …`.slice(0, columns - 1)), end: () => show('') };
}

/**
 * @param {string} name
 * @param {ProgressOutput} output
 * @param {() => number} now
 * @returns {Progress}
 */
function inLines(name, output, now) {
  const startedAt = now();
  let lastLineAt = startedAt;
  output.write(`${name}: started\n`);
  return {
    progress(step) {
      if (now() - lastLineAt < LINE_INTERVAL_MS) return;
      lastLineAt = now();
      output.write(`${name}: ${step}\n`);
    },
    end: () => output.write(`${name}: ended after ${((now() - startedAt) / 1000).toFixed(1)} s\n`),
  };
}
