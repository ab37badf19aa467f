/** One line on a terminal that says what is being done; nothing where nobody watches. */
export function openProgress(name, stream = process.stderr) {
  const show = (text) => stream.isTTY && stream.write(`\r\x1b[2K${text}`);
  return { progress: (what) => show(`${name}: ${what} …`.slice(0, stream.columns - 1)), clear: () => show('') };
}
