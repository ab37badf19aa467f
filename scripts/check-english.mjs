// The rules of plain English that a program can check: no docstring opens with a pronoun, a relative clause or a fragment, and
// words such as "who", "nobody" and "what" are rare. Prints the counts; fails over the limits. With paths, only files below these
// are read and every finding is listed.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const MAX_VAGUE_WORDS_PER_100 = 0.3;

const readList = (name) => JSON.parse(readFileSync(new URL(`english/${name}.json`, import.meta.url), 'utf8'));
const anyOf = (phrases) => `(?:${phrases.map((phrase) => phrase.replaceAll(' ', '\\s+')).join('|')})`;
// A bare value before "=" or "to" is a fragment as well: "0 = not known yet".
const BAD_OPENING = new RegExp(`^(?:${anyOf(Object.values(readList('openings')).flat())}(?![\\w'-])|[\\w.-]+ = )`, 'i');
const VAGUE_WORD = new RegExp(`\\b${anyOf(readList('words'))}\\b`, 'gi');
// A comment opens after a space or at the start of a line: a glob in a string has neither.
const DOCSTRING = /(?<=^|[\s(,{;])\/\*\*\s([\s\S]*?)\*\//gm;
const WORD = /[\p{L}\d][\p{L}\d'’-]*/gu;
const TITLE_CALLS = new Set(['it', 'test', 'describe']);

const paths = process.argv.slice(2);
const folders = paths.length > 0 ? paths : ['src', 'test', 'bench', 'scripts'];
const isSource = (name) => /\.(ts|mts|mjs|js)$/.test(name) && !name.endsWith('.d.ts') && !name.includes('/generated/');
// New files are read before they are committed; a file that was deleted or moved is still listed until then.
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((name) => isSource(name) && existsSync(name));

/** Returns the prose of a docstring or title: no code, no stars, no tags' names. */
function proseOf(text) {
  return text
    .replace(/^\s*\* ?/gm, '')
    .replace(/`[^`]*`/g, 'X')
    .replace(/"[^"]*"/g, 'X')
    .replace(/\$\{[^}]*\}/g, 'X')
    .trim();
}

/** Returns the first cells of the rows of a table of tests: they stand in the titles. */
function rowTitlesOf(call) {
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
  const [table] = call.arguments;
  const rows = ts.isAsExpression(table ?? call) ? table.expression : table;
  if (call.expression.name.text !== 'each' || rows === undefined || !ts.isArrayLiteralExpression(rows)) return [];
  return rows.elements.flatMap((row) =>
    ts.isArrayLiteralExpression(row) && row.elements.length > 1 ? row.elements[0] : [],
  );
}

/** Returns the titles of a test file with their positions. */
function titlesOf(name, text) {
  const titles = [];
  const baseOf = (node) =>
    ts.isIdentifier(node) ? node.text : node.expression === undefined ? undefined : baseOf(node.expression);
  const visit = (node) => {
    if (ts.isCallExpression(node) && TITLE_CALLS.has(baseOf(node.expression))) {
      for (const title of [node.arguments[0], ...rowTitlesOf(node.expression)]) {
        if (title !== undefined && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) {
          titles.push({ at: title.getStart(), text: title.getText().slice(1, -1) });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  return titles;
}

const counts = { docstrings: 0, badOpenings: 0, docWords: 0, docVague: 0, titles: 0, titleWords: 0, titleVague: 0 };
const findings = [];

for (const name of files) {
  const text = readFileSync(name, 'utf8');
  const note = (at, kind, prose) => {
    const line = text.slice(0, at).split('\n').length;
    findings.push(`${name}:${line}: ${kind}: ${prose.replaceAll('\n', ' ').slice(0, 120)}`);
  };
  for (const match of text.matchAll(DOCSTRING)) {
    const prose = proseOf(match[1]);
    if (prose === '' || prose.startsWith('@')) continue;
    counts.docstrings++;
    counts.docWords += prose.match(WORD)?.length ?? 0;
    const vague = prose.match(VAGUE_WORD)?.length ?? 0;
    counts.docVague += vague;
    if (BAD_OPENING.test(prose)) {
      counts.badOpenings++;
      note(match.index, 'opening', prose);
    } else if (vague > 0) note(match.index, 'word', prose);
  }
  if (!name.startsWith('test/')) continue;
  for (const title of titlesOf(name, text)) {
    const prose = proseOf(title.text);
    counts.titles++;
    counts.titleWords += prose.match(WORD)?.length ?? 0;
    const vague = prose.match(VAGUE_WORD)?.length ?? 0;
    counts.titleVague += vague;
    if (vague > 0) note(title.at, 'title', prose);
  }
}

const per100 = (part, whole) => (whole === 0 ? 0 : (100 * part) / whole);
const openings = per100(counts.badOpenings, counts.docstrings);
const inDocs = per100(counts.docVague, counts.docWords);
const inTitles = per100(counts.titleVague, counts.titleWords);
const failed = counts.badOpenings > 0 || inDocs > MAX_VAGUE_WORDS_PER_100 || inTitles > MAX_VAGUE_WORDS_PER_100;

if (paths.length > 0 || failed) for (const finding of findings) process.stdout.write(`${finding}\n`);
process.stdout.write(
  `english: ${openings.toFixed(1)} % of ${counts.docstrings} docstrings open with a pronoun or a fragment (limit 0); ` +
    `vague words per 100: ${inDocs.toFixed(2)} in docstrings, ${inTitles.toFixed(2)} in ${counts.titles} test titles (limit ${MAX_VAGUE_WORDS_PER_100})\n`,
);
process.exitCode = failed ? 1 : 0;
