import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACCOUNT_KINDS, PROBLEM_CODES } from '@app/core';
import { readConfig, type Environment } from './config.js';

/** Cells of the rows of all tables of a page in docs/, without the backticks. */
function tableRows(page: string): string[][] {
  const file = path.resolve(import.meta.dirname, '../../../docs', page);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\| *(`|\d)/.test(line))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('`', '')));
}

/** Every variable that the configuration asks its environment for. */
function variablesRead(): string[] {
  const names = new Set<string>();
  const asked: Environment = new Proxy(
    {},
    {
      get: (_target, name) => {
        names.add(String(name));
        return undefined;
      },
    },
  );
  readConfig(asked);
  return [...names].sort();
}

describe('docs/configuration.md', () => {
  const rows = tableRows('configuration.md');

  it('lists exactly the variables that the server reads', () => {
    expect(rows.map(([name = '']) => name).sort()).toEqual(variablesRead());
  });

  it('names the defaults that the server has', () => {
    const named: Record<string, string> = {};
    for (const [name = '', value = ''] of rows) {
      if (value !== '') named[name] = value.replace('<PORT>', named['PORT'] ?? '');
    }
    const withoutSecrets = { secrets: {}, database: {} };
    expect(Object.keys(named).length).toBeGreaterThan(5);
    expect({ ...readConfig(named), ...withoutSecrets }).toEqual({
      ...readConfig({}),
      ...withoutSecrets,
    });
  });

  it('leaves no default out', () => {
    const unnamed = rows.flatMap(([name = '', value]) => (value === '' ? [name] : []));
    const { secrets, database, logFile, backupDir, ...config } = readConfig({});
    const { trustedProxies, corsOrigins, production } = config;
    const unset = [...Object.keys(secrets), ...Object.keys(database)];
    expect([trustedProxies, corsOrigins, production, logFile, backupDir]).toEqual([
      [],
      [],
      false,
      undefined,
      undefined,
    ]);
    const empty = [
      'TRUSTED_PROXIES',
      'CORS_ORIGINS',
      'NODE_ENV',
      'LOG_FILE',
      'BACKUP_DIR',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
    ];
    expect(unnamed.sort()).toEqual([...unset, ...empty].sort());
  });
});

describe('the chart of accounts in docs/books.md', () => {
  it('is that of the code', () => {
    const rows = tableRows('books.md')
      .filter((cells) => cells.length === 7)
      .map((cells) => cells.slice(0, 6));
    const kinds = Object.entries(ACCOUNT_KINDS).map(([name, kind]) => [
      String(kind.code),
      name,
      kind.book,
      kind.normalSide,
      kind.bound.replaceAll('_', ' '),
      kind.hot ? 'hot' : '',
    ]);
    expect(rows).toEqual(kinds);
  });
});

const PAGES_WITH_ROUTES = [
  'acts.md',
  'approvals.md',
  'books.md',
  'cash.md',
  'operations.md',
  'settlement.md',
];

describe.each(PAGES_WITH_ROUTES)('docs/%s', (page) => {
  const read = (name: string) =>
    readFileSync(path.resolve(import.meta.dirname, '../../../docs', name), 'utf8');

  it('names only routes and problems that there are', () => {
    const { paths }: { paths: Record<string, object> } = JSON.parse(read('openapi.json'));
    const known = Object.entries(paths).flatMap(([at, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`),
    );
    const named = read(page).match(/\b(?:GET|POST|PUT) \/v1\/[a-z0-9/{}_-]+/g) ?? [];
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((route) => !known.includes(route))).toEqual([]);

    const codes = /\b[1-5]\d{2} `([a-z_]+)`/g;
    const unknown = [...read(page).matchAll(codes)].filter(([, code = '']) => !isCode(code));
    expect(unknown).toEqual([]);
  });
});

function isCode(text: string): boolean {
  return PROBLEM_CODES.some((code) => code === text);
}

describe('SECURITY.md', () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const page = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
  const shown = [...page.matchAll(/`([^`]+\.(?:spec|medium-spec|e2e-spec)\.ts)`(?:: ([^·|]+))?/g)];

  it('names tests for what it says, each of them in the file named', () => {
    expect(shown.length).toBeGreaterThan(15);
    const missing = shown.filter(([, file = '', name = '']) => {
      const spec = readFileSync(path.join(root, file), 'utf8').replaceAll("\\'", "'");
      return !spec.includes(name.trim());
    });
    expect(missing.map(([text]) => text)).toEqual([]);
  });

  it('names for every threat what shows that it is stopped', () => {
    const rows = page.split('\n').map((line) => line.split('|'));
    const threats = rows.filter((cells) => cells.length === 6 && /[a-z]/.test(cells[1] ?? ''));
    expect(threats.length).toBeGreaterThan(20);
    const proofs = threats.slice(1).map((cells) => cells[4] ?? '');
    expect(proofs.filter((proof) => !/spec\.ts`|`\.ci\/run`/.test(proof))).toEqual([]);
  });
});
