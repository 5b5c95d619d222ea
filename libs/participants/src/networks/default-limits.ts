import type { Sen } from '@app/core';

import type { Limits } from '../limits/limits.js';

const MILLION_RUPIAH = 100_000_000n;

/**
 * What a new network begins with, after the regulator's bounds on electronic money: an unregistered member's wallet
 * may hold Rp2 million and receive Rp20 million a month, and nothing of it goes to another person or becomes cash; a
 * registered one's Rp20 and 40 million. Nobody can spend more at once than a wallet may hold. Cash of Rp500
 * million a member and day must be reported (Permenkop UKM 8/2023, article 88).
 */
export const DEFAULT_LIMITS: Limits = {
  unregistered: {
    perPayment: 2n * MILLION_RUPIAH,
    perDayAmount: 2n * MILLION_RUPIAH,
    perDayCount: 50,
    perMonthAmount: 20n * MILLION_RUPIAH,
    forbids: ['transfer', 'withdrawal'],
    balanceMaximum: 2n * MILLION_RUPIAH,
    perMonthIncoming: 20n * MILLION_RUPIAH,
  },
  registered: {
    perPayment: 20n * MILLION_RUPIAH,
    perDayAmount: 20n * MILLION_RUPIAH,
    perDayCount: 200,
    perMonthAmount: 40n * MILLION_RUPIAH,
    balanceMaximum: 20n * MILLION_RUPIAH,
    perMonthIncoming: 40n * MILLION_RUPIAH,
  },
  largeCash: 500n * MILLION_RUPIAH,
};

/** Above it what two persons agree on between two cooperatives needs somebody of each: half of what a wallet may hold. */
export const DEFAULT_JOINT_APPROVAL: Sen = 10n * MILLION_RUPIAH;
