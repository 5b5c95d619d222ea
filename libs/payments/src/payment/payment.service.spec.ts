import { fail, newUuid, presets } from '@app/core';
import type { PostingOutcome, PostingRequest } from '@app/ledger';
import type { Cooperative, Member, Merchant, Rules } from '@app/participants';

import { QuoteService } from '../quote/quote.service.js';
import { PaymentService } from './payment.service.js';

const COOPERATIVE: Cooperative = {
  uid: newUuid(),
  book: 1,
  network: 1,
  name: 'Koperasi Dinoyo',
  shortName: 'Dinoyo',
  city: 'Malang',
  state: 'active',
  accounts: {
    clearing: -1,
    feeIncome: -2,
    interchangeIncome: -3,
    switchFeeExpense: -4,
    bank: 5,
    settlementDeposit: 6,
    openingBalance: 7,
    vault: 10,
    interchangeExpense: -11,
    incentiveExpense: -12,
    incentiveBudget: 13,
    tradePayable: 14,
    tradeReceivable: 15,
    receivable: 16,
    cashDifference: 17,
    suspense: 18,
    position: -8,
    liquidity: 9,
  },
};
const HOLDER = {
  uid: newUuid(),
  cooperative: COOPERATIVE.uid,
  book: 1,
  network: 1,
  walletUid: newUuid(),
};
const PAYER: Member = {
  ...HOLDER,
  person: newUuid(),
  number: '1',
  tier: 'registered',
  wallet: 11,
  joinedAt: new Date('2026-01-01T00:00:00Z'),
};
const PAYEE: Merchant = {
  ...HOLDER,
  ownerPerson: newUuid(),
  name: 'Toko Siti',
  criterion: 'UMI',
  wallet: 12,
};
const TIER = { perPayment: 20_000_000_00n, perDayAmount: 1n, perDayCount: 1, perMonthAmount: 1n };

function rulesAt(epoch: bigint, cooperatives: readonly Cooperative[] = [COOPERATIVE]): Rules {
  return {
    epoch,
    schedule: presets.cooperativeSimple(),
    feeVersion: 1,
    limits: { registered: TIER, unregistered: TIER },
    cooperatives: new Map(cooperatives.map((one) => [one.book, one])),
    switchAccounts: {
      book: 9,
      switchFeeIncome: -90,
      settlementBank: 91,
      suspense: 92,
      incentiveBudget: 93,
      feePayable: new Map(),
    },
  };
}

/** A service whose engine answers what it is told to; and what the engine was asked. */
function serviceOver(
  answers: (request: PostingRequest) => PostingOutcome,
  rules: readonly Rules[] = [rulesAt(1n)],
  payee: Merchant | null = PAYEE,
) {
  const asked: PostingRequest[] = [];
  let at = 0;
  const current = () => Promise.resolve(rules[Math.min(at, rules.length - 1)] ?? rulesAt(1n));
  const directory = {
    rules: current,
    refresh: () => {
      at += 1;
      return current();
    },
    member: () => Promise.resolve(PAYER),
    merchant: () => Promise.resolve(payee ?? undefined),
  };
  const service = new PaymentService({
    ledger: {
      post: (request) => {
        asked.push(request);
        return Promise.resolve(answers(request));
      },
    },
    directory,
    reads: {
      transferByReference: () => Promise.resolve(undefined),
      head: () => Promise.resolve(undefined),
    },
    quotes: { find: () => Promise.resolve(undefined) },
    facts: { cycle: () => Promise.resolve(newUuid()) },
    codes: NO_CODES,
  });
  return { service, directory, asked };
}

const NO_CODES = {
  identify: () => Promise.resolve(fail('qr_code_foreign')),
  refusalOf: () => Promise.resolve(undefined),
};

const ORDER = {
  member: PAYER.uid,
  principal: PAYER.person,
  to: { merchant: PAYEE.uid, amount: 10_000_00n },
  key: 'k-1',
  requestHash: '0'.repeat(32),
};

describe('paying while the rules change', () => {
  it('plans anew under the epoch that is now', async () => {
    const { service, asked } = serviceOver(
      ({ epoch }) =>
        epoch === 3n ? { kind: 'unavailable', code: 'overloaded' } : { kind: 'stale', epoch: 3n },
      [rulesAt(1n), rulesAt(2n), rulesAt(3n)],
    );
    await service.pay(ORDER);
    expect(asked.map(({ epoch }) => epoch)).toEqual([1n, 2n, 3n]);
  });

  it('does not fail by rules that another process has replaced', async () => {
    const { service, asked } = serviceOver(
      ({ epoch }) =>
        epoch === 2n
          ? { kind: 'unavailable', code: 'shutting_down' }
          : { kind: 'stale', epoch: 2n },
      [{ ...rulesAt(1n), schedule: null }, rulesAt(2n)],
    );
    expect(await service.pay(ORDER)).toMatchObject({ code: 'shutting_down' });
    expect(asked.map(({ epoch, legs }) => [epoch, legs.length > 0])).toEqual([
      [0n, false],
      [2n, true],
    ]);
  });

  it('fails by the rules of now without planning again', async () => {
    const { service, asked } = serviceOver(
      () => ({ kind: 'stale', epoch: 1n }),
      [{ ...rulesAt(1n), schedule: null }],
    );
    expect(await service.pay(ORDER)).toEqual({
      ok: false,
      code: 'fee_rule_missing',
      replayed: false,
    });
    expect(asked).toHaveLength(1);
  });

  it('gives up after five plans that fail, each by rules that were replaced', async () => {
    let epoch = 1n;
    const { service, asked } = serviceOver(
      () => ({ kind: 'stale', epoch: (epoch += 1n) }),
      [{ ...rulesAt(1n), schedule: null }],
    );
    expect(await service.pay(ORDER)).toMatchObject({ code: 'overloaded' });
    expect(asked).toHaveLength(5);
  });

  it('gives up after five plans, and says that it may be tried again', async () => {
    const { service, asked } = serviceOver(() => ({ kind: 'stale', epoch: 9n }));
    expect(await service.pay(ORDER)).toEqual({ ok: false, code: 'overloaded', replayed: false });
    expect(asked).toHaveLength(5);
  });

  it('reads the rules again for a cooperative younger than they are', async () => {
    const { service, asked } = serviceOver(
      () => ({ kind: 'unavailable', code: 'shutting_down' }),
      [rulesAt(1n, []), rulesAt(2n)],
    );
    expect(await service.pay(ORDER)).toMatchObject({ code: 'shutting_down' });
    expect(asked.map(({ epoch }) => epoch)).toEqual([2n]);
  });
});

describe('quoting while the rules change', () => {
  const without = (epoch: bigint): Rules => ({ ...rulesAt(epoch), schedule: null });
  const offerUnder = async (...rules: Rules[]) => {
    const { directory } = serviceOver(() => ({ kind: 'stale', epoch: 9n }), rules);
    const epochs: bigint[] = [];
    const quotes = {
      insert: (_draft: unknown, epoch: bigint) => {
        epochs.push(epoch);
        return Promise.resolve(undefined);
      },
    };
    const offered = await new QuoteService({ directory, quotes, codes: NO_CODES }).offer(ORDER);
    return { offered, epochs };
  };

  it('does not fail by rules that another process has replaced', async () => {
    const { epochs } = await offerUnder(without(1n), rulesAt(2n));
    expect(epochs[0]).toBe(2n);
  });

  it('fails by the rules of now', async () => {
    const { offered, epochs } = await offerUnder(without(1n));
    expect(offered).toEqual({ ok: false, code: 'fee_rule_missing' });
    expect(epochs).toEqual([]);
  });
});

describe('what the engine could not decide', () => {
  it.each(['overloaded', 'database_unavailable', 'outcome_unknown', 'shutting_down'] as const)(
    'is told as %s',
    async (code) => {
      const { service } = serviceOver(() => ({ kind: 'unavailable', code }));
      expect(await service.pay(ORDER)).toEqual({ ok: false, code, replayed: false });
    },
  );

  it('is told of an unknown merchant too', async () => {
    const down = { kind: 'unavailable', code: 'database_unavailable' } as const;
    const { service } = serviceOver(() => down, [rulesAt(1n)], null);
    expect(await service.pay(ORDER)).toMatchObject({ code: 'database_unavailable' });
  });

  it('asks the engine about the key before it answers a failure of its own', async () => {
    const { service, asked } = serviceOver(() => ({
      kind: 'reused',
      code: 'idempotency_key_reused',
    }));
    const quoted = { ...ORDER, quote: newUuid() };
    expect(await service.pay(quoted)).toMatchObject({ code: 'idempotency_key_reused' });
    expect(asked).toMatchObject([{ key: 'k-1', legs: [], epoch: 0n }]);
  });
});
