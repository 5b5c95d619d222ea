import { presets, type FeeComponent, type FeeSchedule, type LegDraft, type Sen } from '@app/core';
import type { Cooperative, Member, Rules } from '@app/participants';

const RUPIAH = 100n;
const FEE_VERSION = 7;
const [HOME, HOST] = [1, 2];
const MILLION = 1_000_000n * RUPIAH;

/** Sen of whole rupiah. */
export function senOf(rupiah: number): Sen {
  return BigInt(rupiah) * RUPIAH;
}

/**
 * Rules in memory with fees for cash: Rp2,500 of the member, Rp2,000 to the host, Rp500 to the switch, off-us; Rp500 of
 * the member on-us. One member of the first cooperative, a till in each.
 */
export function cashRulebook({ suspended }: { suspended?: 'issuer' | 'host' } = {}) {
  const issuer = aCooperative(HOME, suspended === 'issuer' ? 'suspended' : 'active');
  const host = aCooperative(HOST, suspended === 'host' ? 'suspended' : 'active');
  const switchFeeIncome = -1_000;
  const rules: Rules = {
    epoch: 3n,
    schedule: cashFees(),
    feeVersion: FEE_VERSION,
    limits: { unregistered: TIER, registered: TIER },
    cooperatives: new Map([
      [HOME, issuer],
      [HOST, host],
    ]),
    switchAccounts: {
      book: 9,
      switchFeeIncome,
      settlementBank: 901,
      suspense: 902,
      incentiveBudget: 903,
      feePayable: new Map(),
    },
  };
  const member = aMember(issuer);
  const tillAt = {
    issuer: { account: 50, book: HOME },
    host: { account: 60, book: HOST },
  };
  const names = new Map<number, string>([
    [switchFeeIncome, 'switch: switchFeeIncome'],
    [member.wallet, 'issuer: wallet'],
    [tillAt.issuer.account, 'issuer: till'],
    [tillAt.host.account, 'host: till'],
    ...namesOf('issuer', issuer),
    ...namesOf('host', host),
  ]);
  return { rules, member, tillAt, names };
}

/** Legs as people read them: "issuer: wallet → clearing 1000 principal", amounts in rupiah. */
export function legsByName(
  legs: readonly LegDraft<number>[],
  names: ReadonlyMap<number, string>,
): string[] {
  return legs.map(({ debit, credit, amount, component }) => {
    const [from = '?', to = '?'] = [names.get(debit), names.get(credit)];
    return `${from} → ${to.slice(to.indexOf(': ') + 2)} ${amount / RUPIAH} ${component}`;
  });
}

const TIER = {
  perPayment: 10_000n * MILLION,
  perDayAmount: 10_000n * MILLION,
  perDayCount: 50,
  perMonthAmount: 10_000n * MILLION,
  balanceMaximum: 20n * MILLION,
  perMonthIncoming: 40n * MILLION,
};

function cashFees(): FeeSchedule {
  const simple = presets.cooperativeSimple();
  const fixed = (
    name: FeeComponent['name'],
    payer: FeeComponent['payer'],
    rupiah: number,
    party: string,
  ): FeeComponent => ({ name, payer, fixed: senOf(rupiah), shares: [{ party, weight: '1' }] });
  const components = {
    off_us: [
      fixed('member_fee', 'member', 2_500, 'issuer'),
      fixed('interchange', 'issuer', 2_000, 'acquirer'),
      fixed('switch_fee', 'issuer', 500, 'switch'),
    ],
    on_us: [fixed('member_fee', 'member', 500, 'issuer')],
  };
  return {
    ...simple,
    rules: simple.rules.map((rule) =>
      rule.service === 'deposit' || rule.service === 'withdrawal'
        ? { ...rule, components: components[rule.scope] }
        : rule,
    ),
  };
}

function aMember({ uid: cooperative, book, network }: Cooperative): Member {
  return {
    uid: '00000000-0000-7000-8000-0000000000b1',
    cooperative,
    book,
    network,
    person: '00000000-0000-7000-8000-0000000000b2',
    number: 'D-1',
    tier: 'registered',
    wallet: 11,
    walletUid: '00000000-0000-7000-8000-0000000000b3',
    joinedAt: new Date('2026-01-01T00:00:00Z'),
  };
}

const KINDS = [
  'clearing',
  'feeIncome',
  'interchangeIncome',
  'switchFeeExpense',
  'bank',
  'settlementDeposit',
  'openingBalance',
  'position',
  'liquidity',
  'vault',
  'interchangeExpense',
  'incentiveExpense',
  'incentiveBudget',
  'tradePayable',
  'tradeReceivable',
  'receivable',
  'cashDifference',
  'suspense',
] as const;

function namesOf(who: string, { accounts }: Cooperative): [number, string][] {
  return KINDS.map((kind) => [
    accounts[kind],
    kind === 'position' || kind === 'liquidity' ? `switch: ${kind} of ${who}` : `${who}: ${kind}`,
  ]);
}

function aCooperative(book: number, state: Cooperative['state']): Cooperative {
  const account = (kind: (typeof KINDS)[number]) => -(book * 100 + KINDS.indexOf(kind));
  return {
    uid: `00000000-0000-7000-8000-00000000000${book}`,
    book,
    network: 1,
    name: `Koperasi ${book}`,
    shortName: `K${book}`,
    city: 'Malang',
    state,
    accounts: {
      clearing: account('clearing'),
      feeIncome: account('feeIncome'),
      interchangeIncome: account('interchangeIncome'),
      switchFeeExpense: account('switchFeeExpense'),
      bank: account('bank'),
      settlementDeposit: account('settlementDeposit'),
      openingBalance: account('openingBalance'),
      position: account('position'),
      liquidity: account('liquidity'),
      vault: account('vault'),
      interchangeExpense: account('interchangeExpense'),
      incentiveExpense: account('incentiveExpense'),
      incentiveBudget: account('incentiveBudget'),
      tradePayable: account('tradePayable'),
      tradeReceivable: account('tradeReceivable'),
      receivable: account('receivable'),
      cashDifference: account('cashDifference'),
      suspense: account('suspense'),
    },
  };
}
