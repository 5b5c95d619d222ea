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
  kind: 'clearing' | 'asset' | 'wallet' | 'free';
}

interface OracleHold {
  id: string;
  state: 'open' | 'captured' | 'voided' | 'expired';
  authorised: bigint;
  captured: bigint;
  expiresUs: bigint;
  lines: { account: number; side: 'debit' | 'credit'; left: bigint }[];
}

export class LedgerOracle {
  private readonly accounts = new Map<number, OracleAccount>();
  private readonly holds = new Map<string, OracleHold>();

  open(id: number, kind: OracleAccount['kind']): void {
    this.accounts.set(id, {
      debits: 0n,
      credits: 0n,
      minimum: kind === 'wallet' ? 0n : null,
      maximum: kind === 'clearing' || kind === 'asset' ? 0n : null,
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
    const refusal = this.tryOut(request, nowUs);
    if (refusal === undefined) return 'posted';
    this.restore(before);
    return refusal;
  }

  private tryOut(request: PostingRequest, nowUs: bigint): string | undefined {
    for (const gate of request.gates ?? []) {
      const { status } = this.account(gate.account);
      if (status !== 'open') return `${gate.role}_${status}`;
    }
    const completed = this.complete(request, nowUs);
    if (completed !== undefined) return completed;
    if (request.refusal !== undefined) return request.refusal.code;
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
        const assets = bound.plusAssetsOf === undefined ? 0n : -this.posted(bound.plusAssetsOf);
        a[bound.bound] = bound.set === null ? null : bound.set + assets;
        lowered.add(bound.account);
      }
    }
    for (const leg of request.legs) {
      this.account(leg.debit).debits += leg.amount;
      this.account(leg.credit).credits += leg.amount;
    }
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
    return this.brokenBound(lowered);
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
        else broken.add(a.kind === 'clearing' ? 'cap_exceeded' : 'insufficient_funds');
      }
      if (a.minimum !== null && posted - this.held(id, 'debit') < a.minimum) {
        broken.add('insufficient_funds');
      }
    }
    return ['cap_below_use', 'cap_exceeded', 'insufficient_funds'].find((code) => broken.has(code));
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
    return { accounts: structuredClone(this.accounts), holds: structuredClone(this.holds) };
  }

  private restore(state: ReturnType<LedgerOracle['snapshot']>): void {
    this.accounts.clear();
    for (const [id, a] of state.accounts) this.accounts.set(id, a);
    this.holds.clear();
    for (const [id, h] of state.holds) this.holds.set(id, h);
  }
}

/** Microseconds since 1970 of an ISO time with six decimals. */
function microseconds(iso: string): bigint {
  return BigInt(Date.parse(`${iso.slice(0, 23)}Z`)) * 1000n + BigInt(iso.slice(23, 26));
}
