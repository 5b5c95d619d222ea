import type { Identity } from '@app/access';
import {
  ACCOUNT_KINDS,
  cooperativeStates,
  fail,
  formatSen,
  invariant,
  succeed,
  type CooperativeState,
  type Failure,
  type Result,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';

import type { Cooperative } from '../directory/directory-types.js';
import { select } from '../directory/directory.store.js';
import { recordRuleChange } from '../rules/rule-change.store.js';

/** A step of a cooperative's life, and why it is taken. */
export interface CooperativeStep {
  readonly cooperative: Cooperative;
  readonly to: CooperativeState;
  readonly reason: string;
}

/**
 * Takes the step in the caller's transaction; the former state. Who leaves must be even: no clearing debt or claim, no
 * money at the settlement bank, nothing in any wallet and nothing in suspense, which is owed to somebody. `wrong_state`, `cooperative_not_empty`; the
 * caller then undoes the transaction.
 */
export async function moveCooperative(
  tx: SqlRunner,
  caller: Pick<Identity, 'principal'>,
  { cooperative, to, reason }: CooperativeStep,
): Promise<Result<CooperativeState, 'wrong_state' | 'cooperative_not_empty'>> {
  const { uid, network } = cooperative;
  const allowed = await checkStep(tx, uid, to);
  if (!allowed.ok) return allowed;
  const from = allowed.value;
  await tx.query('UPDATE participants.cooperative SET state = $2 WHERE uid = $1', [uid, to]);
  await recordRuleChange(tx, caller, {
    network,
    kind: 'cooperative_state',
    subject: uid,
    body: { from, to },
    reason,
  });
  // Asked after the change has taken the head: no batch can come in between, so what is read is exact.
  const rest = to === 'left' ? await restOf(tx, cooperative) : undefined;
  return rest ?? succeed(from);
}

/** The present state, its row locked, if the table of states has this step. */
export async function checkStep(
  tx: SqlRunner,
  uid: string,
  to: CooperativeState,
): Promise<Result<CooperativeState, 'wrong_state'>> {
  // The row's lock makes two changes at once one after the other; the state is read under it.
  const [row] = await select<{ state: string }>(
    tx,
    'SELECT state FROM participants.cooperative WHERE uid = $1 FOR UPDATE',
    [uid],
  );
  const from = row?.state ?? '';
  const possible = cooperativeStates.isState(from) && cooperativeStates.canMove(from, to);
  return possible ? succeed(from) : fail('wrong_state', { state: from });
}

interface RestRow {
  wallets: number;
  clearing: string;
  liquidity: string;
  suspense: string;
  held: boolean;
}

async function restOf(
  tx: SqlRunner,
  { book, accounts }: Cooperative,
): Promise<Failure<'cooperative_not_empty'> | undefined> {
  const { member_wallet: member, merchant_wallet: merchant } = ACCOUNT_KINDS;
  const [rest] = await select<RestRow>(
    tx,
    `SELECT cl.posted AS clearing, lq.posted AS liquidity, sp.posted AS suspense,
       (cl.held_debits, cl.held_credits, lq.held_debits, lq.held_credits) <> (0, 0, 0, 0) AS held,
       (SELECT count(*)::integer FROM ledger.account w
          WHERE w.book = $1 AND w.kind = ANY ($4::smallint[])
            AND (w.posted, w.held_debits, w.held_credits) <> (0, 0, 0)) AS wallets
     FROM ledger.account cl, ledger.account lq, ledger.account sp
     WHERE cl.id = $2 AND lq.id = $3 AND sp.id = $5`,
    [book, accounts.clearing, accounts.liquidity, [member.code, merchant.code], accounts.suspense],
  );
  invariant(rest !== undefined, 'a cooperative has its accounts');
  const sums = [rest.clearing, rest.liquidity, rest.suspense].map(BigInt);
  if (rest.wallets === 0 && !rest.held && sums.every((sum) => sum === 0n)) return undefined;
  return fail('cooperative_not_empty', {
    wallets: rest.wallets,
    clearing: formatSen(BigInt(rest.clearing)),
    liquidity: formatSen(BigInt(rest.liquidity)),
    suspense: formatSen(BigInt(rest.suspense)),
    held: rest.held,
  });
}
