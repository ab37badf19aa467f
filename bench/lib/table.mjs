/**
 * Formats rows of cells as aligned lines.
 * @param {readonly (readonly string[])[]} rows
 * @param {string} alignment one letter for each column: `l` or `r`
 */
export function alignRows(rows, alignment) {
  const widths = [...alignment].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return alignment[column] === 'r' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Formats a number with four significant digits, all digits before the decimal point, and separators of thousands.
 * @param {number} value
 */
export function readable(value) {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value.toLocaleString('en-GB');
  const decimals = Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/**
 * Formats a share as a percentage with a sign: `+3.2 %`.
 * @param {number} share
 */
export function signedPercent(share) {
  return `${share < 0 ? '−' : '+'}${(Math.abs(share) * 100).toFixed(1)} %`;
}
