import { formatRupiah, parseMoney, type Sen } from '@app/core';
import { DemoError } from '../demo-error.js';
import { memberAt, textAt, type Reply } from '../rest/rest-client.js';
import type { Screen } from './screen.js';

/** What an account gained (credits) less what it lost (debits) by one transfer. */
interface Movement {
  readonly book: string;
  readonly account: string;
  net: Sen;
}

/** The order in which a book's accounts are read best. */
const ORDER: readonly string[] = [
  'member_wallet',
  'interchange_income',
  'clearing',
  'merchant_wallet',
  'fee_income',
];

/**
 * Shows what a transfer moved in which book, and that each book sums to zero.
 *
 * @param whose short names by the ids of the cooperatives
 */
export function showBooks(
  screen: Screen,
  transfer: Reply,
  whose: ReadonlyMap<string, string>,
): readonly string[] {
  const movements = movementsOf(transfer, whose);
  const rows = movements.map(({ book, account, net }) => [
    book,
    account,
    net < 0n ? formatRupiah(-net) : '',
    net > 0n ? formatRupiah(net) : '',
  ]);
  screen.table(
    [
      { title: 'book' },
      { title: 'account' },
      { title: 'debit', right: true },
      { title: 'credit', right: true },
    ],
    rows,
  );
  return rows.map((row) => row.join(' '));
}

function movementsOf(transfer: Reply, whose: ReadonlyMap<string, string>): Movement[] {
  const movements = new Map<string, Movement>();
  for (const leg of transfer.list('legs')) {
    const owner = memberAt(leg, 'book.cooperative_id');
    const book = nameOf(owner, whose);
    const amount = senOf(memberAt(leg, 'amount'));
    for (const [side, change] of [
      ['debit', -amount],
      ['credit', amount],
    ] as const) {
      const account = accountOf(memberAt(leg, side), whose);
      const known = movements.get(`${book} ${account}`) ?? { book, account, net: 0n };
      known.net += change;
      movements.set(`${book} ${account}`, known);
    }
  }
  const books = [...new Set([...movements.values()].map(({ book }) => book))];
  const place = ({ book, account }: Movement): number =>
    books.indexOf(book) * 100 + ((ORDER.indexOf(account) + 50) % 50);
  return [...movements.values()].sort((a, b) => place(a) - place(b));
}

function accountOf(side: unknown, whose: ReadonlyMap<string, string>): string {
  const subject = memberAt(side, 'subject_cooperative_id');
  const kind = textAt(side, 'kind');
  return typeof subject === 'string' ? `${kind}:${nameOf(subject, whose)}` : kind;
}

function nameOf(id: unknown, whose: ReadonlyMap<string, string>): string {
  return typeof id === 'string' ? (whose.get(id) ?? id) : 'switch';
}

/** Money of an answer in sen; amounts below zero as well. */
export function senOf(money: unknown): Sen {
  const value = textAt(money, 'value');
  const isNegative = value.startsWith('-');
  const parsed = parseMoney({
    value: isNegative ? value.slice(1) : value,
    currency: textAt(money, 'currency'),
  });
  if (!parsed.ok) throw new DemoError(`The server's amount ${value} can't be read.`);
  return isNegative ? -parsed.sen : parsed.sen;
}
