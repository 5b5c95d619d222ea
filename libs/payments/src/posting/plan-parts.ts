import {
  assessFees,
  fail,
  invariant,
  shareOf,
  succeed,
  type AssessedFee,
  type CooperativeBook,
  type FeeService,
  type Result,
  type Sen,
  type ServiceFees,
} from '@app/core';
import type { Cooperative, Rules } from '@app/participants';

/** The cooperative of a book; InvariantError for one that the rules don't know (ask `rulesKnow` first). */
export function cooperativeOf(rules: Rules, book: number): Cooperative {
  const cooperative = rules.cooperatives.get(book);
  invariant(cooperative !== undefined, `book ${book} is of no cooperative in this network`);
  return cooperative;
}

/** A cooperative's accounts as the journal names them. */
export function bookOf(cooperative: Cooperative): CooperativeBook<number> {
  return cooperative.accounts;
}

/** Which act's fees are asked for. Issuer and acquirer are books. */
export interface ServiceQuestion {
  readonly service: Exclude<FeeService, 'payment'>;
  readonly issuer: number;
  readonly acquirer: number;
  /** The principal, in sen. */
  readonly amount: Sen;
}

/** What such an act costs, under one version of the schedule. */
export interface AssessedService {
  readonly version: number;
  readonly fees: ServiceFees<number>;
  /** The cashback, where the schedule has one. */
  readonly incentive: AssessedFee | undefined;
}

/**
 * Fees of a deposit, withdrawal or sending of money by the schedule in force, ready for the journal. Failures:
 * `fee_rule_missing`, `fee_exceeds_amount`.
 */
export function serviceFeesOf(
  rules: Rules,
  question: ServiceQuestion,
): Result<AssessedService, 'fee_rule_missing' | 'fee_exceeds_amount'> {
  if (rules.schedule === null || rules.feeVersion === null) return fail('fee_rule_missing');
  const assessed = assessFees(rules.schedule, question);
  if (!assessed.ok) return fail(assessed.code);
  return succeed({
    version: rules.feeVersion,
    fees: splitService(rules, assessed.fees),
    incentive: assessed.fees.find(({ component }) => component === 'incentive'),
  });
}

function splitService(rules: Rules, fees: readonly AssessedFee[]): ServiceFees<number> {
  const others = fees
    .filter((fee) => fee.component === 'switch_fee')
    .flatMap((fee) => fee.shares)
    .filter(({ party, amount }) => party !== 'switch' && amount > 0n)
    .map(({ party, amount }) => ({ account: feePayableOf(rules, party), amount }));
  return {
    member: shareOf(fees, 'member_fee', 'issuer'),
    interchange: shareOf(fees, 'interchange', 'acquirer'),
    switch: shareOf(fees, 'switch_fee', 'switch'),
    others,
  };
}

/** Where the switch owes shares of a party outside acquirer, issuer and switch. */
export function feePayableOf(rules: Rules, party: string): number {
  const account = rules.switchAccounts.feePayable.get(party);
  invariant(account !== undefined, `the switch has no account for the share of ${party}`);
  return account;
}
