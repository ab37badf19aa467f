/**
 * Rows of cells as aligned lines.
 * @param alignment one letter a column: `l` or `r`
 */
export function alignRows(rows, alignment) {
  const widths = [...alignment].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (alignment[column] === 'r' ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}

/** A number as people read it: four significant digits, all digits before the point, thousands apart. */
export function readable(value) {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value.toLocaleString('en-GB');
  const decimals = Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A share as a percentage with a sign: `+3.2 %`. */
export function signedPercent(share) {
  return `${share < 0 ? '−' : '+'}${(Math.abs(share) * 100).toFixed(1)} %`;
}
