import { DEFAULT_UNIT, FEE_SCOPES } from './schedule.js';
import type { FeeComponent, FeeRule, FeeSchedule, FeeScope, FeeShare } from './schedule.js';

/** Ready-made schedules for a new network to begin with. */
export const presets = { cooperativeSimple, qrisMdr };

/** The names of the presets on the wire. */
export const PRESET_NAMES = ['cooperative_simple', 'qris_mdr'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

export function presetNamed(name: PresetName): FeeSchedule {
  return name === 'qris_mdr' ? qrisMdr() : cooperativeSimple();
}

/**
 * The simplest schedule that feeds both cooperatives: merchants pay 0.7 % of each payment; off-us
 * it is split 40/40/20 among acquirer, issuer and switch, on-us all of it stays in the cooperative.
 * Cash at a host, sending money and invoices cost nothing.
 */
function cooperativeSimple(): FeeSchedule {
  const splits = splitsOf([
    { party: 'acquirer', weight: '40' },
    { party: 'issuer', weight: '40' },
    { party: 'switch', weight: '20' },
  ]);
  return scheduleOf(OFF_US_FIRST.map((scope) => paymentAt('0.007', splits[scope], { scope })));
}

/** In sen. Up to this amount a micro merchant pays nothing. Bank Indonesia, since 1 December 2024. */
const FREE_FOR_MICRO_MERCHANTS = 50_000_000n;

/**
 * The MDR of QRIS by the merchant's criterion: UMI nothing up to Rp500,000 and 0.3 % above (since
 * 1 December 2024), PSO and BLU nothing (since 15 March 2025), all others 0.7 %.
 *
 * Off-us it is split as PADG 19/10/PADG/2017 splits the MDR of GPN debit cards, and as was announced
 * for QRIS: acquirer 39, issuer 37, switch 18, services 4, standard 2. On-us all of it stays in the
 * cooperative. Cash at a host, sending money and invoices cost nothing.
 */
function qrisMdr(): FeeSchedule {
  const splits = splitsOf([
    { party: 'acquirer', weight: '39' },
    { party: 'issuer', weight: '37' },
    { party: 'switch', weight: '18' },
    { party: 'services', weight: '4' },
    { party: 'standard', weight: '2' },
  ]);
  // Principals are whole rupiah: what is not more than the bound is below the next rupiah.
  const above = FREE_FOR_MICRO_MERCHANTS + DEFAULT_UNIT;
  return scheduleOf(
    OFF_US_FIRST.flatMap((scope) => [
      paymentAt('0.007', splits[scope], { scope }),
      freePayment({ scope, criterion: 'UMI', toAmount: above }),
      paymentAt('0.003', splits[scope], { scope, criterion: 'UMI', fromAmount: above }),
      freePayment({ scope, criterion: 'PSO' }),
      freePayment({ scope, criterion: 'BLU' }),
    ]),
  );
}

const OFF_US_FIRST: readonly FeeScope[] = ['off_us', 'on_us'];

function scheduleOf(payments: readonly FeeRule[]): FeeSchedule {
  const free = (['deposit', 'withdrawal', 'transfer', 'invoice'] as const).flatMap((service) =>
    FEE_SCOPES.map((scope) => ({ service, scope, components: [] })),
  );
  return { version: 1, unit: DEFAULT_UNIT, rounding: 'half_up', rules: [...payments, ...free] };
}

/** On-us nothing is split: all of it is the cooperative's. */
function splitsOf(offUs: readonly FeeShare[]): Record<FeeScope, readonly FeeShare[]> {
  return { off_us: offUs, on_us: [{ party: 'acquirer', weight: '100' }] };
}

type Restriction = Pick<FeeRule, 'scope' | 'criterion' | 'fromAmount' | 'toAmount'>;

function paymentAt(rate: string, shares: readonly FeeShare[], restriction: Restriction): FeeRule {
  const mdr: FeeComponent = { name: 'mdr', payer: 'merchant', rate, shares };
  return { service: 'payment', ...restriction, components: [mdr] };
}

function freePayment(restriction: Restriction): FeeRule {
  return { service: 'payment', ...restriction, components: [] };
}
