import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { runInThisContext } from 'node:vm';
import { transform } from '@swc/core';

/** A fenced block of a page. */
export interface Fence {
  readonly language: string;
  readonly text: string;
  /** Of its first line in the page. */
  readonly line: number;
}

/** What a snippet said, and what the page says that it says. */
export interface Said {
  readonly line: number;
  readonly actual: string;
  readonly shown: Fence | undefined;
}

const FENCE = /^```(\w+)\n([\s\S]*?)^```$/gm;
const BETWEEN = '\u241E';
const run = promisify(execFile);

/** The fenced blocks of a page, in their order. */
export function fencesOf(markdown: string): Fence[] {
  return [...markdown.matchAll(FENCE)].map(({ 1: language = '', 2: text = '', index }) => ({
    language,
    text,
    line: markdown.slice(0, index).split('\n').length,
  }));
}

/** What is shown of a block: the answer right behind it, if there is one. */
function shownAfter(fences: readonly Fence[], block: Fence): Fence | undefined {
  const next = fences[fences.indexOf(block) + 1];
  return next?.language === 'json' || next?.language === 'text' ? next : undefined;
}

/** Runs the shell blocks of a page as one script, as somebody does who pastes one after another. */
export async function runShell(
  fences: readonly Fence[],
  { prelude, folder }: { readonly prelude: string; readonly folder: string },
): Promise<Said[]> {
  const blocks = fences.filter(({ language }) => language === 'sh');
  const script = [prelude, ...blocks.map(({ text }) => text)].join(`\nprintf '${BETWEEN}'\n`);
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });
  const said = stdout.split(BETWEEN).slice(1);
  return blocks.map((block, at) => ({
    line: block.line,
    actual: said[at] ?? '',
    shown: shownAfter(fences, block),
  }));
}

/** Runs one TypeScript block, which imports what `modules` hold or Node has; gives what it logged. */
export async function runTypeScript(
  fences: readonly Fence[],
  block: Fence,
  { modules, env }: { modules: Readonly<Record<string, unknown>>; env: Record<string, string> },
): Promise<Said> {
  const { code } = await transform(block.text, {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  });
  const lines: string[] = [];
  const log = (...values: unknown[]): void => {
    lines.push(values.map((v) => (typeof v === 'string' ? v : JSON.stringify(v))).join(' '));
  };
  const ofNode = createRequire(import.meta.url);
  const load = (name: string): unknown => modules[name] ?? ofNode(name);
  const body = `(async (require, exports, console, process) => {${code}\n})`;
  const started = runInThisContext(body) as (...given: unknown[]) => Promise<void>;
  await started(load, {}, { log }, { env });
  return { line: block.line, actual: lines.join('\n'), shown: shownAfter(fences, block) };
}

/**
 * Where what was said is not what is shown; empty if it fits. In what is shown, `…` at the end of a text stands for any rest, and a name
 * `…` in an object for further names.
 */
export function mismatches({ actual, shown }: Said): string[] {
  if (shown === undefined) return [];
  if (shown.language === 'json') {
    return differing(JSON.parse(shown.text), JSON.parse(actual), 'answer');
  }
  const wanted = shown.text.trim().split('\n');
  const lines = actual.trim().split('\n');
  if (wanted.length !== lines.length) return [`${lines.length} lines: ${actual}`];
  return wanted.flatMap((line, at) =>
    fits(line, lines[at] ?? '') ? [] : [`“${lines[at]}” is not “${line}”`],
  );
}

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

function differing(shown: unknown, actual: unknown, at: string): string[] {
  if (shown === '…') return actual === undefined ? [`${at} is missing`] : [];
  if (typeof shown === 'string' && typeof actual === 'string') {
    return fits(shown, actual) ? [] : [`${at} is “${actual}”, not “${shown}”`];
  }
  if (typeof shown !== 'object' || shown === null || typeof actual !== 'object' || !actual) {
    return shown === actual ? [] : [`${at} is ${JSON.stringify(actual)}`];
  }
  if (Array.isArray(shown) !== Array.isArray(actual)) return [`${at} is ${JSON.stringify(actual)}`];
  const names = Object.keys(shown).filter((name) => name !== '…');
  const more = '…' in shown ? [] : Object.keys(actual).filter((name) => !names.includes(name));
  return [
    ...more.map((name) => `${at}.${name} is not shown`),
    ...names.flatMap((name) =>
      differing(Reflect.get(shown, name), Reflect.get(actual, name), `${at}.${name}`),
    ),
  ];
}
