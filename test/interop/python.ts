/** Runs Python clients with stubs that protoc makes: gRPC libraries that share no code with the server. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The Python of Debian: another Python that comes first in the path does not find Debian's packages. */
const PYTHON = '/usr/bin/python3';
const run = promisify(execFile);

/** Returns the reason why no Python client can run here; undefined when it can. */
export function missingTools(): string | undefined {
  try {
    execFileSync(PYTHON, ['-c', 'import grpc, numpy, google.protobuf'], { stdio: 'ignore' });
  } catch {
    return 'needs python3-grpcio and python3-numpy (Debian)';
  }
  try {
    execFileSync('sh', ['-c', 'command -v protoc && command -v grpc_python_plugin'], { stdio: 'ignore' });
  } catch {
    return 'needs protobuf-compiler and protobuf-compiler-grpc (Debian)';
  }
  return undefined;
}

/**
 * Runs a Python client with the stubs of a proto file. Both files are named from this folder. The client gets the
 * folder of its stubs and the port as its arguments, and `input` as JSON on its standard input.
 * @returns what the client printed, as JSON
 */
export async function runPythonClient(
  client: string,
  protoFile: string,
  port: number,
  timeoutMs: number,
  input: unknown = {},
): Promise<unknown> {
  const stubs = mkdtempSync(join(tmpdir(), 'nexy-python-'));
  const fromHere = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
  try {
    const plugin = execFileSync('sh', ['-c', 'command -v grpc_python_plugin'], { encoding: 'utf8' }).trim();
    await run('protoc', [
      `--proto_path=${dirname(fromHere(protoFile))}`,
      `--python_out=${stubs}`,
      `--grpc_python_out=${stubs}`,
      `--plugin=protoc-gen-grpc_python=${plugin}`,
      basename(protoFile),
    ]);
    const running = run(PYTHON, [fromHere(client), stubs, String(port)], { timeout: timeoutMs });
    running.child.stdin?.end(JSON.stringify(input));
    return JSON.parse((await running).stdout);
  } finally {
    rmSync(stubs, { recursive: true });
  }
}
