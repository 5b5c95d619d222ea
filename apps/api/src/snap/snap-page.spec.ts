import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SNAP_NOTIFICATIONS, SNAP_SERVICES } from '@app/standards';
import type { SnapServiceRule } from './snap-service-rule.js';
import { SnapModule } from './snap.module.js';

const PAGE = readFileSync(path.join(import.meta.dirname, '../../../../docs/snap.md'), 'utf8');

/** The rows of the table in a section, cell by cell, one for each code. */
function rowsOf(section: string): Map<string, string[]> {
  const [, text = ''] = PAGE.split(`\n## ${section}\n`);
  const [table = ''] = text.split('\n## ');
  const rows = table.split('\n').filter((line) => /^\| \d/.test(line));
  return new Map(
    rows.flatMap((line) => {
      const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
      return (cells[1] ?? '').split(', ').map((code) => [code, cells.slice(2)] as const);
    }),
  );
}

/** The rule of each route, as its decorator has it. */
function rules(): SnapServiceRule[] {
  const controllers = SnapModule.register(300).controllers ?? [];
  return controllers.flatMap((controller) => {
    const prototype: object = controller.prototype as object;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      if (typeof method !== 'function') return [];
      const config = Reflect.getMetadata('__fastify_route_config__', method) as
        { snap?: SnapServiceRule } | undefined;
      return config?.snap ?? [];
    });
  });
}

const WHO = { none: 'P', allowed: 'P/C', required: 'C' } as const;

describe('docs/snap.md', () => {
  it('lists the services that there are, and no other', () => {
    expect([...rowsOf('Services').keys()].toSorted()).toEqual(
      Object.keys(SNAP_SERVICES).toSorted(),
    );
    expect(
      rules()
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(Object.keys(SNAP_SERVICES).toSorted());
  });

  it('names each by a part of its path, and says who may ask it', () => {
    const rows = rowsOf('Services');
    for (const { code, signs, customer } of rules()) {
      const [service = '', who] = rows.get(code) ?? [];
      expect([code, who]).toEqual([code, signs === 'token' ? '–' : WHO[customer]]);
      const [first = ''] = service.split(/, |-interbank/);
      const family = first.split('/')[0] ?? '';
      expect(SNAP_SERVICES[code].path).toContain(family.split('-')[0] ?? '');
    }
  });

  it('lists the notifications that there are, at their paths', () => {
    const rows = rowsOf('Notifications');
    const shown = [...rows].map(([code, cells]) => [code, cells[1]]);
    expect(shown).toEqual(
      Object.entries(SNAP_NOTIFICATIONS).map(([code, at]) => [code, `\`<url>${at}\``]),
    );
  });
});
