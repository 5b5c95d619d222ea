import { sumSen, type AssessedFee, type FeePayer } from '@app/core';
import { cashRulebook } from '@app/testing';

import { cashbackOf } from './cashback.js';

const { rules } = cashRulebook();
const [home, host] = [...rules.cooperatives.values()];
const WALLET = 11;

const incentive = (payer: FeePayer, total: bigint): AssessedFee => ({
  component: 'incentive',
  payer,
  total,
  shares: [{ party: 'member', amount: total }],
});

function legsOf(payer: FeePayer, onUs = false) {
  if (home === undefined || host === undefined) throw new Error('a rulebook has two');
  const acquirer = onUs ? home.book : host.book;
  const covered = cashbackOf(rules, incentive(payer, 500_00n), {
    issuer: home.book,
    acquirer,
    wallet: WALLET,
  });
  return { covered, home: home.accounts, host: host.accounts };
}

describe('the legs of a cashback', () => {
  it('stay in the issuer’s book where it is the sponsor', () => {
    const { covered, home: own } = legsOf('issuer');
    expect(covered).toEqual({
      account: own.incentiveBudget,
      legs: [
        { debit: own.incentiveBudget, credit: WALLET, amount: 500_00n, component: 'incentive' },
      ],
    });
  });

  it('go by both clearings where the acquirer is', () => {
    const { covered, home: own, host: other } = legsOf('acquirer');
    expect(covered?.account).toBe(other.incentiveBudget);
    expect(covered?.legs.map(({ debit, credit }) => [debit, credit])).toEqual([
      [own.clearing, WALLET],
      [other.incentiveBudget, other.clearing],
      [other.position, own.position],
    ]);
  });

  it('stay in one book on-us, whoever is named', () => {
    const { covered, home: own } = legsOf('acquirer', true);
    expect(covered?.legs.map(({ debit, credit }) => [debit, credit])).toEqual([
      [own.incentiveBudget, WALLET],
    ]);
  });

  it('come from the switch’s own budget where the switch is', () => {
    const { covered, home: own } = legsOf('switch');
    const { incentiveBudget } = rules.switchAccounts;
    expect(covered?.account).toBe(incentiveBudget);
    expect(covered?.legs.map(({ debit, credit }) => [debit, credit])).toEqual([
      [own.clearing, WALLET],
      [incentiveBudget, own.position],
    ]);
    expect(sumSen(covered?.legs.map(({ amount }) => amount) ?? [])).toBe(1_000_00n);
  });

  it('are none where nothing is given', () => {
    const parties = { issuer: 1, acquirer: 2, wallet: WALLET };
    expect(cashbackOf(rules, undefined, parties)).toBeUndefined();
    expect(cashbackOf(rules, incentive('issuer', 0n), parties)).toBeUndefined();
  });
});
