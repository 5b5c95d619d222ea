import { invariant, type Sen } from '@app/core';
import type { Entry, LedgerReads } from '@app/ledger';
import { SnapException } from './snap-exception.js';
import { referenceNo, snapMoney, snapTime } from './snap-answers.js';

/** Most lines of a bank statement, which is one answer. */
const STATEMENT_LINES_MAX = 1_000;
const PAGE = 100;

/** A line of the history of a wallet. */
export function historyLine(entry: Entry): object {
  const { amount, postedAt, description, direction, type } = entry;
  return {
    dateTime: snapTime(postedAt),
    amount: snapMoney(amount),
    remark: description ?? '',
    sourceOfFunds: [{ source: 'BALANCE', amount: snapMoney(amount) }],
    status: 'SUCCESS',
    type: type.toUpperCase(),
    additionalInfo: {
      referenceNo: numberOf(entry),
      direction: direction.toUpperCase(),
      component: entry.component,
      balance: snapMoney(entry.balance),
    },
  };
}

/** A line of a bank statement, with the balance before and after it. */
export function statementLine(entry: Entry): object {
  const { amount, balance, direction, postedAt, description } = entry;
  const before = direction === 'credit' ? balance - amount : balance + amount;
  const dateTime = snapTime(postedAt);
  return {
    detailBalance: {
      startAmount: [{ amount: snapMoney(before) }],
      endAmount: [{ amount: snapMoney(balance) }],
    },
    amount: snapMoney(amount),
    transactionDate: dateTime,
    remark: description ?? '',
    transactionId: numberOf(entry),
    type: direction.toUpperCase(),
    transactionDetailStatus: 'SUCCESS',
  };
}

/** The number of an entry's act, as a status inquiry takes it. */
function numberOf({ transfer, type }: Entry): string {
  return referenceNo(type === 'payment' ? 'pay' : 'trf', transfer);
}

/** How many of the lines are on this side, and what they come to. */
export function totalOf(lines: readonly Entry[], side: Entry['direction']): object {
  const own = lines.filter(({ direction }) => direction === side);
  const sum = own.reduce<Sen>((total, { amount }) => total + amount, 0n);
  return { numberOfEntries: String(own.length), amount: snapMoney(sum) };
}

/** All entries of a wallet in a span, newest first; too many for one answer are Activity Count Limit Exceeded. */
export async function linesOf(
  reads: Pick<LedgerReads, 'entries'>,
  wallet: number,
  span: { readonly from?: Date | undefined; readonly to?: Date | undefined },
): Promise<Entry[]> {
  const lines: Entry[] = [];
  for (;;) {
    const oldest = lines.at(-1);
    const before = oldest && { batch: oldest.batch, position: oldest.position };
    const page = await reads.entries(wallet, { ...span, limit: PAGE, before });
    lines.push(...page.entries);
    if (!page.hasMore) return lines;
    if (lines.length >= STATEMENT_LINES_MAX) {
      throw new SnapException('activity_count_exceeded', 'statement_too_long');
    }
    invariant(page.entries.length > 0, 'a page with more after it has entries');
  }
}
