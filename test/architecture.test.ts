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
  'main/cli/load/processes/client-process.ts',
  'main/cli/load/processes/server-process.ts',
  'workers/index.ts',
  'workers/engines/native/process.ts',
];
const MAX_LINES = 300;

interface SourceFile {
  /** The path from src on, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The files of the repository that this file imports, type imports included. */
  readonly imports: readonly string[];
}

const files: ReadonlyMap<string, SourceFile> = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.includes('/generated/'))
    .map((path) => [path, read(path)]),
);

function read(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8');
  return { path, text, imports: ownImports(path, text) };
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

/** Returns the imports of the repository's own code by a name of its package, which the import rules do not see. */
const importsByPackageName = (): string[] =>
  [...files.values()].flatMap(({ path, text }) =>
    ts
      .preProcessFile(text, true, true)
      .importedFiles.map(({ fileName }) => fileName)
      .filter((name) => name.startsWith('#') || /^nexy-server(?:\/|$)/.test(name))
      .map((name) => `${path} imports ${name}`),
  );

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

/** Returns the places of the generators of a file that are declared inside a function. */
function innerGeneratorsOf({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    const isFunction = ts.isFunctionLike(node);
    const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined && isFunction;
    if (isGenerator && isInFunction) found.push(`${path}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}`);
    ts.forEachChild(node, (child) => visit(child, isInFunction || isFunction));
  };
  visit(source, false);
  return found;
}

/** Returns the files with a text that matches `pattern`. */
const filesWith = (pattern: RegExp): string[] =>
  [...files.values()].filter(({ text }) => pattern.test(text)).map(({ path }) => path);

const PROVIDERS = ['main/llm/', 'main/memory/', 'main/tts/', 'main/pictures/', 'main/pool/', 'main/store/'];

describe('the import rules', () => {
  it('see every import of our own code, because each is relative', () => {
    expect(importsByPackageName()).toEqual([]);
  });

  it('let shared import only shared', () => {
    expect(forbiddenImports('shared/', within('shared/'))).toEqual([]);
  });

  it('let text import only text: it runs in any thread', () => {
    expect(forbiddenImports('text/', within('text/'))).toEqual([]);
  });

  it('let workers import only shared, text and workers', () => {
    expect(forbiddenImports('workers/', within('shared/', 'text/', 'workers/'))).toEqual([]);
  });

  it('let the turn import only shared, text and its own interfaces: no provider, no pool, no session, no gRPC', () => {
    expect(forbiddenImports('main/turn/', within('shared/', 'text/', 'main/turn/'))).toEqual([]);
  });

  it('let sessions import only shared and sessions', () => {
    expect(forbiddenImports('main/sessions/', within('shared/', 'main/sessions/'))).toEqual([]);
  });

  it('let collected prompts import only shared, the interfaces of the turn, and collected prompts', () => {
    expect(forbiddenImports('main/prompts/', within('shared/', 'main/turn/services.ts', 'main/prompts/'))).toEqual([]);
  });

  it('let gRPC import no provider, no pool and not the server', () => {
    expect(forbiddenImports('main/grpc/', outside(...PROVIDERS, 'main/server/', 'main/cli/', 'workers/'))).toEqual([]);
  });

  it('let providers import neither gRPC nor sessions, nor the server or the command line', () => {
    const above = outside('main/grpc/', 'main/sessions/', 'main/server/', 'main/cli/');
    for (const provider of PROVIDERS) expect(forbiddenImports(provider, above)).toEqual([]);
  });

  it('let the store import only shared, the interfaces of usage, and the store', () => {
    expect(forbiddenImports('main/store/', within('shared/', 'main/usage/', 'main/store/'))).toEqual([]);
  });

  it('let only the server import models, memory, speech, pictures and the pool together', () => {
    const importsOf = (folder: string): string[] =>
      [...files.values()].filter(({ path }) => path.startsWith(folder)).flatMap(({ imports }) => [...imports]);
    const folders = new Set([...files.keys()].map((path) => `${path.split('/').slice(0, 2).join('/')}/`));
    const knowsAll = [...folders].filter((folder) => PROVIDERS.every((part) => importsOf(folder).some(within(part))));
    expect(knowsAll).toEqual(['main/server/']);
  });

  it('let only the command line import the server', () => {
    const isAllowed = (imported: string, importer: string): boolean =>
      !within('main/server/')(imported) || within('main/server/', 'main/cli/')(importer);
    expect(forbiddenImports('', isAllowed)).toEqual([]);
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
    const exists = (imported: string): boolean => files.has(imported) || imported.includes('/generated/');
    expect(forbiddenImports('', exists)).toEqual([]);
  });

  it('form no cycle, not even of types', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (trail.includes(path) || done.has(path)) return;
      for (const imported of files.get(path)?.imports ?? []) visit(imported, [...trail, path]);
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

  it('declares generators outside functions: the map of an inner one keeps all that it refers to until a full collection', () => {
    expect([...files.values()].flatMap(innerGeneratorsOf)).toEqual([]);
    const inner = (text: string): string[] => innerGeneratorsOf({ path: 'a.ts', text, imports: [] });
    expect(inner('function f() { return async function* () {}; }')).toHaveLength(1);
    expect(inner('const f = () => ({ *[Symbol.iterator]() {} });')).toHaveLength(1);
    expect(inner('class A { async *f() {} } const g = function* () {};')).toEqual([]);
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
