/** The rules of docs/architecture.md about who may know whom, read from the imports of the source itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));
const ENTRY_POINTS = [
  'index.ts',
  'main/cli/index.ts',
  'main/cli/load/client-process.ts',
  'main/cli/load/server-process.ts',
  'workers/index.ts',
];
const MAX_LINES = 300;

interface SourceFile {
  /** From src on, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Our own files it imports, types included. */
  readonly imports: readonly string[];
  /** Those that are left when types are gone. */
  readonly runtimeImports: readonly string[];
}

const files: ReadonlyMap<string, SourceFile> = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => [path, read(path)]),
);

function read(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  return { path, text, imports: ownImports(path, text), runtimeImports: ownImports(path, outputText) };
}

/** What `path` imports of ours, as paths from src on. */
function ownImports(path: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) =>
      relative(SRC, join(SRC, dirname(path), name))
        .replaceAll('\\', '/')
        .replace(/\.js$/, '.ts'),
    );
}

/** Every import of a file in `from` for which `isAllowed` says no. */
function strangers(from: string, isAllowed: (path: string, importer: string) => boolean): string[] {
  return [...files.values()]
    .filter(({ path }) => path.startsWith(from))
    .flatMap(({ path, imports }) =>
      imports.filter((imported) => !isAllowed(imported, path)).map((imported) => `${path} imports ${imported}`),
    );
}

const within =
  (...folders: string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path.startsWith(folder));
const outside =
  (...folders: string[]) =>
  (path: string): boolean =>
    !within(...folders)(path);

/** Files whose text holds `pattern`. */
const filesWith = (pattern: RegExp): string[] =>
  [...files.values()].filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('who may know whom', () => {
  it('shared knows nobody', () => {
    expect(strangers('shared/', within('shared/'))).toEqual([]);
  });

  it('workers know shared and workers', () => {
    expect(strangers('workers/', within('shared/', 'workers/'))).toEqual([]);
  });

  it('the turn knows shared and its own interfaces: no provider, no pool, no session, no gRPC', () => {
    expect(strangers('main/turn/', within('shared/', 'main/turn/'))).toEqual([]);
  });

  it('sessions know shared and themselves', () => {
    expect(strangers('main/sessions/', within('shared/', 'main/sessions/'))).toEqual([]);
  });

  it('gRPC knows no provider and no pool', () => {
    expect(
      strangers(
        'main/grpc/',
        outside('main/llm/', 'main/memory/', 'main/tts/', 'main/pictures/', 'main/pool/', 'workers/', 'main/server.ts'),
      ),
    ).toEqual([]);
  });

  it('providers know interfaces, and neither gRPC nor sessions', () => {
    for (const provider of ['main/llm/', 'main/memory/', 'main/tts/', 'main/pictures/', 'main/pool/']) {
      expect(strangers(provider, outside('main/grpc/', 'main/sessions/', 'main/server.ts', 'main/cli/'))).toEqual([]);
    }
  });

  it('only the server wires: nobody else knows models, speech, pictures and pool together', () => {
    const parts = ['main/assistant.ts', 'main/tts/', 'main/pictures/', 'main/pool/'];
    const knowsAll = [...files.values()].filter(({ imports }) => parts.every((folder) => imports.some(within(folder))));
    expect(knowsAll.map(({ path }) => path)).toEqual(['main/server.ts']);
  });

  it('the command line knows the server, its config, its log and the protocol, and none of the parts', () => {
    const parts = ['llm', 'memory', 'tts', 'pictures', 'pool', 'sessions', 'turn'].map((folder) => `main/${folder}/`);
    expect(strangers('main/cli/', outside(...parts, 'workers/'))).toEqual([]);
  });

  it('nobody knows the command line', () => {
    expect(
      strangers('', (imported, importer) => !within('main/cli/')(imported) || within('main/cli/')(importer)),
    ).toEqual([]);
  });
});

describe('every import', () => {
  it('names a file that is there', () => {
    expect(strangers('', (imported) => files.has(imported))).toEqual([]);
  });

  it('is in no circle when types are gone', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (trail.includes(path) || done.has(path)) return;
      for (const imported of files.get(path)?.runtimeImports ?? []) visit(imported, [...trail, path]);
      done.add(path);
    };
    for (const path of files.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('leads from an entry point to every file', () => {
    const reached = new Set<string>();
    // Threads and processes are started by the name of their file.
    const visit = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      files.get(path)?.imports.forEach(visit);
    };
    ENTRY_POINTS.forEach(visit);
    expect([...files.keys()].filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('every file', () => {
  it('fits its reader: 300 lines at most', () => {
    const long = [...files.values()].filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('exports by name', () => {
    expect(filesWith(/^\s*export default|^export \{[^}]*\bas default\b/m)).toEqual([]);
  });

  it('is called in kebab-case', () => {
    const parts = [...files.keys()].flatMap((path) => path.replace(/\.ts$/, '').split('/'));
    expect(parts.filter((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part))).toEqual([]);
  });
});

describe('one place only', () => {
  it('reads the environment: the config', () => {
    expect(
      filesWith(/process\.env\b|process\[.env.\]|\{\s*env\b[^}]*\}\s*=\s*process/).filter(outside('main/config/')),
    ).toEqual([]);
  });

  it('knows the picture decoder, and it is loaded only where it is asked for', () => {
    expect(filesWith(/from 'sharp'|import\('sharp'\)/)).toEqual(['workers/screenshot/resizer.ts']);
    expect(filesWith(/^import (?!type)[^;]*\/(resizer|preparer)\.js'/m)).toEqual(['workers/screenshot/preparer.ts']);
  });

  it('writes to a call: the writer', () => {
    expect(filesWith(/\b(call|stream)\.write\(/i).filter(outside('main/cli/'))).toEqual(['main/grpc/writer.ts']);
  });
});
