/**
 * SQLSTATE classes that tell of the connection or the server, and not of the statement (PostgreSQL manual, appendix A):
 * 08 = connection, 53 = resources such as a full disk, 57P = the server shuts down or starts, 58 = the system.
 */
const SERVER_CLASSES = /^(?:08|53|57P|58)/;

/** Tells whether a query failed because the database cannot be reached or cannot work; a query that is wrong is no such failure. */
export function isConnectionFailure(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { code } = cause as { code?: unknown };
  // Errors of sockets have codes such as ECONNREFUSED, and the time-outs of pg have none.
  return typeof code !== 'string' || !/^[\dA-Z]{5}$/.test(code) || SERVER_CLASSES.test(code);
}
