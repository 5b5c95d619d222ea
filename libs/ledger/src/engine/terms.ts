import { invariant, type RefusalCode, type FailureDetail, type Sen } from '@app/core';
import {
  usageId,
  type AccountState,
  type BatchState,
  type HoldLineState,
  type ObligationState,
  type PaceState,
  type UsageState,
} from './batch-state.js';
import type { HoldLine, PostingRequest, UsageLimit } from './request.js';

export const STATUS_CODES = { open: 1, frozen: 2, closed: 3 } as const;

/** Why a request is refused; kept with its transfer. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail?: FailureDetail | undefined;
}

/** An account that the request names; InvariantError if the network has no such account. */
export function account(state: BatchState, id: number): AccountState {
  const found = state.accounts.get(id);
  invariant(found !== undefined, `account ${id} is not in this network`);
  return found;
}

/** The hold that a completion names; InvariantError if there is none, since the caller read it before. */
export function obligationOf(state: BatchState, id: string): ObligationState {
  const found = state.obligations.get(id);
  invariant(found !== undefined, `there is no hold ${id}`);
  return found;
}

/** The account's counters, rolled on to the batch's day. */
export function usageOf(
  state: BatchState,
  limit: { readonly account: number; readonly kind: number },
): UsageState {
  const id = usageId(limit.account, limit.kind);
  let usage = state.usages.get(id);
  if (usage === undefined) {
    usage = {
      account: limit.account,
      kind: limit.kind,
      day: state.day,
      dayAmount: 0n,
      dayCount: 0,
      monthAmount: 0n,
      monthCount: 0,
      created: true,
      touched: false,
    };
    state.usages.set(id, usage);
  }
  if (usage.day !== state.day) {
    usage.dayAmount = 0n;
    usage.dayCount = 0;
    if (Math.floor(usage.day / 100) !== Math.floor(state.day / 100)) {
      usage.monthAmount = 0n;
      usage.monthCount = 0;
    }
    usage.day = state.day;
  }
  return usage;
}

/** When this was last counted, as far as any limit asked for it. */
export function paceOf(state: BatchState, limit: UsageLimit): PaceState {
  const id = usageId(limit.account, limit.kind);
  let pace = state.paces.get(id);
  if (pace === undefined) {
    pace = { account: limit.account, kind: limit.kind, lastUs: 0n, touched: false };
    state.paces.set(id, pace);
  }
  return pace;
}

/** What a completion frees: all that remains, or for a capture in part what it says. */
export function releases(state: BatchState, request: PostingRequest): readonly HoldLine[] {
  const completion = request.completion;
  if (completion === undefined) return [];
  const obligation = obligationOf(state, completion.obligation);
  if (completion.kind === 'capture' && !completion.final) {
    for (const line of completion.release) {
      invariant(
        line.amount >= 0n && line.amount <= lineOf(obligation, line).remaining,
        `transfer ${request.id} frees more than its hold has`,
      );
    }
    return completion.release;
  }
  return obligation.lines.map((line) => ({
    account: line.account,
    side: line.side === 1 ? 'debit' : 'credit',
    amount: line.remaining,
  }));
}

/** The hold's own line on that account and side. */
export function lineOf(obligation: ObligationState, line: HoldLine): HoldLineState {
  const side = line.side === 'debit' ? 1 : 2;
  const found = obligation.lines.find((l) => l.account === line.account && l.side === side);
  invariant(found !== undefined, `hold ${obligation.id} has no line on account ${line.account}`);
  return found;
}

/** The bounds that the account would have; `changed` if they were set anew rather than moved along. */
export function boundsAfter(
  state: BatchState,
  request: PostingRequest,
  a: AccountState,
): { minimum: Sen | null; maximum: Sen | null; changed: boolean } {
  const after = { minimum: a.minimum, maximum: a.maximum, changed: false };
  for (const change of request.bounds ?? []) {
    if (change.account !== a.id) continue;
    if ('add' in change) {
      const before = after[change.bound];
      invariant(before !== null, `account ${a.id} has no ${change.bound} to add to`);
      after[change.bound] = before + change.add;
    } else {
      const assets =
        change.plusAssetsOf === undefined ? 0n : unreserved(account(state, change.plusAssetsOf));
      after[change.bound] = change.set === null ? null : change.set + assets;
      after.changed = true;
    }
  }
  return after;
}

/** What an asset account has, less what is reserved to leave it. */
function unreserved({ posted, heldCredits }: AccountState): Sen {
  return -posted - heldCredits;
}
