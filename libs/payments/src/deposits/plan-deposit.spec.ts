import fc from 'fast-check';
import { cashRulebook, legsByName, senOf } from '@app/testing';
import { planDeposit } from './plan-deposit.js';

describe('a cash deposit', () => {
  it('at a host moves the legs of the table, whole and in three books', () => {
    const { rules, member, tillAt, names } = cashRulebook();
    const planned = planDeposit(rules, { till: tillAt.host, member, amount: senOf(100_000) });
    if (!planned.ok) throw new Error(planned.code);
    expect(legsByName(planned.value.legs, names)).toEqual([
      'issuer: clearing → wallet 100000 principal',
      'issuer: interchangeExpense → clearing 2000 interchange',
      'issuer: switchFeeExpense → clearing 500 switch_fee',
      'issuer: wallet → feeIncome 2500 member_fee',
      'host: till → clearing 100000 principal',
      'host: clearing → interchangeIncome 2000 interchange',
      'switch: position of host → position of issuer 100000 principal',
      'switch: position of issuer → position of host 2000 interchange',
      'switch: position of issuer → switchFeeIncome 500 switch_fee',
    ]);
    expect(planned.value).toMatchObject({
      type: 'deposit',
      feeVersion: 7,
      gates: [{ role: 'till' }, { role: 'payee' }],
      refusal: undefined,
    });
    expect(planned.value.usageLimits?.map(({ name }) => name)).toEqual(['incoming_per_month']);
    expect(planned.value.ceilings?.map(({ name }) => name)).toEqual(['balance']);
  });

  it('at the own cooperative stays in its book', () => {
    const { rules, member, tillAt, names } = cashRulebook();
    const planned = planDeposit(rules, { till: tillAt.issuer, member, amount: senOf(100_000) });
    if (!planned.ok) throw new Error(planned.code);
    expect(legsByName(planned.value.legs, names)).toEqual([
      'issuer: till → wallet 100000 principal',
      'issuer: wallet → feeIncome 500 member_fee',
    ]);
  });

  it('is refused by a suspended host or home, and fails below its fee', () => {
    for (const suspended of ['issuer', 'host'] as const) {
      const { rules, member, tillAt } = cashRulebook({ suspended });
      const planned = planDeposit(rules, { till: tillAt.host, member, amount: senOf(100_000) });
      expect(planned).toMatchObject({ value: { refusal: { code: 'cooperative_suspended' } } });
    }
    const { rules, member, tillAt } = cashRulebook();
    const small = planDeposit(rules, { till: tillAt.host, member, amount: senOf(2_500) });
    expect(small).toMatchObject({ ok: false, code: 'fee_exceeds_amount' });
  });

  it('conserves money in every book, whatever the amount', () => {
    const { rules, member, tillAt } = cashRulebook();
    fc.assert(
      fc.property(fc.integer({ min: 2_501, max: 1_000_000_000 }), (rupiah) => {
        const planned = planDeposit(rules, { till: tillAt.host, member, amount: senOf(rupiah) });
        if (!planned.ok) throw new Error(planned.code);
        const { issuer, host } = tillAt;
        const net = new Map<number, bigint>();
        for (const { debit, credit, amount } of planned.value.legs) {
          net.set(debit, (net.get(debit) ?? 0n) - amount);
          net.set(credit, (net.get(credit) ?? 0n) + amount);
        }
        const home = rules.cooperatives.get(issuer.book)?.accounts;
        const away = rules.cooperatives.get(host.book)?.accounts;
        expect(net.get(home?.clearing ?? 0)).toBe(-(net.get(home?.position ?? 0) ?? 0n));
        expect(net.get(away?.clearing ?? 0)).toBe(-(net.get(away?.position ?? 0) ?? 0n));
        expect(net.get(host.account)).toBe(-senOf(rupiah));
        expect(net.get(member.wallet)).toBe(senOf(rupiah - 2_500));
      }),
    );
  });
});
