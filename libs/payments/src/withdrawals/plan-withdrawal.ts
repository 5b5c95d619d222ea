import {
  issuerCharges,
  outgoing,
  succeed,
  type Result,
  type Sen,
  type ServiceFees,
} from '@app/core';
import type { HoldLine, TransferRecord } from '@app/ledger';
import type { Rules, Till } from '@app/participants';

import { cashbackOf } from '../incentives/cashback.js';
import { admissionRefusal } from '../limits/admission.js';
import { joinLimits, limitsFor } from '../limits/limits-for.js';
import { bookOf, cooperativeOf, serviceFeesOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';
import type { CashHolder } from './withdrawal-code.service.js';

/** How long cash that was asked for is held, in seconds. */
export const HOLD_SECONDS = 15 * 60;

export interface WithdrawalQuestion {
  /** Where the cash is to be handed out. */
  readonly till: Pick<Till, 'account' | 'book'>;
  /** Whose wallet it comes from. */
  readonly holder: CashHolder;
  /** The cash, in sen; the fee of the holder comes on top. */
  readonly amount: Sen;
}

type FeeFailure = 'fee_rule_missing' | 'fee_exceeds_amount';

/**
 * The hold before cash is handed out: on the wallet amount + its fee, on what the issuer will owe the network amount +
 * interchange + switch fee (on-us the switch fee alone), on the till the amount. The fees are those of now; the hold
 * keeps their version. It counts against the limits at once; a void or an expiry gives that back.
 */
export function planHold(
  rules: Rules,
  { till, holder, amount }: WithdrawalQuestion,
): Result<ActPlan, FeeFailure> {
  const { wallet, book: issuer } = 'member' in holder ? holder.member : holder.merchant;
  const acquirer = till.book;
  const assessed = serviceFeesOf(rules, { service: 'withdrawal', issuer, acquirer, amount });
  if (!assessed.ok) return assessed;
  const { fees, version } = assessed.value;
  const limits = joinLimits(
    ...('member' in holder
      ? [
          limitsFor(
            rules,
            { type: 'withdrawal', amount: amount + fees.member },
            { payer: holder.member },
          ),
        ]
      : []),
    limitsFor(rules, { type: 'withdrawal', amount }, { till: till.account }),
  );
  const { clearing } = cooperativeOf(rules, issuer).accounts;
  const owed = issuerCharges(fees) + (issuer === acquirer ? 0n : amount);
  const lines: HoldLine[] = [
    { account: wallet, side: 'debit', amount: amount + fees.member },
    { account: till.account, side: 'credit', amount },
  ];
  if (owed > 0n) lines.push({ account: clearing, side: 'credit', amount: owed });
  return succeed({
    type: 'hold',
    amount,
    payer: wallet,
    payee: till.account,
    issuer,
    acquirer,
    feeVersion: version,
    legs: [],
    hold: { lines, owes: amount + fees.interchange, expiresInSeconds: HOLD_SECONDS },
    gates: [
      { account: till.account, role: 'till' },
      { account: wallet, role: 'payer' },
    ],
    ...limits,
    refusal: admissionRefusal(rules, acquirer, issuer) ?? limits.refusal,
  });
}

/** A hold of cash, by its stored facts. */
export interface HeldCash {
  readonly id: string;
  readonly wallet: number;
  readonly till: number;
  readonly issuer: number;
  readonly acquirer: number;
  readonly feeVersion: number;
  readonly amount: Sen;
}

/** The facts of a hold at a till; undefined for any other transfer. */
export function heldCashOf(transfer: TransferRecord): HeldCash | undefined {
  const { id, type, payer, payee, issuer, acquirer, feeVersion, amount } = transfer;
  if (type !== 'hold' || payer === null || payee === null) return undefined;
  if (issuer === null || acquirer === null || feeVersion === null) return undefined;
  return { id, wallet: payer, till: payee, issuer, acquirer, feeVersion, amount };
}

/**
 * Cash is handed out: the whole hold is captured, at the fees that it was held with. `rules.schedule` must be that of
 * the hold's version. It ends what was begun, so nobody's state and no limit is asked.
 */
export function planConfirmation(rules: Rules, held: HeldCash): Result<ActPlan, FeeFailure> {
  const { id, wallet, till, issuer, acquirer, feeVersion, amount } = held;
  const assessed = serviceFeesOf(rules, { service: 'withdrawal', issuer, acquirer, amount });
  if (!assessed.ok) return assessed;
  const { fees, incentive } = assessed.value;
  return succeed({
    type: 'withdrawal',
    amount,
    payer: wallet,
    payee: till,
    issuer,
    acquirer,
    feeVersion,
    legs: outgoing({
      issuer: bookOf(cooperativeOf(rules, issuer)),
      acquirer: bookOf(cooperativeOf(rules, acquirer)),
      onUs: issuer === acquirer,
      member: wallet,
      counterpart: till,
      switchFeeIncome: rules.switchAccounts.switchFeeIncome,
      principal: amount,
      fees,
    }),
    whileCovered: cashbackOf(rules, incentive, { issuer, acquirer, wallet }),
    completion: { kind: 'capture', obligation: id, release: [], final: true },
  });
}

/** What a hold will cost once it is captured; `rules.schedule` as in {@link planConfirmation}. */
export function feesOfHold(
  rules: Rules,
  { issuer, acquirer, amount }: HeldCash,
): Result<ServiceFees<number>, FeeFailure> {
  const assessed = serviceFeesOf(rules, { service: 'withdrawal', issuer, acquirer, amount });
  return assessed.ok ? succeed(assessed.value.fees) : assessed;
}
