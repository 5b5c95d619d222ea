import { encodeId, invariant, sumSen, type Sen } from '@app/core';
import { messageId, type AccountEntry, type AccountStatement } from '@app/standards';
import type { DrilledPart, DrilledTransfer } from './drill-down.js';
import { cooperativeOf, switchOf } from './institutions.js';
import type { ClearedAmount, SettlementStatement } from './statement.js';

/** Up to so many legs a statement tells the transfers behind each entry. */
export const ITEMISED_MAX = 1_000;

export interface ClearingFacts {
  /** Credits − debits before the cycle and after it, in sen. */
  readonly account: { readonly uid: string; readonly opening: Sen; readonly closing: Sen };
  /** What settlements of earlier cycles moved while this one was open. */
  readonly settlements: readonly ClearedAmount[];
  /** All transfers behind the statement; undefined if they are too many. */
  readonly transfers: readonly DrilledTransfer[] | undefined;
}

/**
 * The clearing account of a cooperative over a cycle, as its owner sees it: what it came to owe is a debit. Throws
 * InvariantError unless the entries lead from the opening balance to the closing one.
 */
export function clearingStatement(
  statement: SettlementStatement,
  { account, settlements, transfers }: ClearingFacts,
): AccountStatement {
  const { cycle, network, cooperative } = statement;
  invariant(cycle.closedAt !== null, 'a netted cycle was closed');
  const { closedAt } = cycle;
  const entries = [
    ...statement.parts.flatMap((part) => {
      const of = (side: AccountEntry['side'], amount: Sen) =>
        amount === 0n ? [] : [entryOf(part, side, amount, transfers, closedAt)];
      return [...of('debit', part.debit), ...of('credit', part.credit)];
    }),
    ...settlements.map(settlementEntry),
  ].map((entry, at) => ({ ...entry, reference: String(at + 1) }));
  const moved = (side: AccountEntry['side']) =>
    sumSen(entries.filter((entry) => entry.side === side).map(({ amount }) => amount));
  const difference = account.opening + moved('debit') - moved('credit') - account.closing;
  invariant(difference === 0n, `a statement of clearing is ${difference} sen off`);
  return {
    messageId: messageId('STM', cycle.uid, cooperative.uid),
    number: cycle.number,
    createdAt: closedAt,
    from: cycle.openedAt,
    to: closedAt,
    timeZone: network.timeZone,
    account: encodeId('acc', account.uid),
    owner: cooperativeOf(cooperative),
    servicer: switchOf(network),
    opening: -account.opening,
    closing: -account.closing,
    entries,
  };
}

type Unnumbered = Omit<AccountEntry, 'reference'>;

function entryOf(
  part: Pick<DrilledPart, 'service' | 'component'> & { readonly legCount: bigint },
  side: AccountEntry['side'],
  amount: Sen,
  transfers: readonly DrilledTransfer[] | undefined,
  closedAt: Date,
): Unnumbered {
  const { service, component } = part;
  const details = transfers?.flatMap(({ id, postedAt, parts }) =>
    parts
      .filter((one) => one.side === side)
      .filter((one) => one.service === service && one.component === component)
      .map((one) => ({
        transfer: encodeId('trf', id),
        amount: one.amount,
        bookedAt: postedAt,
      })),
  );
  return {
    amount,
    side,
    bookedAt: closedAt,
    code: `${service}.${component}`,
    count: details?.length ?? null,
    details: details ?? [],
  };
}

function settlementEntry({ transfer, side, amount, at }: ClearedAmount): Unnumbered {
  const detail = { transfer: encodeId('trf', transfer), amount, bookedAt: at };
  return {
    amount,
    side: side === 'paid' ? 'credit' : 'debit',
    bookedAt: at,
    code: 'settlement.settlement',
    count: 1,
    details: [detail],
  };
}
