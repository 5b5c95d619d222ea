import { assertNever, newUuid } from '@app/core';
import type { PostingOutcome, PostingRequest, UsageLimit } from '@app/ledger';
import fc from 'fast-check';
import {
  fundsIn,
  leg,
  opening,
  payment,
  request,
  returnOf,
  tillDeposit,
  withdrawalCapture,
  withdrawalHold,
} from './ledger-acts.js';
import type { LedgerWorld, WorldCooperative } from './ledger-world.js';

/** A random act; its numbers choose among what there is. */
export type Act =
  | { act: 'open' | 'pay' | 'hold'; a: number; b: number; amount: bigint; late: boolean }
  | { act: 'capture'; a: number; amount: bigint; final: boolean }
  | { act: 'void' | 'expiry'; a: number }
  | { act: 'status'; a: number; to: 'open' | 'frozen' | 'closed' }
  | { act: 'cap' | 'funds'; a: number; amount: bigint }
  | { act: 'deposit' | 'cashback' | 'limited' | 'budget'; a: number; b: number; amount: bigint }
  | { act: 'till'; a: number; open: boolean }
  | { act: 'refund' | 'reversal'; a: number; amount: bigint }
  | { act: 'replay'; a: number; changed: boolean };

const anIndex = fc.nat(200);
const anAmount = fc.bigInt(1n, 3_000n);
export const randomAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom('open', 'pay', 'hold'),
      a: anIndex,
      b: anIndex,
      amount: anAmount,
      late: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('pay'),
      a: anIndex,
      b: anIndex,
      amount: anAmount,
      late: fc.constant(false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('capture'),
      a: anIndex,
      amount: anAmount,
      final: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('void', 'expiry'), a: anIndex }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('status'),
      a: anIndex,
      to: fc.constantFrom('open', 'open', 'open', 'frozen', 'closed'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('cap', 'funds'), a: anIndex, amount: anAmount }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constantFrom('deposit', 'cashback', 'cashback', 'limited', 'limited', 'budget'),
      a: anIndex,
      b: anIndex,
      amount: anAmount,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('till'),
      a: anIndex,
      open: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom('refund', 'refund', 'refund', 'reversal'),
      a: anIndex,
      amount: anAmount,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('replay'), a: anIndex, changed: fc.boolean() }),
  },
);

/** A request, and what the engine answered. */
export interface Sent {
  readonly request: PostingRequest;
  outcome?: PostingOutcome;
}

/** Turns random acts into requests; the later ones refer to what was sent before. */
export class LedgerScript {
  readonly sent: Sent[] = [];
  private readonly holds: {
    request: PostingRequest;
    issuer: WorldCooperative;
    host: WorldCooperative;
  }[] = [];
  private readonly freed = new Map<string, bigint>();

  constructor(private readonly world: LedgerWorld) {}

  /** The request of an act; undefined when there is nothing yet that it could refer to. */
  next(act: Act): PostingRequest | undefined {
    const { world } = this;
    const coop = at(world.cooperatives, act.a);
    const wallet = at(coop.wallets, act.a >> 2);
    switch (act.act) {
      case 'open':
        return opening(world, coop, wallet, act.amount * 3n);
      case 'pay': {
        const other = at(world.cooperatives, act.a + 1 + (act.b % (world.cooperatives.length - 1)));
        return payment(world, [coop, wallet], [other, at(other.wallets, act.b >> 2)], act.amount);
      }
      case 'hold':
        return this.hold([coop, wallet], at(world.cooperatives, act.a + 1), act);
      case 'capture':
        return this.capture(act.a, act.amount, act.final);
      case 'void':
      case 'expiry':
        return this.release(act.act, act.a);
      case 'status':
        return request(world, {
          type: 'account_status',
          amount: 0n,
          statuses: [{ account: wallet, to: act.to }],
        });
      case 'cap':
        return capChange(world, coop, act.amount);
      case 'funds':
        return fundsIn(world, coop, act.amount);
      case 'deposit':
        return {
          ...tillDeposit(world, coop, wallet, act.amount),
          ceilings: [
            { account: wallet, maximum: 9_000n, name: 'balance' },
            { account: coop.till, maximum: 14_000n, name: 'cash_in_till' },
          ],
        };
      case 'cashback':
      case 'limited': {
        const other = at(world.cooperatives, act.a + 1);
        const merchant = at(other.wallets, act.b >> 2);
        const paid = payment(world, [coop, wallet], [other, merchant], act.amount);
        return act.act === 'limited'
          ? { ...paid, usageLimits: spendingLimits(wallet, act.amount) }
          : { ...paid, ...cashback(coop, wallet, act.amount) };
      }
      case 'budget':
        return request(world, {
          type: 'incentive_funding',
          amount: act.amount,
          legs: [leg(coop.bank, coop.incentiveBudget, act.amount)],
        });
      case 'till':
        return request(world, {
          type: act.open ? 'till_open' : 'till_close',
          amount: 0n,
          statuses: [{ account: coop.till, to: act.open ? 'open' : 'frozen' }],
        });
      case 'refund':
      case 'reversal':
        return this.return(act.act, act.a, act.amount);
      case 'replay':
        return this.replay(act.a, act.changed);
      default:
        return assertNever(act, 'act');
    }
  }

  private hold(
    [issuer, wallet]: readonly [WorldCooperative, number],
    host: WorldCooperative,
    { amount, late }: { readonly amount: bigint; readonly late: boolean },
  ): PostingRequest {
    const hold = {
      ...withdrawalHold(this.world, [issuer, wallet], host, amount, late ? 0 : 900),
      usageLimits: cashLimits(wallet, amount),
    };
    this.holds.push({ request: hold, issuer, host });
    return hold;
  }

  private release(kind: 'void' | 'expiry', choice: number): PostingRequest | undefined {
    const known = this.posted(choice);
    if (known === undefined) return undefined;
    const completion = { kind, obligation: known.request.id };
    return request(this.world, {
      type: kind,
      amount: 1n,
      completion,
      usageReturns: [
        {
          account: known.request.payer ?? 0,
          kind: 3,
          day: choice % 4 === 0 ? known.day - 1 : known.day,
          amount: known.request.amount,
          ...(choice % 5 === 0 && { count: 0 }),
        },
      ],
    });
  }

  /**
   * Computed upon what was given back before this round: within a round, returns overtake each
   * other.
   */
  private return(
    kind: 'refund' | 'reversal',
    choice: number,
    wanted: bigint,
  ): PostingRequest | undefined {
    const isPosted = ({ request: r, outcome }: Sent) =>
      outcome?.kind === 'decided' &&
      outcome.transfer.id === r.id &&
      outcome.transfer.refusal === null;
    const posted = this.sent.filter(isPosted);
    // Of few payments much is given back, so that returns meet; of others nothing but a reversal.
    const payments = posted.filter(({ request: r }) => r.type === 'payment');
    const isAlone = kind === 'reversal' && choice % 3 !== 0;
    const given = isAlone ? payments.slice(6, 16) : payments.slice(0, 6);
    if (given.length === 0) return undefined;
    const original = at(given, choice).request;
    const before = posted
      .filter(({ request: r }) => r.returnOf?.transfer === original.id)
      .reduce((sum, { request: r }) => sum + r.amount, 0n);
    const amount = kind === 'reversal' ? original.amount : (wanted % original.amount) / 3n + 1n;
    return returnOf(this.world, original, kind, amount, before);
  }

  private replay(choice: number, changed: boolean): PostingRequest | undefined {
    if (this.sent.length === 0) return undefined;
    const earlier = at(this.sent, choice).request;
    return { ...earlier, id: newUuid(), ...(changed ? { requestHash: 'ee'.repeat(16) } : {}) };
  }

  private posted(choice: number) {
    const known = this.holds.flatMap((hold) => {
      const outcome = this.sent.find((s) => s.request.id === hold.request.id)?.outcome;
      // A repetition may overtake it at the other engine: then the hold has the repetition's id.
      return outcome?.kind === 'decided' &&
        outcome.transfer.id === hold.request.id &&
        outcome.transfer.refusal === null
        ? [{ ...hold, day: dayInJakarta(outcome.transfer.postedAt) }]
        : [];
    });
    return known.length === 0 ? undefined : at(known, choice);
  }

  /** Never frees more than is left, which only a wrong caller would ask for. */
  private capture(choice: number, wanted: bigint, final: boolean): PostingRequest | undefined {
    const known = this.posted(choice);
    if (known === undefined) return undefined;
    const freed = this.freed.get(known.request.id) ?? 0n;
    const left = known.request.amount - freed;
    const part = final ? wanted : wanted < left ? wanted : left;
    if (part === 0n) return undefined;
    if (!final) this.freed.set(known.request.id, freed + part);
    const { issuer, host } = known;
    const capture = withdrawalCapture(this.world, known.request, issuer, host, part, final);
    return choice % 2 === 0 ? { ...capture, type: 'withdrawal' } : capture;
  }
}

function dayInJakarta(iso: string): number {
  const local = new Date(Date.parse(iso) + 7 * 3_600_000);
  return Number(local.toISOString().slice(0, 10).replaceAll('-', ''));
}

function capChange(world: LedgerWorld, coop: WorldCooperative, cap: bigint): PostingRequest {
  const bound = { account: coop.clearing, bound: 'maximum', set: cap } as const;
  return request(world, {
    type: 'cap_change',
    amount: cap,
    bounds: [{ ...bound, plusAssetsOf: coop.settlementDeposit }],
  });
}

/** Half of what was paid, from the sponsor's budget. */
function cashback({ incentiveBudget: account }: WorldCooperative, wallet: number, paid: bigint) {
  return {
    whileCovered: { account, legs: [leg(account, wallet, (paid + 1n) / 2n)] },
    ceilings: [{ account: wallet, maximum: 7_000n, name: 'balance' }],
  };
}

function cashLimits(account: number, amount: bigint): UsageLimit[] {
  return [
    { name: 'per_day', account, kind: 3, period: 'day', amount, maximumAmount: 4_000n },
    { name: 'per_month', account, kind: 3, period: 'month', amount, maximumCount: 6 },
  ];
}

/** Every third wallet has to wait as well. */
function spendingLimits(account: number, amount: bigint): UsageLimit[] {
  return [
    {
      name: 'per_day',
      account,
      kind: 1,
      period: 'day',
      amount,
      maximumCount: 9,
      ...(account % 3 === 0 && { minimumIntervalSeconds: 1 }),
    },
    { name: 'per_month', account, kind: 1, period: 'month', amount, maximumAmount: 12_000n },
  ];
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('empty');
  return item;
}
