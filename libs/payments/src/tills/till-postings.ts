import { countDifference, moveCash, succeed, type Result, type Sen } from '@app/core';
import type { Cooperative, Rules, Till } from '@app/participants';

import { RULES_TOO_OLD, type ActPlan, type RulesTooOld } from '../posting/post-planned.js';

type TillAccount = Pick<Till, 'account' | 'book'>;
type Planned = Promise<Result<ActPlan> | RulesTooOld>;

/** The float goes from the vault to the till, and the till's account opens. */
export function planOpening(rules: Rules, till: TillAccount, float: Sen): Planned {
  const cooperative = rules.cooperatives.get(till.book);
  if (cooperative === undefined) return Promise.resolve(RULES_TOO_OLD);
  const { vault } = cooperative.accounts;
  return Promise.resolve(
    succeed({
      type: 'till_open',
      amount: float,
      payer: vault,
      payee: till.account,
      issuer: till.book,
      acquirer: till.book,
      legs: moveCash(till.account, vault, float),
      statuses: [{ account: till.account, to: 'open' }],
      ...(!mayHoldCash(cooperative) && { refusal: { code: 'cooperative_not_active' } }),
    }),
  );
}

/**
 * The counted cash goes to the vault and the account is frozen, if that leaves it empty: the engine refuses any other
 * count with `account_not_empty`. A `difference` (counted − booked, in sen) that was agreed to is posted before it.
 */
export function planClosing(
  rules: Rules,
  till: TillAccount,
  counted: Sen,
  difference: Sen = 0n,
): Planned {
  const cooperative = rules.cooperatives.get(till.book);
  if (cooperative === undefined) return Promise.resolve(RULES_TOO_OLD);
  const { vault, cashDifference } = cooperative.accounts;
  return Promise.resolve(
    succeed({
      type: 'till_close',
      amount: counted,
      payer: till.account,
      payee: vault,
      issuer: till.book,
      acquirer: till.book,
      legs: [
        ...countDifference(till.account, cashDifference, difference),
        ...moveCash(vault, till.account, counted),
      ],
      statuses: [{ account: till.account, to: 'frozen', empty: true }],
    }),
  );
}

/** Nothing more happens at the till, so that what it differs by stays what it is. */
export function planFreezing(till: TillAccount): Planned {
  return Promise.resolve(
    succeed({
      type: 'account_status',
      amount: 0n,
      legs: [],
      statuses: [{ account: till.account, to: 'frozen' }],
    }),
  );
}

/** A cooperative that prepares itself, or has left, holds no cash here; a suspended one keeps its tills in order. */
export function mayHoldCash({ state }: Cooperative): boolean {
  return state === 'active' || state === 'suspended';
}
