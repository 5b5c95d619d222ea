import fc from 'fast-check';
import {
  fundsIn,
  fundsOut,
  openingBalance,
  settleCreditor,
  settleDebtor,
  settleDirectly,
} from './index.js';
import type { FundsMovement, LegDraft, PositionPayment } from './index.js';

const movement = (amount: bigint): FundsMovement<string> => ({
  cooperative: { settlementDeposit: 'coop/settlement_deposit', bank: 'coop/bank' },
  switch: { settlementBank: 'switch/settlement_bank', liquidity: 'switch/liquidity' },
  amount,
});

const payment = (amount: bigint): PositionPayment<string> => ({
  cooperative: { clearing: 'coop/clearing', settlementDeposit: 'coop/settlement_deposit' },
  switch: { liquidity: 'switch/liquidity', position: 'switch/position' },
  amount,
});

const written = (legs: readonly LegDraft<string>[]): string[] =>
  legs.map(({ debit, credit, amount, component }) => `${debit} → ${credit} ${amount} ${component}`);

describe('legs of funds and settlement', () => {
  it('take an opening balance from the opening account to the wallet', () => {
    const opening = { openingBalance: 'coop/opening_balance', wallet: 'coop/wallet', amount: 5n };
    expect(written(openingBalance(opening))).toEqual([
      'coop/opening_balance → coop/wallet 5 opening',
    ]);
  });

  it('bring funds in from the cooperative’s bank to its prefunded money', () => {
    expect(written(fundsIn(movement(5n)))).toEqual([
      'coop/settlement_deposit → coop/bank 5 liquidity',
      'switch/settlement_bank → switch/liquidity 5 liquidity',
    ]);
  });

  it('take a debtor’s net from its prefunded money', () => {
    expect(written(settleDebtor(payment(5n)))).toEqual([
      'coop/clearing → coop/settlement_deposit 5 settlement',
      'switch/liquidity → switch/position 5 settlement',
    ]);
  });

  it('move what one pays another between their banks, and nothing at the settlement bank', () => {
    const between = settleDirectly({
      debtor: { clearing: 'debtor/clearing', bank: 'debtor/bank' },
      creditor: { clearing: 'creditor/clearing', bank: 'creditor/bank' },
      switch: { debtorPosition: 'switch/debtor', creditorPosition: 'switch/creditor' },
      amount: 5n,
    });
    expect(written(between)).toEqual([
      'debtor/clearing → debtor/bank 5 settlement',
      'creditor/bank → creditor/clearing 5 settlement',
      'switch/creditor → switch/debtor 5 settlement',
    ]);
  });

  it('undo each other: funds out and in, a creditor and a debtor', () => {
    const swapped = (legs: readonly LegDraft<string>[]): LegDraft<string>[] =>
      legs.map((leg) => ({ ...leg, debit: leg.credit, credit: leg.debit }));
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 16n), (amount) => {
        expect(fundsOut(movement(amount))).toEqual(swapped(fundsIn(movement(amount))));
        expect(settleCreditor(payment(amount))).toEqual(swapped(settleDebtor(payment(amount))));
      }),
    );
  });

  it('are none for an amount of zero', () => {
    const opening = { openingBalance: 'coop/opening_balance', wallet: 'coop/wallet', amount: 0n };
    expect(openingBalance(opening)).toEqual([]);
    expect(fundsIn(movement(0n))).toEqual([]);
    expect(settleDebtor(payment(0n))).toEqual([]);
  });
});
