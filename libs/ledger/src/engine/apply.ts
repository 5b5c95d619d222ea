import { legCode, type Sen } from '@app/core';
import {
  touchAccount,
  touchUsage,
  usageId,
  type AccountState,
  type BatchState,
  type ObligationState,
} from './batch-state.js';
import { applyBilateral, countedOf, heldBetween, shiftHeld } from './bilateral.js';
import type { HoldLine, PostingRequest, UsageLimit, UsageReturn } from './request.js';
import { applyReturn } from './returns.js';
import { CHANGE_KINDS, type BatchDraft, type ChangeRow } from './rows.js';
import {
  account,
  boundsAfter,
  lineOf,
  obligationOf,
  paceOf,
  releases,
  STATUS_CODES,
  usageOf,
} from './terms.js';

/** Applies an accepted request to the working copies, and writes its legs and changes into the draft. */
export function apply(
  state: BatchState,
  draft: BatchDraft,
  request: PostingRequest,
  item: number,
): void {
  const change = (
    a: AccountState,
    kind: ChangeRow['kind'],
    before: Sen | null,
    after: Sen | null,
  ) => {
    if (before === after) return;
    touchAccount(state, a);
    draft.changes.push({ item, account: a.id, kind, before, after });
  };
  for (const bound of request.bounds ?? []) {
    const a = account(state, bound.account);
    const after = boundsAfter(state, { ...request, bounds: [bound] }, a);
    change(a, CHANGE_KINDS.maximum, a.maximum, after.maximum);
    change(a, CHANGE_KINDS.minimum, a.minimum, after.minimum);
    a.maximum = after.maximum;
    a.minimum = after.minimum;
  }
  for (const status of request.statuses ?? []) {
    const a = account(state, status.account);
    const after = STATUS_CODES[status.to];
    change(a, CHANGE_KINDS.status, BigInt(a.status), BigInt(after));
    a.status = after;
  }
  const hold = (line: HoldLine, sign: bigint) => {
    const a = account(state, line.account);
    const field = line.side === 'debit' ? 'heldDebits' : 'heldCredits';
    const after = a[field] + sign * line.amount;
    change(a, CHANGE_KINDS[field], a[field], after);
    a[field] = after;
  };
  for (const line of releases(state, request)) hold(line, -1n);
  settleObligation(state, request);
  for (const line of request.hold?.lines ?? []) hold(line, 1n);
  applyLegs(state, draft, request, item);
  for (const limit of request.usageLimits ?? []) countUsage(state, limit);
  for (const given of request.usageReturns ?? []) giveBackUsage(state, given);
  applyReturn(state, request);
  applyBilateral(state, request);
}

function applyLegs(
  state: BatchState,
  draft: BatchDraft,
  request: PostingRequest,
  item: number,
): void {
  for (const leg of request.legs) {
    const debit = account(state, leg.debit);
    const credit = account(state, leg.credit);
    debit.posted -= leg.amount;
    credit.posted += leg.amount;
    moved(state, debit, item);
    moved(state, credit, item);
    draft.legs.push({
      debit: debit.id,
      credit: credit.id,
      book: debit.book,
      amount: leg.amount,
      debitBalance: debit.posted,
      creditBalance: credit.posted,
      code: legCode(request.type, leg.component),
    });
  }
}

function moved(state: BatchState, a: AccountState, item: number): void {
  touchAccount(state, a);
  a.firstItem ??= item;
  a.lastItem = item;
}

function countUsage(state: BatchState, limit: UsageLimit): void {
  const usage = usageOf(state, limit);
  touchUsage(state, usage);
  if (limit.period === 'day') {
    usage.dayAmount += limit.amount;
    usage.dayCount += 1;
  } else {
    usage.monthAmount += limit.amount;
    usage.monthCount += 1;
  }
  if (limit.minimumIntervalSeconds === undefined) return;
  const pace = paceOf(state, limit);
  pace.lastUs = state.nowUs;
  pace.touched = true;
}

function giveBackUsage(state: BatchState, given: UsageReturn): void {
  const month = (day: number) => Math.floor(day / 100);
  // Counters that nobody opened have nothing to give back.
  if (!state.usages.has(usageId(given.account, given.kind))) return;
  if (month(given.day) !== month(state.day)) return;
  const usage = usageOf(state, given);
  touchUsage(state, usage);
  const count = given.count ?? 1;
  usage.monthAmount = usage.monthAmount > given.amount ? usage.monthAmount - given.amount : 0n;
  usage.monthCount = Math.max(0, usage.monthCount - count);
  if (given.day !== state.day) return;
  usage.dayAmount = usage.dayAmount > given.amount ? usage.dayAmount - given.amount : 0n;
  usage.dayCount = Math.max(0, usage.dayCount - count);
}

function settleObligation(state: BatchState, request: PostingRequest): void {
  if (request.hold !== undefined) {
    const between = heldBetween(state, request);
    const obligation: ObligationState = {
      id: request.id,
      state: 'open',
      authorised: request.amount,
      captured: 0n,
      expiresUs: state.nowUs + BigInt(request.hold.expiresInSeconds) * 1_000_000n,
      lines: mergedLines(request.hold.lines),
      between,
      created: true,
      touched: true,
    };
    state.obligations.set(request.id, obligation);
    if (between !== undefined) shiftHeld(state, between, countedOf(obligation));
  }
  const completion = request.completion;
  if (completion === undefined) return;
  const freed = releases(state, request);
  const obligation = obligationOf(state, completion.obligation);
  for (const line of freed) {
    const own = lineOf(obligation, line);
    own.remaining -= line.amount;
    own.touched = true;
  }
  obligation.touched = true;
  const counted = countedOf(obligation);
  if (completion.kind === 'capture') {
    obligation.captured += request.amount;
    if (completion.final) obligation.state = 'captured';
  } else {
    obligation.state = completion.kind === 'void' ? 'voided' : 'expired';
  }
  if (obligation.between !== undefined) {
    shiftHeld(state, obligation.between, countedOf(obligation) - counted);
  }
}

function mergedLines(lines: readonly HoldLine[]): ObligationState['lines'] {
  const merged = new Map<string, ObligationState['lines'][number]>();
  for (const line of lines) {
    const side = line.side === 'debit' ? 1 : 2;
    const id = `${line.account}/${side}`;
    const found = merged.get(id);
    if (found !== undefined) found.remaining += line.amount;
    else merged.set(id, { account: line.account, side, remaining: line.amount, touched: true });
  }
  return [...merged.values()];
}
