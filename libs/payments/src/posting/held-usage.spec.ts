import { USAGE_KINDS } from '../limits/limits-for.js';
import { countingDayOf, usageOfHold } from './held-usage.js';

const WALLET = { account: 1, kind: 'member_wallet' } as const;
const TILL = { account: 2, kind: 'till' } as const;
const SHOP = { account: 3, kind: 'merchant_wallet' } as const;

describe('what a hold that comes to nothing gives back', () => {
  it('of a withdrawal: spending and cash with the fee, the till’s without', () => {
    const hold = { payer: WALLET, payee: TILL, leftOfPayer: 102n, left: 100n };
    expect(usageOfHold({ ...hold, wasCaptured: false, day: 20260131 })).toEqual([
      { account: 1, kind: USAGE_KINDS.spending, day: 20260131, amount: 102n, count: 1 },
      { account: 1, kind: USAGE_KINDS.cashOut, day: 20260131, amount: 102n, count: 1 },
      { account: 2, kind: USAGE_KINDS.tillPayOut, day: 20260131, amount: 100n, count: 1 },
    ]);
  });

  it('of an authorisation captured in part: the rest of the amount, and no act', () => {
    const hold = { payer: WALLET, payee: SHOP, leftOfPayer: 40n, left: 40n };
    expect(usageOfHold({ ...hold, wasCaptured: true, day: 20260131 })).toEqual([
      { account: 1, kind: USAGE_KINDS.spending, day: 20260131, amount: 40n, count: 0 },
      { account: 3, kind: USAGE_KINDS.merchantSales, day: 20260131, amount: 40n, count: 0 },
    ]);
  });

  it('counts the day of the network’s calendar', () => {
    const lateInUtc = new Date('2026-01-31T17:00:00Z');
    expect(countingDayOf(lateInUtc, 'Asia/Jakarta')).toBe(20260201);
    expect(countingDayOf(lateInUtc, 'UTC')).toBe(20260131);
  });
});
