import {
  invariant,
  obligationStates,
  returnObligationStates,
  type ObligationState,
  type ReturnObligationState,
  type Sen,
} from '@app/core';
import type { HoldLine } from '../engine/request.js';
import { isoTimeOf, select, type Queryable } from './queryable.js';

/** A hold as it stands now; its facts (payer, payee, time) are in the transfer of the same id. */
export interface Obligation {
  readonly id: string;
  readonly network: number;
  /** An open one may be past its time: then nothing can capture it any more. */
  readonly state: ObligationState;
  readonly authorised: Sen;
  readonly captured: Sen;
  /** ISO 8601 in UTC with microseconds, in the network's time. */
  readonly expiresAt: string;
  /** What it still holds, by account and side; lines that hold nothing any more are there too. */
  readonly lines: readonly HoldLine[];
}

/** What was given back of a transfer, in sen. */
export interface ReturnObligation {
  readonly transfer: string;
  readonly network: number;
  /** The amount of the transfer. */
  readonly whole: Sen;
  readonly returned: Sen;
  readonly state: ReturnObligationState;
}

/** Most open holds of one account that are read at once. */
const HOLDS_AT_ONCE = 1_000;

interface ObligationRow {
  readonly id: string;
  readonly network: number;
  readonly state: string;
  readonly authorised: string;
  readonly captured: string;
  readonly expires_at: string;
  readonly account: number;
  readonly side: number;
  readonly remaining: string;
}

const WITH_LINES = `SELECT o.id, o.network, o.state, o.authorised, o.captured,
    ${isoTimeOf('o.expires_at')} AS expires_at, l.account, l.side, l.remaining
  FROM ledger.obligation o JOIN ledger.hold_line l ON l.obligation = o.id`;

/** The hold; undefined when there is none. */
export async function readObligation(sql: Queryable, id: string): Promise<Obligation | undefined> {
  const text = `${WITH_LINES} WHERE o.id = $1 ORDER BY l.account, l.side`;
  const [obligation] = obligationsOf(await select<ObligationRow>(sql, text, [id]));
  return obligation;
}

/** Whatever still holds something on the account, what expires first coming first. */
export async function readHoldsOf(sql: Queryable, account: number): Promise<Obligation[]> {
  const text = `${WITH_LINES}
    WHERE o.id IN (
      SELECT h.id FROM ledger.hold_line held JOIN ledger.obligation h ON h.id = held.obligation
      WHERE held.account = $1 AND held.remaining > 0
      ORDER BY h.expires_at, h.id LIMIT ${HOLDS_AT_ONCE})
    ORDER BY o.expires_at, o.id, l.account, l.side`;
  return obligationsOf(await select<ObligationRow>(sql, text, [account]));
}

/** Rows of one hold stand together. */
function obligationsOf(rows: readonly ObligationRow[]): Obligation[] {
  const found = new Map<string, Obligation & { lines: HoldLine[] }>();
  for (const row of rows) {
    let obligation = found.get(row.id);
    if (obligation === undefined) {
      const { id, network, state } = row;
      invariant(obligationStates.isState(state), `a hold in state ${state}`);
      obligation = {
        id,
        network,
        state,
        authorised: BigInt(row.authorised),
        captured: BigInt(row.captured),
        expiresAt: row.expires_at,
        lines: [],
      };
      found.set(id, obligation);
    }
    obligation.lines.push({
      account: row.account,
      side: row.side === 1 ? 'debit' : 'credit',
      amount: BigInt(row.remaining),
    });
  }
  return [...found.values()];
}

/** What was given back of the transfer; undefined as long as nothing was. */
export async function readReturnObligation(
  sql: Queryable,
  transfer: string,
): Promise<ReturnObligation | undefined> {
  const [row] = await select<{ network: number; whole: string; returned: string; state: string }>(
    sql,
    'SELECT network, whole, returned, state FROM ledger.return_obligation WHERE transfer = $1',
    [transfer],
  );
  if (row === undefined) return undefined;
  const { network, state } = row;
  invariant(returnObligationStates.isState(state), `a return in state ${state}`);
  return { transfer, network, whole: BigInt(row.whole), returned: BigInt(row.returned), state };
}
