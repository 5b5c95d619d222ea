import { InvariantError, type ReturnObligationState, type Sen } from '@app/core';
import { claimId } from './claims.js';

/** A working copy of an account within a batch. */
export interface AccountState {
  readonly id: number;
  readonly book: number;
  readonly kind: number;
  status: number;
  posted: Sen;
  heldDebits: Sen;
  heldCredits: Sen;
  minimum: Sen | null;
  maximum: Sen | null;
  /** The number of the batch that changed it last. */
  version: bigint;
  /** Something of it changed: it is written. */
  touched: boolean;
  /** The first and the last transfer of the batch whose legs moved its balance; null if none did. */
  firstItem: number | null;
  lastItem: number | null;
  /** What the transfer under decision would do; zero between transfers. */
  delta: Sen;
  deltaHeldDebits: Sen;
  deltaHeldCredits: Sen;
}

export interface HoldLineState {
  readonly account: number;
  readonly side: 1 | 2;
  remaining: Sen;
  touched: boolean;
}

/** A pair of positions that a hold is counted for. */
export interface HeldBetween {
  readonly low: number;
  readonly high: number;
  /** What the whole hold will make the low one owe the high one; negative the other way round. */
  readonly expected: Sen;
}

export interface ObligationState {
  readonly id: string;
  state: string;
  readonly authorised: Sen;
  captured: Sen;
  readonly expiresUs: bigint;
  readonly lines: HoldLineState[];
  /** Undefined for nearly all: there was no bilateral cap when it was placed. */
  readonly between: HeldBetween | undefined;
  /** Placed by this batch: inserted rather than updated. */
  readonly created: boolean;
  touched: boolean;
}

export interface UsageState {
  readonly account: number;
  readonly kind: number;
  /** yyyymmdd of the latest act; counts of an older day or month are over. */
  day: number;
  dayAmount: Sen;
  dayCount: number;
  monthAmount: Sen;
  monthCount: number;
  /** Not in the database yet. */
  created: boolean;
  touched: boolean;
}

/** A posted transfer that a request gives back, and what of it was given back already. */
export interface ReturnState {
  readonly transfer: string;
  /** The amount of that transfer. */
  readonly whole: Sen;
  returned: Sen;
  state: ReturnObligationState;
  /** Nothing of it was given back before this batch: inserted rather than updated. */
  readonly created: boolean;
  touched: boolean;
}

/** When an act with a minimum interval was last counted. */
export interface PaceState {
  readonly account: number;
  readonly kind: number;
  /** Microseconds since 1970; 0 if never. */
  lastUs: bigint;
  touched: boolean;
}

/** What one position came to owe another in a cycle, since its first batch that was counted. */
export interface BilateralState {
  readonly low: number;
  readonly high: number;
  readonly cycle: number;
  readonly since: bigint;
  /** Positive: the low one owes. */
  net: Sen;
  /** What open holds, of whatever cycle, will make the low one owe the high one, and the other way round. */
  heldLow: Sen;
  heldHigh: Sen;
  touched: boolean;
}

/** By how much a batch changes what the holds between a pair come to. */
export interface HeldShift {
  readonly low: number;
  readonly high: number;
  heldLow: Sen;
  heldHigh: Sen;
}

export interface ClaimState {
  readonly transfer: string;
  readonly requestHash: string;
}

/** Everything a batch decides on, read under the head's lock. */
export interface BatchState {
  readonly number: bigint;
  readonly previousHash: Buffer;
  readonly cycle: number;
  readonly epoch: bigint;
  readonly nowUs: bigint;
  /** yyyymmdd in the network's time zone. */
  readonly day: number;
  readonly claims: Map<string, ClaimState>;
  readonly accounts: Map<number, AccountState>;
  readonly obligations: Map<string, ObligationState>;
  readonly usages: Map<string, UsageState>;
  /** By transfer; read only for requests that give something back. */
  readonly returns: Map<string, ReturnState>;
  /** As usages; read only for requests with a minimum interval. */
  readonly paces: Map<string, PaceState>;
  /** By pair; read only for requests between a pair with a bilateral cap. */
  readonly bilaterals: Map<string, BilateralState>;
  /** By pair, also for pairs that no request names: a hold that ends knows its own. */
  readonly heldShifts: Map<string, HeldShift>;
  /** What the batch writes, in the order in which it was first touched. */
  readonly touchedAccounts: AccountState[];
  readonly touchedUsages: UsageState[];
}

/** The columns of `ledger.begin_batch`, unparsed. */
export type BeginBatchRow = readonly (string | null)[];

export function usageId(account: number, kind: number): string {
  return `${account}/${kind}`;
}

/** Reads the one row of `ledger.begin_batch`. */
export function readBatchState(row: BeginBatchRow): BatchState {
  const obligations = readObligations(row[8] ?? null, row[9] ?? null);
  return {
    number: BigInt(required(row[0])) + 1n,
    previousHash: Buffer.from(required(row[1]).slice(2), 'hex'),
    cycle: Number(required(row[2])),
    epoch: BigInt(required(row[3])),
    nowUs: BigInt(required(row[4])),
    day: Number(required(row[5])),
    claims: readClaims(row[6] ?? null),
    accounts: readAccounts(row[7] ?? null),
    obligations,
    usages: readUsages(row[10] ?? null),
    returns: new Map(),
    paces: new Map(),
    bilaterals: new Map(),
    heldShifts: new Map(),
    touchedAccounts: [],
    touchedUsages: [],
  };
}

/** Marks an account as to be written. */
export function touchAccount(state: BatchState, account: AccountState): void {
  if (account.touched) return;
  account.touched = true;
  state.touchedAccounts.push(account);
}

/** Marks counters as to be written. */
export function touchUsage(state: BatchState, usage: UsageState): void {
  if (usage.touched) return;
  usage.touched = true;
  state.touchedUsages.push(usage);
}

function readClaims(section: string | null): Map<string, ClaimState> {
  const claims = new Map<string, ClaimState>();
  for (const [value, principal, transfer, requestHash] of rows(section)) {
    claims.set(claimId(required(value), required(principal)), {
      transfer: required(transfer),
      requestHash: required(requestHash),
    });
  }
  return claims;
}

function readAccounts(section: string | null): Map<number, AccountState> {
  const accounts = new Map<number, AccountState>();
  for (const f of rows(section)) {
    const id = Number(f[0]);
    accounts.set(id, {
      id,
      book: Number(f[1]),
      kind: Number(f[2]),
      status: Number(f[3]),
      posted: BigInt(required(f[4])),
      heldDebits: BigInt(required(f[5])),
      heldCredits: BigInt(required(f[6])),
      minimum: f[7] === '' ? null : BigInt(required(f[7])),
      maximum: f[8] === '' ? null : BigInt(required(f[8])),
      version: BigInt(required(f[9])),
      touched: false,
      firstItem: null,
      lastItem: null,
      delta: 0n,
      deltaHeldDebits: 0n,
      deltaHeldCredits: 0n,
    });
  }
  return accounts;
}

function readObligations(
  section: string | null,
  linesSection: string | null,
): Map<string, ObligationState> {
  const obligations = new Map<string, ObligationState>();
  for (const fields of rows(section)) {
    const [id, state, authorised, captured, expires, low, high, expected] = fields;
    obligations.set(required(id), {
      id: required(id),
      state: required(state),
      authorised: BigInt(required(authorised)),
      captured: BigInt(required(captured)),
      expiresUs: BigInt(required(expires)),
      lines: [],
      // What is null leaves no field.
      between:
        expected === undefined
          ? undefined
          : { low: Number(low), high: Number(high), expected: BigInt(expected) },
      created: false,
      touched: false,
    });
  }
  for (const [obligation, account, side, remaining] of rows(linesSection)) {
    obligations.get(required(obligation))?.lines.push({
      account: Number(account),
      side: side === '1' ? 1 : 2,
      remaining: BigInt(required(remaining)),
      touched: false,
    });
  }
  return obligations;
}

function readUsages(section: string | null): Map<string, UsageState> {
  const usages = new Map<string, UsageState>();
  for (const f of rows(section)) {
    const [account, kind] = [Number(f[0]), Number(f[1])];
    usages.set(usageId(account, kind), {
      account,
      kind,
      day: Number(f[2]),
      dayAmount: BigInt(required(f[3])),
      dayCount: Number(f[4]),
      monthAmount: BigInt(required(f[5])),
      monthCount: Number(f[6]),
      created: false,
      touched: false,
    });
  }
  return usages;
}

function rows(section: string | null): string[][] {
  return section === null ? [] : section.split(';').map((row) => row.split(','));
}

function required(value: string | null | undefined): string {
  if (value === null || value === undefined) throw new InvariantError('a batch field is missing');
  return value;
}
