import type { PostingRequest, TransferRecord } from '@app/ledger';

/**
 * A second, naive ledger in memory, written apart from the engine: separate totals of debits and credits,
 * holds as a list, every rule as a plain sentence. It is fed with the history that the engine made, in the order
 * of batches, and says what each act should have come to.
 */
interface OracleAccount {
  debits: bigint;
  credits: bigint;
  minimum: bigint | null;
  maximum: bigint | null;
  status: 'open' | 'frozen' | 'closed';
  kind: 'clearing' | 'till' | 'asset' | 'wallet' | 'free';
}

interface OracleHold {
  id: string;
  state: 'open' | 'captured' | 'voided' | 'expired';
  authorised: bigint;
  captured: bigint;
  expiresUs: bigint;
  lines: { account: number; side: 'debit' | 'credit'; left: bigint }[];
}

/** What was given back of one transfer, return by return. */
interface OracleReturns {
  amounts: bigint[];
  reversed: boolean;
}

/** Something that a limit counts; what is given back stands here with a minus. */
interface OracleCount {
  readonly counter: string;
  readonly day: number;
  readonly amount: bigint;
  readonly acts: number;
}

export class LedgerOracle {
  private readonly returns = new Map<string, OracleReturns>();
  private readonly paces = new Map<string, bigint>();
  private readonly counts: OracleCount[] = [];
  private readonly accounts = new Map<number, OracleAccount>();
  private readonly holds = new Map<string, OracleHold>();

  open(id: number, kind: OracleAccount['kind']): void {
    this.accounts.set(id, {
      debits: 0n,
      credits: 0n,
      minimum: kind === 'wallet' ? 0n : null,
      maximum: kind === 'clearing' || kind === 'asset' || kind === 'till' ? 0n : null,
      status: 'open',
      kind,
    });
  }

  /** Posted balance, and what is held on either side. */
  balance(id: number): { posted: bigint; heldDebits: bigint; heldCredits: bigint } {
    return {
      posted: this.posted(id),
      heldDebits: this.held(id, 'debit'),
      heldCredits: this.held(id, 'credit'),
    };
  }

  /** What the act should come to: `posted`, or the refusal's code. Applies it if posted. */
  judge(request: PostingRequest, record: TransferRecord): string {
    const nowUs = microseconds(record.postedAt);
    const before = this.snapshot();
    const had = (request.ceilings ?? []).map(({ account }) => this.has(account));
    const refusal = this.tryOut(request, nowUs, dayOf(record.postedAt), had);
    if (refusal === undefined) {
      this.tryCovered(request, had);
      return 'posted';
    }
    this.restore(before);
    return refusal;
  }

  /** Cashback comes with the act or not at all, and never spoils it. */
  private tryCovered(request: PostingRequest, had: readonly bigint[]): void {
    const covered = request.whileCovered;
    if (covered === undefined || this.account(covered.account).status !== 'open') return;
    const before = this.snapshot();
    this.move(covered.legs);
    if (this.isOverCeiling(request, had) || this.brokenBound(new Set()) !== undefined) {
      this.restore(before);
    }
  }

  private tryOut(
    request: PostingRequest,
    nowUs: bigint,
    day: number,
    had: readonly bigint[],
  ): string | undefined {
    for (const gate of request.gates ?? []) {
      const { status } = this.account(gate.account);
      if (status !== 'open') return gate.role === 'till' ? 'till_closed' : `${gate.role}_${status}`;
    }
    const completed = this.complete(request, nowUs) ?? this.giveBack(request);
    if (completed !== undefined) return completed;
    if (request.refusal !== undefined) return request.refusal.code;
    const beyond = this.count(request, nowUs, day);
    if (beyond !== undefined) return beyond;
    for (const { account, to } of request.statuses ?? []) {
      const a = this.account(account);
      if (a.status === 'closed' && to !== 'closed') return 'account_closed';
      const empty =
        a.debits === a.credits &&
        this.held(account, 'debit') === 0n &&
        this.held(account, 'credit') === 0n;
      if (to === 'closed' && !empty) return 'account_not_empty';
      a.status = to;
    }
    const lowered = new Set<number>();
    for (const bound of request.bounds ?? []) {
      const a = this.account(bound.account);
      if ('add' in bound) a[bound.bound] = (a[bound.bound] ?? 0n) + bound.add;
      else {
        const of = bound.plusAssetsOf;
        const assets = of === undefined ? 0n : -this.posted(of) - this.held(of, 'credit');
        a[bound.bound] = bound.set === null ? null : bound.set + assets;
        lowered.add(bound.account);
      }
    }
    this.move(request.legs);
    if (request.hold !== undefined) {
      this.holds.set(request.id, {
        id: request.id,
        state: 'open',
        authorised: request.amount,
        captured: 0n,
        expiresUs: nowUs + BigInt(request.hold.expiresInSeconds) * 1_000_000n,
        lines: request.hold.lines.map((l) => ({
          account: l.account,
          side: l.side,
          left: l.amount,
        })),
      });
    }
    if (this.isOverCeiling(request, had)) return 'balance_limit_exceeded';
    return this.brokenBound(lowered);
  }

  /**
   * Whether the whole act brings an account beyond what it may hold; `had` says what it began with.
   */
  private isOverCeiling({ ceilings }: PostingRequest, had: readonly bigint[]): boolean {
    return (ceilings ?? []).some(({ account, maximum }, i) => {
      const has = this.has(account);
      return has > (had[i] ?? 0n) && has > maximum;
    });
  }

  private move(legs: PostingRequest['legs']): void {
    for (const leg of legs) {
      this.account(leg.debit).debits += leg.amount;
      this.account(leg.credit).credits += leg.amount;
    }
  }

  /** What the account has and is promised: an asset on its debit side. */
  private has(id: number): bigint {
    const { kind } = this.account(id);
    return kind === 'asset' || kind === 'till'
      ? this.held(id, 'debit') - this.posted(id)
      : this.posted(id) + this.held(id, 'credit');
  }

  private giveBack({ returnOf, amount }: PostingRequest): string | undefined {
    if (returnOf === undefined) return undefined;
    const { amounts, reversed } = this.returns.get(returnOf.transfer) ?? {
      amounts: [],
      reversed: false,
    };
    if (reversed) return 'already_reversed';
    if (returnOf.kind === 'reversal' && amounts.length > 0) return 'already_refunded';
    const sum = amounts.reduce((a, b) => a + b, amount);
    if (sum > returnOf.whole) return 'refund_exceeds_payment';
    this.returns.set(returnOf.transfer, {
      amounts: [...amounts, amount],
      reversed: returnOf.kind === 'reversal',
    });
    return undefined;
  }

  private count(request: PostingRequest, nowUs: bigint, day: number): string | undefined {
    const limits = request.usageLimits ?? [];
    for (const limit of limits) {
      const counter = `${limit.account}/${limit.kind}/${limit.period}`;
      const last = this.paces.get(`${limit.account}/${limit.kind}`);
      const pause = limit.minimumIntervalSeconds;
      const resting = last !== undefined && pause !== undefined;
      if (resting && nowUs < last + BigInt(pause) * 1_000_000n) return 'limit_exceeded';
      const done = this.counted(counter, day);
      if (limit.maximumCount !== undefined && done.acts + 1 > limit.maximumCount) {
        return 'limit_exceeded';
      }
      if (limit.maximumAmount !== undefined && done.amount + limit.amount > limit.maximumAmount) {
        return 'limit_exceeded';
      }
    }
    for (const { account, kind, period, amount, minimumIntervalSeconds } of limits) {
      this.counts.push({ counter: `${account}/${kind}/${period}`, day, amount, acts: 1 });
      if (minimumIntervalSeconds !== undefined) this.paces.set(`${account}/${kind}`, nowUs);
    }
    for (const given of request.usageReturns ?? []) {
      const periods = given.day === day ? (['day', 'month'] as const) : (['month'] as const);
      if (Math.trunc(given.day / 100) !== Math.trunc(day / 100)) continue;
      for (const period of periods) {
        const counter = `${given.account}/${given.kind}/${period}`;
        const done = this.counted(counter, day);
        const amount = done.amount < given.amount ? done.amount : given.amount;
        const acts = Math.min(done.acts, given.count ?? 1);
        this.counts.push({ counter, day, amount: -amount, acts: -acts });
      }
    }
    return undefined;
  }

  /** All that was counted on that day, or in its month. */
  private counted(counter: string, day: number): { amount: bigint; acts: number } {
    const unit = counter.endsWith('day') ? 1 : 100;
    const own = this.counts.filter(
      (c) => c.counter === counter && Math.trunc(c.day / unit) === Math.trunc(day / unit),
    );
    return {
      amount: own.reduce((sum, c) => sum + c.amount, 0n),
      acts: own.reduce((sum, c) => sum + c.acts, 0),
    };
  }

  private complete(request: PostingRequest, nowUs: bigint): string | undefined {
    const completion = request.completion;
    if (completion === undefined) return undefined;
    const hold = this.holds.get(completion.obligation);
    if (hold === undefined) throw new Error('the oracle knows no such hold');
    if (hold.state !== 'open') return 'hold_not_open';
    const isOver = nowUs >= hold.expiresUs;
    if (completion.kind === 'expiry' && !isOver) return 'hold_not_open';
    if (completion.kind === 'capture') {
      if (isOver) return 'hold_expired';
      if (hold.captured + request.amount > hold.authorised) return 'capture_exceeds_hold';
      hold.captured += request.amount;
      for (const freed of completion.release) {
        const line = hold.lines.find((l) => l.account === freed.account && l.side === freed.side);
        if (line !== undefined) line.left -= freed.amount;
      }
      if (completion.final) hold.state = 'captured';
      return undefined;
    }
    hold.state = completion.kind === 'void' ? 'voided' : 'expired';
    return undefined;
  }

  /** Cap before funds, whatever the order of accounts. */
  private brokenBound(lowered: ReadonlySet<number>): string | undefined {
    const broken = new Set<string>();
    for (const [id, a] of this.accounts) {
      const posted = a.credits - a.debits;
      if (a.maximum !== null && posted + this.held(id, 'credit') > a.maximum) {
        if (lowered.has(id)) broken.add('cap_below_use');
        else if (a.kind === 'till') broken.add('till_short');
        else broken.add(a.kind === 'clearing' ? 'cap_exceeded' : 'insufficient_funds');
      }
      if (a.minimum !== null && posted - this.held(id, 'debit') < a.minimum) {
        broken.add('insufficient_funds');
      }
    }
    return ['cap_below_use', 'cap_exceeded', 'insufficient_funds', 'till_short'].find((code) =>
      broken.has(code),
    );
  }

  private posted(id: number): bigint {
    const a = this.account(id);
    return a.credits - a.debits;
  }

  private held(id: number, side: 'debit' | 'credit'): bigint {
    let sum = 0n;
    for (const hold of this.holds.values()) {
      if (hold.state !== 'open') continue;
      for (const line of hold.lines) {
        if (line.account === id && line.side === side) sum += line.left;
      }
    }
    return sum;
  }

  private account(id: number): OracleAccount {
    const found = this.accounts.get(id);
    if (found === undefined) throw new Error(`the oracle knows no account ${id}`);
    return found;
  }

  private snapshot() {
    return {
      accounts: structuredClone(this.accounts),
      holds: structuredClone(this.holds),
      returns: structuredClone(this.returns),
      paces: structuredClone(this.paces),
      counts: this.counts.length,
    };
  }

  private restore(state: ReturnType<LedgerOracle['snapshot']>): void {
    this.accounts.clear();
    for (const [id, a] of state.accounts) this.accounts.set(id, a);
    this.holds.clear();
    for (const [id, h] of state.holds) this.holds.set(id, h);
    this.returns.clear();
    for (const [id, r] of state.returns) this.returns.set(id, r);
    this.paces.clear();
    for (const [id, us] of state.paces) this.paces.set(id, us);
    this.counts.length = state.counts;
  }
}

/** Microseconds since 1970 of an ISO time with six decimals. */
function microseconds(iso: string): bigint {
  return BigInt(Date.parse(`${iso.slice(0, 23)}Z`)) * 1000n + BigInt(iso.slice(23, 26));
}

/** yyyymmdd in Jakarta, seven hours ahead of UTC. */
function dayOf(iso: string): number {
  const local = new Date(Date.parse(`${iso.slice(0, 19)}Z`) + 7 * 3_600_000);
  return Number(local.toISOString().slice(0, 10).replaceAll('-', ''));
}
