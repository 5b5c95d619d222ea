import { varying } from '@app/http';
import type { TrialBalanceReply } from './present-trial-balance.js';

const NOTHING = { value: '0.00', currency: 'IDR' };
const CLEARING = { value: '99720.00', currency: 'IDR' };
const INTERCHANGE = { value: '280.00', currency: 'IDR' };
const OPENING = { value: '350000.00', currency: 'IDR' };

/** The issuer's book after the worked example: an opening balance of 350,000, then a payment of 100,000. */
export const TRIAL_BALANCE_EXAMPLE: TrialBalanceReply = {
  object: 'trial_balance',
  book: varying(
    { owner: 'cooperative', cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t' },
    { nullable: ['cooperative_id'] },
  ),
  balanced: true,
  debit: OPENING,
  credit: OPENING,
  kinds: [
    {
      kind: 'member_wallet',
      accounts: 1,
      debit: NOTHING,
      credit: { value: '250000.00', currency: 'IDR' },
    },
    { kind: 'clearing', accounts: 1, debit: NOTHING, credit: CLEARING },
    { kind: 'interchange_income', accounts: 1, debit: NOTHING, credit: INTERCHANGE },
    { kind: 'opening_balance', accounts: 1, debit: OPENING, credit: NOTHING },
  ],
  accounts: [
    {
      account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
      kind: 'clearing',
      subject_cooperative_id: null,
      debit: NOTHING,
      credit: CLEARING,
    },
  ],
};
