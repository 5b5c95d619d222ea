import { ACCOUNT_KINDS, accountKindOf, formatSen, invariant, type Sen } from '@app/core';
import type { AccountState, BatchState } from './batch-state.js';
import { judgeBilateral } from './bilateral.js';
import { claimId, TICKETS } from './claims.js';
import type { Ceiling, HoldLine, PostingRequest, UsageLimit } from './request.js';
import { checkReturn, judgeReturn } from './returns.js';
import {
  account,
  boundsAfter,
  obligationOf,
  paceOf,
  releases,
  STATUS_CODES,
  usageOf,
  type Refusal,
} from './terms.js';

/** Balances stay within ±9 × 10^18 sen, below bigint's end. */
const BALANCE_LIMIT = 9_000_000_000_000_000_000n;

/** Throws InvariantError for a request that no correct caller makes. */
export function checkShape(state: BatchState, request: PostingRequest): void {
  const covered = request.whileCovered?.legs ?? [];
  for (const leg of [...request.legs, ...covered]) {
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
    invariant(
      request.legs.length + covered.length === 0,
      `transfer ${request.id}: a hold with legs`,
    );
    invariant(request.original === undefined, `transfer ${request.id}: a hold of an original`);
  }
  checkReturn(state, request);
}

/**
 * Whether the request must be refused, and why; asks without changing anything. Closed or frozen → state and time
 * of what it completes → limits → bilateral cap → cap → funds.
 */
export function judge(state: BatchState, request: PostingRequest): Refusal | undefined {
  return (
    judgeGates(state, request) ??
    judgeCompletion(state, request) ??
    judgeReturn(state, request) ??
    judgeTicket(state, request) ??
    judgeTime(state, request) ??
    request.refusal ??
    judgeUsage(state, request) ??
    judgeStatuses(state, request) ??
    judgeBilateral(state, request) ??
    judgeBalances(state, request)
  );
}

/** The accepted request with its covered legs, if those can be posted with it; else without them. */
export function withCovered(state: BatchState, request: PostingRequest): PostingRequest {
  const covered = request.whileCovered;
  if (covered === undefined) return request;
  if (account(state, covered.account).status !== STATUS_CODES.open) return request;
  const whole = { ...request, legs: [...request.legs, ...covered.legs] };
  const refused = judgeBilateral(state, whole) ?? judgeBalances(state, whole);
  return refused === undefined ? whole : request;
}

function judgeGates(state: BatchState, request: PostingRequest): Refusal | undefined {
  for (const gate of request.gates ?? []) {
    const { status } = account(state, gate.account);
    if (gate.evenIfFrozen === true && status === STATUS_CODES.frozen) continue;
    if (status !== STATUS_CODES.open) {
      if (gate.role === 'till') return { code: 'till_closed' };
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

function judgeTicket(state: BatchState, { ticket }: PostingRequest): Refusal | undefined {
  if (ticket === undefined) return undefined;
  return state.claims.has(claimId(ticket.id, TICKETS)) ? { code: ticket.code } : undefined;
}

function judgeTime(state: BatchState, request: PostingRequest): Refusal | undefined {
  const limit = request.notAfter;
  return limit !== undefined && state.nowUs > limit.us ? { code: limit.code } : undefined;
}

function judgeUsage(state: BatchState, request: PostingRequest): Refusal | undefined {
  for (const limit of request.usageLimits ?? []) {
    const wait = waitSeconds(state, limit);
    if (wait > 0) {
      return {
        code: 'limit_exceeded',
        detail: { limit: 'minimum_interval', wait_seconds: wait },
      };
    }
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
    const over = overMaximumOf(state, limit, amount);
    if (over !== undefined) return over;
  }
  return undefined;
}

/** Above the maximum of the period, or above the lower one of the first days. */
function overMaximumOf(state: BatchState, limit: UsageLimit, used: Sen): Refusal | undefined {
  const { atFirst } = limit;
  const lower = atFirst !== undefined && state.nowUs < atFirst.untilUs ? atFirst : undefined;
  for (const { name, maximumAmount: maximum } of [lower ?? limit, limit]) {
    if (maximum === undefined || used + limit.amount <= maximum) continue;
    const left = maximum > used ? maximum - used : 0n;
    return {
      code: 'limit_exceeded',
      detail: { limit: name, maximum: formatSen(maximum), left: formatSen(left) },
    };
  }
  return undefined;
}

/** How long the account has to wait for its next act; 0 if it needn't. */
function waitSeconds(state: BatchState, limit: UsageLimit): number {
  if (limit.minimumIntervalSeconds === undefined) return 0;
  const next = paceOf(state, limit).lastUs + BigInt(limit.minimumIntervalSeconds) * 1_000_000n;
  return state.nowUs >= next ? 0 : Number((next - state.nowUs + 999_999n) / 1_000_000n);
}

function judgeStatuses(state: BatchState, request: PostingRequest): Refusal | undefined {
  for (const change of request.statuses ?? []) {
    const target = account(state, change.account);
    if (target.status === STATUS_CODES.closed && change.to !== 'closed') {
      return { code: 'account_closed' };
    }
    if (change.to === 'closed' || change.empty === true) {
      const { heldDebits, heldCredits } = target;
      const rest = target.posted + movedBy(request, target.id);
      if (rest !== 0n || heldDebits !== 0n || heldCredits !== 0n) {
        const held = formatSen(heldDebits + heldCredits);
        return { code: 'account_not_empty', detail: { balance: formatSen(rest), held } };
      }
    }
  }
  return undefined;
}

/** What the request's own legs do to an account, so that one act can empty and close it. */
function movedBy(request: PostingRequest, id: number): Sen {
  let moved = 0n;
  for (const leg of request.legs) {
    if (leg.debit === id) moved -= leg.amount;
    if (leg.credit === id) moved += leg.amount;
  }
  return moved;
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
  for (const ceiling of request.ceilings ?? []) judgeCeiling(state, ceiling, consider);
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
  if (high > BALANCE_LIMIT || low < -BALANCE_LIMIT) consider(4, { code: 'balance_overflow' });
  if (bounds.maximum !== null && high > bounds.maximum) {
    if (bounds.changed) consider(1, { code: 'cap_below_use' });
    else consider(...overMaximum(a));
  }
  if (bounds.minimum !== null && low < bounds.minimum) {
    const free = a.posted - a.heldDebits - bounds.minimum;
    consider(2, { code: 'insufficient_funds', detail: { available: formatSen(free) } });
  }
}

/** Asks a ceiling of what is staged; what an asset holds stands on its debit side. */
function judgeCeiling(
  state: BatchState,
  { account: id, maximum, name }: Ceiling,
  consider: (rank: number, refusal: Refusal) => void,
): void {
  const a = account(state, id);
  const kind = accountKindOf(a.kind);
  const isAsset = kind !== undefined && ACCOUNT_KINDS[kind].normalSide === 'debit';
  const has = isAsset ? a.heldDebits - a.posted : a.posted + a.heldCredits;
  const gains = isAsset ? a.deltaHeldDebits - a.delta : a.delta + a.deltaHeldCredits;
  if (gains <= 0n || has + gains <= maximum) return;
  const left = maximum > has ? maximum - has : 0n;
  consider(0, {
    code: 'balance_limit_exceeded',
    detail: { limit: name, maximum: formatSen(maximum), left: formatSen(left) },
  });
}

function overMaximum(a: AccountState): [rank: number, refusal: Refusal] {
  const kind = accountKindOf(a.kind);
  if (kind === 'clearing') return [1, { code: 'cap_exceeded' }];
  if (kind === 'member_wallet' || kind === 'merchant_wallet') {
    return [0, { code: 'balance_limit_exceeded', detail: { maximum: formatSen(a.maximum ?? 0n) } }];
  }
  const free = (a.maximum ?? 0n) - a.posted - a.heldCredits;
  const detail = { available: formatSen(free) };
  if (kind === 'till') return [3, { code: 'till_short', detail }];
  if (kind === 'vault') return [3, { code: 'vault_short', detail }];
  return [2, { code: 'insufficient_funds', detail }];
}
