/** Tests the import rules of docs/architecture.md against the imports in the source itself. */
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
  /** The path from src on, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The files of the repository that this file imports, type imports included. */
  readonly imports: readonly string[];
  /** The imports that remain after types are removed. */
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

/** Returns the files of the repository that `path` imports, as paths from src on. */
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

/** Returns every import of a file below `from` that `isAllowed` rejects. */
function forbiddenImports(from: string, isAllowed: (path: string, importer: string) => boolean): string[] {
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

/** Returns the files with a text that matches `pattern`. */
const filesWith = (pattern: RegExp): string[] =>
  [...files.values()].filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('the import rules', () => {
  it('let shared import only shared', () => {
    expect(forbiddenImports('shared/', within('shared/'))).toEqual([]);
  });

  it('let workers import only shared and workers', () => {
    expect(forbiddenImports('workers/', within('shared/', 'workers/'))).toEqual([]);
  });

  it('let the turn import only shared and its own interfaces: no provider, no pool, no session, no gRPC', () => {
    expect(forbiddenImports('main/turn/', within('shared/', 'main/turn/'))).toEqual([]);
  });

  it('let sessions import only shared and sessions', () => {
    expect(forbiddenImports('main/sessions/', within('shared/', 'main/sessions/'))).toEqual([]);
  });

  it('let gRPC import no provider and no pool', () => {
    expect(
      forbiddenImports(
        'main/grpc/',
        outside('main/llm/', 'main/memory/', 'main/tts/', 'main/pictures/', 'main/pool/', 'workers/', 'main/server.ts'),
      ),
    ).toEqual([]);
  });

  it('let providers import neither gRPC nor sessions, nor the server or the command line', () => {
    for (const provider of ['main/llm/', 'main/memory/', 'main/tts/', 'main/pictures/', 'main/pool/']) {
      expect(
        forbiddenImports(provider, outside('main/grpc/', 'main/sessions/', 'main/server.ts', 'main/cli/')),
      ).toEqual([]);
    }
  });

  it('let only the server import models, speech, pictures and the pool together', () => {
    const parts = ['main/assistant.ts', 'main/tts/', 'main/pictures/', 'main/pool/'];
    const knowsAll = [...files.values()].filter(({ imports }) => parts.every((folder) => imports.some(within(folder))));
    expect(knowsAll.map(({ path }) => path)).toEqual(['main/server.ts']);
  });

  it('let the command line import no model, memory, speech, picture, pool, session, turn or worker code', () => {
    const parts = ['llm', 'memory', 'tts', 'pictures', 'pool', 'sessions', 'turn'].map((folder) => `main/${folder}/`);
    expect(forbiddenImports('main/cli/', outside(...parts, 'workers/'))).toEqual([]);
  });

  it('let no other folder import the command line', () => {
    expect(
      forbiddenImports('', (imported, importer) => !within('main/cli/')(imported) || within('main/cli/')(importer)),
    ).toEqual([]);
  });
});

describe('the imports of all files', () => {
  it('name files that exist', () => {
    expect(forbiddenImports('', (imported) => files.has(imported))).toEqual([]);
  });

  it('form no cycle after types are removed', () => {
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

  it('reach every file from an entry point', () => {
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
  it('has at most 300 lines', () => {
    const long = [...files.values()].filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('has named exports only', () => {
    expect(filesWith(/^\s*export default|^export \{[^}]*\bas default\b/m)).toEqual([]);
  });

  it('has a path in kebab-case', () => {
    const parts = [...files.keys()].flatMap((path) => path.replace(/\.ts$/, '').split('/'));
    expect(parts.filter((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part))).toEqual([]);
  });
});

describe('the only module', () => {
  it('that reads the environment is the config', () => {
    expect(
      filesWith(/process\.env\b|process\[.env.\]|\{\s*env\b[^}]*\}\s*=\s*process/).filter(outside('main/config/')),
    ).toEqual([]);
  });

  it('that imports the picture decoder is the resizer, which is loaded on demand', () => {
    expect(filesWith(/from 'sharp'|import\('sharp'\)/)).toEqual(['workers/screenshot/resizer.ts']);
    expect(filesWith(/^import (?!type)[^;]*\/(resizer|preparer)\.js'/m)).toEqual(['workers/screenshot/preparer.ts']);
  });

  it('that writes to a call is the writer', () => {
    expect(filesWith(/\b(call|stream)\.write\(/i).filter(outside('main/cli/'))).toEqual(['main/grpc/writer.ts']);
  });
});
