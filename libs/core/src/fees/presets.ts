import { DEFAULT_UNIT, FEE_SCOPES } from './schedule.js';
import type { FeeComponent, FeeRule, FeeSchedule, FeeShare } from './schedule.js';

/** Ready-made schedules for a new network to begin with. */
export const presets = { cooperativeSimple };

/**
 * The simplest schedule that feeds both cooperatives: merchants pay 0.7 % of each payment; off-us
 * it is split 40/40/20 among acquirer, issuer and switch, on-us all of it stays in the cooperative.
 * Cash at a host and sending money cost nothing.
 */
function cooperativeSimple(): FeeSchedule {
  return {
    version: 1,
    unit: DEFAULT_UNIT,
    rounding: 'half_up',
    rules: [
      {
        service: 'payment',
        scope: 'off_us',
        components: [
          merchantDiscount([
            { party: 'acquirer', weight: '40' },
            { party: 'issuer', weight: '40' },
            { party: 'switch', weight: '20' },
          ]),
        ],
      },
      {
        service: 'payment',
        scope: 'on_us',
        components: [merchantDiscount([{ party: 'acquirer', weight: '100' }])],
      },
      ...freeOfCharge('deposit'),
      ...freeOfCharge('withdrawal'),
      ...freeOfCharge('transfer'),
    ],
  };
}

function merchantDiscount(shares: readonly FeeShare[]): FeeComponent {
  return { name: 'mdr', payer: 'merchant', rate: '0.007', shares };
}

function freeOfCharge(service: FeeRule['service']): FeeRule[] {
  return FEE_SCOPES.map((scope) => ({ service, scope, components: [] }));
}
