import { presets, toMoney, type FeeComponent, type FeeRule, type FeeSchedule } from '@app/core';

const rupiah = (amount: bigint) => amount * 100n;

/** What a member pays the own cooperative for cash, or for sending money, elsewhere. */
const MEMBER_FEE = rupiah(1_000n);
const INTERCHANGE = rupiah(750n);
const SWITCH_FEE = rupiah(250n);

const ofMember: FeeComponent = {
  name: 'member_fee',
  payer: 'member',
  fixed: MEMBER_FEE,
  shares: [{ party: 'issuer', weight: '100' }],
};
const ofCooperative: readonly FeeComponent[] = [
  {
    name: 'interchange',
    payer: 'issuer',
    fixed: INTERCHANGE,
    shares: [{ party: 'acquirer', weight: '100' }],
  },
  {
    name: 'switch_fee',
    payer: 'issuer',
    fixed: SWITCH_FEE,
    shares: [{ party: 'switch', weight: '100' }],
  },
];

const SIMPLE = presets.cooperativeSimple();

/**
 * The schedule of the demo's network: payments as in the preset that it begins with; cash at
 * another cooperative's counter earns that cooperative Rp750, and so does money sent to its members.
 */
export const DEMO_FEES: FeeSchedule = { ...SIMPLE, rules: SIMPLE.rules.map(priced) };

function priced(rule: FeeRule): FeeRule {
  if (rule.scope === 'on_us') return rule;
  if (rule.service === 'deposit') return { ...rule, components: ofCooperative };
  const isOutgoing = rule.service === 'withdrawal' || rule.service === 'transfer';
  return isOutgoing ? { ...rule, components: [ofMember, ...ofCooperative] } : rule;
}

/** The same with a merchant discount that nobody would agree to. */
export const DEAR_FEES: FeeSchedule = {
  ...DEMO_FEES,
  rules: DEMO_FEES.rules.map((rule) => ({
    ...rule,
    components: rule.components.map((part) =>
      part.name === 'mdr' ? { ...part, rate: '0.02' } : part,
    ),
  })),
};

/** A schedule's rules as `POST /v1/fee-schedules` takes them. */
export function rulesOnWire({ rules }: FeeSchedule): object[] {
  return rules.map(({ service, scope, components }) => ({
    service,
    scope,
    components: components.map(({ name, payer, rate, fixed, shares }) => ({
      name,
      payer,
      ...(rate !== undefined && { rate }),
      ...(fixed !== undefined && { fixed: toMoney(fixed) }),
      shares,
    })),
  }));
}
