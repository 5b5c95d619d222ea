import { formatRupiah, sumSen } from '@app/core';
import { DemoError } from '../demo-error.js';
import { memberAt, textAt, type Reply } from '../rest/rest-client.js';
import { senOf } from './books.js';
import { thousands, type Screen } from './screen.js';

const RIGHT = { right: true } as const;

/** Shows what a cut-off came to, that it sums to zero, and who paid whom. */
export function showSettlement(
  screen: Screen,
  cycle: Reply,
  settlement: Reply,
  whose: ReadonlyMap<string, string>,
): void {
  const nameOf = (id: unknown): string =>
    typeof id === 'string' ? (whose.get(id) ?? id) : 'switch';
  const nets = cycle.list('nets').map((one) => ({
    name: nameOf(memberAt(one, 'cooperative_id')),
    net: senOf(memberAt(one, 'net')),
  }));
  const income = senOf(cycle.at('switch_income'));
  if (sumSen(nets.map(({ net }) => net)) !== income) {
    throw new DemoError('The nets of a cycle do not sum to what the switch earned.');
  }
  const paid = new Map(
    settlement
      .list('lines')
      .map((line) => [nameOf(memberAt(line, 'cooperative_id')), memberAt(line, 'paid')]),
  );
  const rows = nets
    .filter(({ net }) => net !== 0n)
    .sort((a, b) => (a.net < b.net ? 1 : -1))
    .map(({ name, net }) => [
      name,
      net > 0n ? formatRupiah(net) : '',
      net < 0n ? formatRupiah(-net) : '',
      `${net > 0n ? 'paid' : 'received'} ${formatRupiah(senOf(paid.get(name)))}`,
    ]);
  rows.push(['switch', '', formatRupiah(income), 'fees, last of all']);
  const columns = [
    { title: 'cooperative' },
    { title: 'owes', ...RIGHT },
    { title: 'is owed', ...RIGHT },
    { title: 'settlement' },
  ];
  screen.line(
    `  Cycle ${String(cycle.at('number'))}, cut off at 16:00; owed and owing sum to zero:`,
  );
  screen.table(columns, rows);
}

/** Shows where every cooperative stands against its cap. */
export function showPositions(screen: Screen, positions: readonly unknown[]): void {
  const rows = positions.map((one) => {
    const owes = textAt(one, 'clearing.side');
    const amount = formatRupiah(senOf(memberAt(one, 'clearing.amount')));
    return [
      textAt(one, 'short_name'),
      owes === 'even' ? '' : `${owes === 'owes' ? 'owes' : 'is owed'} ${amount}`,
      formatRupiah(senOf(memberAt(one, 'liquidity'))),
      formatRupiah(senOf(memberAt(one, 'cap'))),
      `${textAt(one, 'use_percent')} %`,
    ];
  });
  const columns = [
    { title: 'cooperative' },
    { title: 'position', ...RIGHT },
    { title: 'prefunded', ...RIGHT },
    { title: 'cap', ...RIGHT },
    { title: 'cap used', ...RIGHT },
  ];
  screen.table(columns, rows);
}

/** How often each outcome came, the frequent ones first. */
export function showOutcomes(screen: Screen, outcomes: ReadonlyMap<string, number>): void {
  const rows = [...outcomes]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([code, count]) => `${code} ${thousands(count)}`);
  let line = '';
  for (const [at, row] of rows.entries()) {
    const next = line === '' ? row : `${line} · ${row}`;
    if (next.length <= 92) line = next;
    else {
      screen.line(`  ${line}`);
      line = row;
    }
    if (at === rows.length - 1) screen.line(`  ${line}`);
  }
}

/** Shows the twelve invariants. @returns whether all hold */
export function showVerification(screen: Screen, report: Reply): boolean {
  const rows = report.list('invariants').map((one) => {
    const isOk = memberAt(one, 'ok') === true;
    const checked = Number(memberAt(one, 'checked'));
    return [
      isOk ? '✓' : '✗',
      String(memberAt(one, 'invariant')),
      textAt(one, 'name').replaceAll('_', ' '),
      thousands(checked),
      textAt(one, 'checked_what'),
    ];
  });
  screen.table(
    [
      { title: '' },
      { title: '', ...RIGHT },
      { title: 'invariant' },
      { title: 'checked', ...RIGHT },
      { title: '' },
    ],
    rows,
  );
  for (const one of report.list('invariants')) {
    const violations = memberAt(one, 'violations');
    for (const violation of Array.isArray(violations) ? violations : []) {
      screen.line(`  ✗ ${textAt(violation, 'subject')}: ${textAt(violation, 'detail')}`);
    }
  }
  return report.at('ok') === true;
}
