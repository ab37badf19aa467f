import type { Finding } from './finding.js';

const RECOMMENDED_MAJOR = 22;

/** Tells which Node runs this. An older one than recommended works. */
export function checkNode(version: string): Finding {
  const major = Number(version.split('.')[0]);
  const finding = { subject: 'Node', isGood: true, detail: version };
  if (major >= RECOMMENDED_MAJOR) return finding;
  return { ...finding, mend: `run Node ${RECOMMENDED_MAJOR} or later: Node ${major} is past its end of life` };
}
