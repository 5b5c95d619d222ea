import { accountKindOf, formatSen, invariant } from '@app/core';
import type { AccountState, BatchState } from './batch-state.js';
import type { HoldLine, PostingRequest } from './request.js';
import {
  account,
  boundsAfter,
  obligationOf,
  releases,
  STATUS_CODES,
  usageOf,
  type Refusal,
} from './terms.js';

/** Balances stay within ±9 × 10^18 sen, below bigint's end. */
const BALANCE_LIMIT = 9_000_000_000_000_000_000n;

/** Throws InvariantError for a request that no correct caller makes. */
export function checkShape(state: BatchState, request: PostingRequest): void {
  for (const leg of request.legs) {
    invariant(leg.amount > 0n, `transfer ${request.id}: a leg of ${leg.amount}`);
    invariant(leg.debit !== leg.credit, `transfer ${request.id}: a leg within one account`);
    const debit = account(state, leg.debit);
    const credit = account(state, leg.credit);
    invariant(debit.book === credit.book, `transfer ${request.id}: a leg across two books`);
  }
  for (const line of request.hold?.lines ?? []) {
    invariant(line.amount > 0n, `transfer ${request.id}: a hold of ${line.amount}`);
    account(state, line.account);
  }
  if (request.hold !== undefined) {
    invariant(request.amount > 0n, `transfer ${request.id}: a hold of nothing`);
    invariant(request.legs.length === 0, `transfer ${request.id}: a hold with legs`);
  }
}

/**
 * Whether the request must be refused, and why; asks without changing anything. Closed or frozen → state and time
 * of what it completes → limits → cap → funds.
 */
export function judge(state: BatchState, request: PostingRequest): Refusal | undefined {
  return (
    judgeGates(state, request) ??
    judgeCompletion(state, request) ??
    judgeTime(state, request) ??
    request.refusal ??
    judgeUsage(state, request) ??
    judgeStatuses(state, request) ??
    judgeBalances(state, request)
  );
}

function judgeGates(state: BatchState, request: PostingRequest): Refusal | undefined {
  for (const gate of request.gates ?? []) {
    const { status } = account(state, gate.account);
    if (status !== STATUS_CODES.open) {
      return { code: `${gate.role}_${status === STATUS_CODES.frozen ? 'frozen' : 'closed'}` };
    }
  }
  return undefined;
}

function judgeCompletion(state: BatchState, request: PostingRequest): Refusal | undefined {
  const completion = request.completion;
  if (completion === undefined) return undefined;
  const obligation = obligationOf(state, completion.obligation);
  if (obligation.state !== 'open') {
    return { code: 'hold_not_open', detail: { state: obligation.state } };
  }
  const expired = state.nowUs >= obligation.expiresUs;
  if (completion.kind === 'expiry') {
    return expired ? undefined : { code: 'hold_not_open', detail: { state: 'not_yet_expired' } };
  }
  if (completion.kind === 'void') return undefined;
  if (expired) return { code: 'hold_expired' };
  const left = obligation.authorised - obligation.captured;
  if (request.amount > left) {
    return { code: 'capture_exceeds_hold', detail: { left: formatSen(left) } };
  }
  return undefined;
}

function judgeTime(state: BatchState, request: PostingRequest): Refusal | undefined {
  const limit = request.notAfter;
  return limit !== undefined && state.nowUs > limit.us ? { code: limit.code } : undefined;
}

function judgeUsage(state: BatchState, request: PostingRequest): Refusal | undefined {
  for (const limit of request.usageLimits ?? []) {
    const usage = usageOf(state, limit);
    const [amount, count] =
      limit.period === 'day'
        ? [usage.dayAmount, usage.dayCount]
        : [usage.monthAmount, usage.monthCount];
    if (limit.maximumCount !== undefined && count >= limit.maximumCount) {
      return {
        code: 'limit_exceeded',
        detail: { limit: limit.name, maximum: limit.maximumCount, left: 0 },
      };
    }
    const maximum = limit.maximumAmount;
    if (maximum !== undefined && amount + limit.amount > maximum) {
      const left = maximum > amount ? maximum - amount : 0n;
      return {
        code: 'limit_exceeded',
        detail: { limit: limit.name, maximum: formatSen(maximum), left: formatSen(left) },
      };
    }
  }
  return undefined;
}

function judgeStatuses(state: BatchState, request: PostingRequest): Refusal | undefined {
  for (const change of request.statuses ?? []) {
    const target = account(state, change.account);
    if (target.status === STATUS_CODES.closed && change.to !== 'closed') {
      return { code: 'account_closed' };
    }
    const empty = target.posted === 0n && target.heldDebits === 0n && target.heldCredits === 0n;
    if (change.to === 'closed' && !empty) return { code: 'account_not_empty' };
  }
  return undefined;
}

/** Sums what the request would do to each account, asks the bounds, and forgets the sums again. */
function judgeBalances(state: BatchState, request: PostingRequest): Refusal | undefined {
  const touched: AccountState[] = [];
  stage(state, request, touched);
  let worst: { rank: number; refusal: Refusal } | undefined;
  const consider = (rank: number, refusal: Refusal) => {
    if (worst === undefined || rank < worst.rank) worst = { rank, refusal };
  };
  for (const a of touched) judgeBounds(state, request, a, consider);
  for (const a of touched) {
    a.delta = 0n;
    a.deltaHeldDebits = 0n;
    a.deltaHeldCredits = 0n;
  }
  return worst?.refusal;
}

/** Writes the request's net effect into the accounts' delta fields; `touched` lists them once each. */
function stage(state: BatchState, request: PostingRequest, touched: AccountState[]): void {
  const seen = (a: AccountState) => {
    if (!touched.includes(a)) touched.push(a);
    return a;
  };
  for (const leg of request.legs) {
    seen(account(state, leg.debit)).delta -= leg.amount;
    seen(account(state, leg.credit)).delta += leg.amount;
  }
  const hold = (line: HoldLine, sign: bigint) => {
    const a = seen(account(state, line.account));
    if (line.side === 'debit') a.deltaHeldDebits += sign * line.amount;
    else a.deltaHeldCredits += sign * line.amount;
  };
  for (const line of request.hold?.lines ?? []) hold(line, 1n);
  for (const line of releases(state, request)) hold(line, -1n);
  for (const change of request.bounds ?? []) seen(account(state, change.account));
}

function judgeBounds(
  state: BatchState,
  request: PostingRequest,
  a: AccountState,
  consider: (rank: number, refusal: Refusal) => void,
): void {
  const posted = a.posted + a.delta;
  const low = posted - a.heldDebits - a.deltaHeldDebits;
  const high = posted + a.heldCredits + a.deltaHeldCredits;
  const bounds = boundsAfter(state, request, a);
  if (high > BALANCE_LIMIT || low < -BALANCE_LIMIT) consider(3, { code: 'balance_overflow' });
  if (bounds.maximum !== null && high > bounds.maximum) {
    if (bounds.changed) consider(1, { code: 'cap_below_use' });
    else consider(...overMaximum(a));
  }
  if (bounds.minimum !== null && low < bounds.minimum) {
    const free = a.posted - a.heldDebits - bounds.minimum;
    consider(2, { code: 'insufficient_funds', detail: { available: formatSen(free) } });
  }
}

function overMaximum(a: AccountState): [rank: number, refusal: Refusal] {
  const kind = accountKindOf(a.kind);
  if (kind === 'clearing') return [1, { code: 'cap_exceeded' }];
  if (kind === 'member_wallet' || kind === 'merchant_wallet') {
    return [0, { code: 'balance_limit_exceeded', detail: { maximum: formatSen(a.maximum ?? 0n) } }];
  }
  const free = (a.maximum ?? 0n) - a.posted - a.heldCredits;
  return [2, { code: 'insufficient_funds', detail: { available: formatSen(free) } }];
}
