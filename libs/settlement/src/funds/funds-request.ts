import { fundsIn, fundsOut, invariant, newUuid, type LegDraft } from '@app/core';
import type { BoundChange, HoldLine, PostingRequest } from '@app/ledger';
import type { CooperativeAccounts, SwitchAccounts } from '@app/participants';
import type { Funds } from './funds.js';

/** The accounts of who the money is of; null: the switch's suspense. */
export interface FundsAccounts {
  readonly cooperative: CooperativeAccounts | null;
  readonly switch: Pick<SwitchAccounts, 'settlementBank' | 'suspense'>;
}

/**
 * A thousand years: a bank may carry out an order of which nobody has heard for long, so what is
 * reserved for it is freed by a person only.
 */
export const NEVER_SECONDS = 1_000 * 365 * 86_400;

/** The request that books what comes in or goes out at once, or reserves what goes out later. */
export function bookingRequest(funds: Funds, accounts: FundsAccounts): PostingRequest {
  const { cooperative, direction, amount, bankReference } = funds;
  const facts = {
    ...identityOf(funds),
    ...(bankReference !== null && { reference: bankReference }),
    principal: funds.principal,
    key: funds.key,
    requestHash: funds.requestHash,
  };
  if (funds.reserves) return { ...facts, ...reservation(funds, accounts) };
  const type = direction === 'in' ? 'funds_in' : 'funds_out';
  const legs = legsOf(funds, accounts);
  const change = direction === 'in' ? amount : -amount;
  const bounds = cooperative === null ? [] : [capMoves(accounts, change)];
  return { ...facts, type, legs, bounds };
}

/**
 * What was reserved has left the bank: the cap fell when it was reserved, and stays as it is. The
 * bank's reference is a description here: a claim of the ledger could be taken, and this must be posted.
 */
export function commitRequest(funds: Funds, accounts: FundsAccounts): PostingRequest {
  return {
    ...decisionOf(funds, 'commit'),
    ...(funds.bankReference !== null && { description: funds.bankReference }),
    type: 'funds_out',
    legs: legsOf(funds, accounts),
    completion: {
      kind: 'capture',
      obligation: funds.uid,
      release: linesOf(funds, accounts),
      final: true,
    },
  };
}

/** What was reserved stays at the bank, and the cap is what it was. */
export function abortRequest(funds: Funds, accounts: FundsAccounts): PostingRequest {
  return {
    ...decisionOf(funds, 'abort'),
    type: 'void',
    legs: [],
    completion: { kind: 'void', obligation: funds.uid },
    bounds: [capMoves(accounts, funds.amount)],
  };
}

function reservation(funds: Funds, accounts: FundsAccounts) {
  return {
    type: 'hold',
    legs: [],
    hold: { lines: linesOf(funds, accounts), expiresInSeconds: NEVER_SECONDS },
    bounds: [capMoves(accounts, -funds.amount)],
  } as const;
}

function identityOf({ uid, network, amount, cooperative }: Funds) {
  return { id: uid, network, amount, ...(cooperative !== null && { issuer: cooperative }) };
}

/** Of the person who decided; the key is the movement's own, so that it is decided once. */
function decisionOf(funds: Funds, name: 'commit' | 'abort') {
  invariant(funds.decidedBy !== null, `nobody has decided on funds ${funds.uid}`);
  return {
    ...identityOf(funds),
    id: newUuid(),
    principal: funds.decidedBy,
    key: `funds-${name}-${funds.uid}`,
    requestHash: funds.uid.replaceAll('-', ''),
  };
}

function legsOf(
  { direction, amount }: Funds,
  { cooperative, switch: { settlementBank, suspense } }: FundsAccounts,
): LegDraft<number>[] {
  if (cooperative === null) {
    const [debit, credit] =
      direction === 'in' ? [settlementBank, suspense] : [suspense, settlementBank];
    return [{ debit, credit, amount, component: 'suspense' }];
  }
  const { settlementDeposit, bank, liquidity } = cooperative;
  const movement = {
    cooperative: { settlementDeposit, bank },
    switch: { settlementBank, liquidity },
    amount,
  };
  return direction === 'in' ? fundsIn(movement) : fundsOut(movement);
}

/** Both mirrors are held, so that neither book can use what is on its way out. */
function linesOf({ amount }: Funds, { cooperative }: FundsAccounts): HoldLine[] {
  invariant(cooperative !== null, 'only a cooperative’s money is reserved');
  return [
    { account: cooperative.liquidity, side: 'debit', amount },
    { account: cooperative.settlementDeposit, side: 'credit', amount },
  ];
}

function capMoves({ cooperative }: FundsAccounts, add: bigint): BoundChange {
  invariant(cooperative !== null, 'suspense has no cap');
  return { account: cooperative.clearing, bound: 'maximum', add };
}
