import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACCOUNT_KINDS } from '@app/core';
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
    const { secrets, database, trustedProxies } = readConfig({});
    const unset = [...Object.keys(secrets), ...Object.keys(database)];
    expect(trustedProxies).toEqual([]);
    expect(unnamed.sort()).toEqual([...unset, 'TRUSTED_PROXIES'].sort());
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
