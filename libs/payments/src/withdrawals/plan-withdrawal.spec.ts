import fc from 'fast-check';
import { cashRulebook, legsByName, senOf } from '@app/testing';
import { HOLD_SECONDS, planConfirmation, planHold, type HeldCash } from './plan-withdrawal.js';

const heldOf = (
  { tillAt, member }: ReturnType<typeof cashRulebook>,
  at: 'issuer' | 'host',
  rupiah: number,
): HeldCash => ({
  id: 'hold',
  wallet: member.wallet,
  till: tillAt[at].account,
  issuer: member.book,
  acquirer: tillAt[at].book,
  feeVersion: 7,
  amount: senOf(rupiah),
});

describe('the hold of a withdrawal', () => {
  it('at a host holds wallet, what the issuer will owe, and till', () => {
    const { rules, member, tillAt } = cashRulebook();
    const planned = planHold(rules, {
      till: tillAt.host,
      holder: { member },
      amount: senOf(200_000),
    });
    if (!planned.ok) throw new Error(planned.code);
    const clearing = rules.cooperatives.get(member.book)?.accounts.clearing;
    expect(planned.value).toMatchObject({ type: 'hold', amount: senOf(200_000), legs: [] });
    expect(planned.value.hold).toEqual({
      owes: senOf(202_000),
      expiresInSeconds: HOLD_SECONDS,
      lines: [
        { account: member.wallet, side: 'debit', amount: senOf(202_500) },
        { account: tillAt.host.account, side: 'credit', amount: senOf(200_000) },
        { account: clearing, side: 'credit', amount: senOf(202_500) },
      ],
    });
    expect(planned.value.usageLimits?.map(({ name, amount }) => [name, amount])).toEqual([
      ['per_day', senOf(202_500)],
      ['per_month', senOf(202_500)],
      ['cash_out_per_day', senOf(202_500)],
      ['cash_out_per_month', senOf(202_500)],
    ]);
  });

  it('at the own cooperative holds no cap', () => {
    const { rules, member, tillAt } = cashRulebook();
    const planned = planHold(rules, {
      till: tillAt.issuer,
      holder: { member },
      amount: senOf(200_000),
    });
    if (!planned.ok) throw new Error(planned.code);
    expect(planned.value.hold?.lines.map(({ account }) => account)).toEqual([
      member.wallet,
      tillAt.issuer.account,
    ]);
  });
});

describe('the confirmation of a withdrawal', () => {
  it('at a host moves the legs of the table, and ends the hold', () => {
    const book = cashRulebook();
    const planned = planConfirmation(book.rules, heldOf(book, 'host', 200_000));
    if (!planned.ok) throw new Error(planned.code);
    expect(legsByName(planned.value.legs, book.names)).toEqual([
      'issuer: wallet → clearing 200000 principal',
      'issuer: wallet → feeIncome 2500 member_fee',
      'issuer: interchangeExpense → clearing 2000 interchange',
      'issuer: switchFeeExpense → clearing 500 switch_fee',
      'host: clearing → till 200000 principal',
      'host: clearing → interchangeIncome 2000 interchange',
      'switch: position of issuer → position of host 200000 principal',
      'switch: position of issuer → position of host 2000 interchange',
      'switch: position of issuer → switchFeeIncome 500 switch_fee',
    ]);
    expect(planned.value).toMatchObject({
      type: 'withdrawal',
      feeVersion: 7,
      completion: { kind: 'capture', obligation: 'hold', final: true },
    });
    expect(planned.value.gates).toBeUndefined();
  });

  it('at the own cooperative stays in its book', () => {
    const book = cashRulebook();
    const planned = planConfirmation(book.rules, heldOf(book, 'issuer', 200_000));
    if (!planned.ok) throw new Error(planned.code);
    expect(legsByName(planned.value.legs, book.names)).toEqual([
      'issuer: wallet → till 200000 principal',
      'issuer: wallet → feeIncome 500 member_fee',
    ]);
  });

  it('goes on in a suspended cooperative: it ends what was begun', () => {
    const book = cashRulebook({ suspended: 'issuer' });
    const planned = planConfirmation(book.rules, heldOf(book, 'host', 200_000));
    expect(planned).toMatchObject({ ok: true });
    expect(planned).not.toMatchObject({ value: { refusal: expect.anything() } });
  });

  it('takes exactly what was held, of wallet, cap and till, whatever the amount', () => {
    const book = cashRulebook();
    const { rules, member } = book;
    fc.assert(
      fc.property(
        fc.integer({ min: 2_501, max: 1_000_000_000 }),
        fc.constantFrom('issuer', 'host'),
        (rupiah, at) => {
          const till = book.tillAt[at];
          const held = planHold(rules, { till, holder: { member }, amount: senOf(rupiah) });
          const posted = planConfirmation(rules, heldOf(book, at, rupiah));
          if (!held.ok || !posted.ok) throw new Error('not planned');
          for (const { account, side, amount } of held.value.hold?.lines ?? []) {
            let net = 0n;
            for (const leg of posted.value.legs) {
              if (leg.debit === account) net += leg.amount;
              if (leg.credit === account) net -= leg.amount;
            }
            expect(side === 'debit' ? net : -net).toBe(amount);
          }
        },
      ),
    );
  });
});
