import type { Finding } from './finding.js';

const RECOMMENDED = { major: 22, minor: 16 };

/**
 * Reports the version of Node. Versions older than the recommended one work, but may keep connections that broke
 * HTTP/2.
 */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const finding = { subject: 'Node', isGood: true, detail: version };
  if (major > RECOMMENDED.major || (major === RECOMMENDED.major && minor >= RECOMMENDED.minor)) return finding;
  const reason =
    major < RECOMMENDED.major
      ? `Node ${major} is past its end of life`
      : 'earlier versions do not detect a connection that broke HTTP/2';
  return { ...finding, mend: `run Node ${RECOMMENDED.major}.${RECOMMENDED.minor} or later: ${reason}` };
}
