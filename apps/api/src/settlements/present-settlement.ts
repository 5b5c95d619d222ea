import { varying } from '@app/http';
import { encodeId, invariant, sumSen, toMoney, type Money, type SettlementState } from '@app/core';
import type { Network } from '@app/participants';
import type {
  BankInstructions,
  DirectLine,
  DirectPaymentView,
  Settlement,
  SettlementLine,
  SettlementMode,
  SettlementView,
  SignedTerms,
  SettlementTerms,
} from '@app/settlement';

import { PAID_OUT_EXAMPLE, presentFunds, type FundsReply } from '../liquidity/present-funds.js';

export interface SettlementReply {
  id: string;
  network_id: string;
  cycle_id: string;
  state: SettlementState;
  mode: SettlementMode;
  proposed_by: string;
  proposed_at: string;
  approved_by: string | null;
  approved_at: string | null;
  /** When debtors that have not paid all are suspended; null: never. */
  deadline_at: string | null;
  /** When it was settled or aborted. */
  ended_at: string | null;
}

interface LineReply {
  cooperative_id: string;
  side: 'debtor' | 'creditor';
  due: Money;
  paid: Money;
  /** What is not paid yet; a debtor's waits for its liquidity. */
  remaining: Money;
  transfer_ids: string[];
}

export interface DirectLineReply {
  debtor_id: string;
  creditor_id: string;
  due: Money;
  /** What arrived at the creditor's bank, as it was confirmed. */
  paid: Money;
  remaining: Money;
  /** Since when the debtor may pay; null: what the creditor is owed covers what it owes meanwhile. */
  payable_since: string | null;
  transfer_ids: string[];
}

export interface SettlementLinesReply extends SettlementReply {
  /** What is paid through the settlement bank. */
  lines: LineReply[];
  /** What one cooperative pays another from bank to bank; empty unless the settlement is bilateral. */
  direct: DirectLineReply[];
  /** What the switch keeps, once every creditor is paid. Only for who sees all lines. */
  switch_fee: { due: Money; received: Money } | null;
}

export function presentSettlement(
  settlement: Settlement,
  network: Network | undefined,
): SettlementReply {
  invariant(network?.id === settlement.network, 'a settlement is shown with its own network');
  const { approvedBy } = settlement;
  return {
    id: encodeId('stl', settlement.uid),
    network_id: encodeId('net', network.uid),
    cycle_id: encodeId('cyc', settlement.cycleUid),
    state: settlement.state,
    mode: settlement.mode,
    proposed_by: encodeId('per', settlement.proposedBy),
    proposed_at: settlement.proposedAt.toISOString(),
    approved_by: approvedBy === null ? null : encodeId('per', approvedBy),
    approved_at: settlement.approvedAt?.toISOString() ?? null,
    deadline_at: settlement.deadlineAt?.toISOString() ?? null,
    ended_at: settlement.endedAt?.toISOString() ?? null,
  };
}

/** @param whole whether these are all lines, not those of one cooperative */
export function presentSettlementLines(
  { settlement, lines, direct }: SettlementView,
  network: Network | undefined,
  whole: boolean,
): SettlementLinesReply {
  return {
    ...presentSettlement(settlement, network),
    lines: lines.map((line) => ({
      cooperative_id: encodeId('coop', line.cooperativeUid),
      side: line.side,
      due: toMoney(line.due),
      paid: toMoney(line.paid),
      remaining: toMoney(line.due - line.paid),
      transfer_ids: line.transfers.map((uid) => encodeId('trf', uid)),
    })),
    direct: direct.map(presentDirectLine),
    switch_fee: whole ? presentSwitchFee(lines) : null,
  };
}

function presentDirectLine(line: DirectLine): DirectLineReply {
  return {
    debtor_id: encodeId('coop', line.debtorUid),
    creditor_id: encodeId('coop', line.creditorUid),
    due: toMoney(line.due),
    paid: toMoney(line.confirmed),
    remaining: toMoney(line.due - line.confirmed),
    payable_since: line.reservedAt?.toISOString() ?? null,
    transfer_ids: line.transfers.map((uid) => encodeId('trf', uid)),
  };
}

function presentSwitchFee(lines: readonly SettlementLine[]): { due: Money; received: Money } {
  const of = (side: SettlementLine['side'], what: 'due' | 'paid') =>
    sumSen(lines.filter((line) => line.side === side).map((line) => line[what]));
  const credit = of('creditor', 'due');
  const received = of('debtor', 'paid') - credit;
  return {
    due: toMoney(of('debtor', 'due') - credit),
    received: toMoney(received > 0n ? received : 0n),
  };
}

const IDR = 'IDR';

export const SETTLEMENT_EXAMPLE: SettlementReply = varying(
  {
    id: 'stl_01jzq3v5hfe0d9k3yx8m2n4p6r',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    state: 'SETTLED',
    mode: 'prefunded',
    proposed_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
    proposed_at: '2026-01-31T09:05:11.020Z',
    approved_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
    approved_at: '2026-01-31T09:12:40.731Z',
    deadline_at: null,
    ended_at: '2026-01-31T09:12:40.802Z',
  },
  { nullable: ['approved_by', 'approved_at', 'ended_at'] },
);

export const SETTLEMENT_LINES_EXAMPLE: SettlementLinesReply = varying(
  {
    ...SETTLEMENT_EXAMPLE,
    lines: [
      {
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
        side: 'debtor',
        due: { value: '99720.00', currency: IDR },
        paid: { value: '99720.00', currency: IDR },
        remaining: { value: '0.00', currency: IDR },
        transfer_ids: ['trf_01jzq3v5hfe0d9k3yx8m2n4p6r'],
      },
      {
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v',
        side: 'creditor',
        due: { value: '99580.00', currency: IDR },
        paid: { value: '99580.00', currency: IDR },
        remaining: { value: '0.00', currency: IDR },
        transfer_ids: ['trf_01jzq3v5hfe0d9k3yx8m2n4p6s'],
      },
    ],
    direct: [],
    switch_fee: {
      due: { value: '140.00', currency: IDR },
      received: { value: '140.00', currency: IDR },
    },
  },
  { nullable: ['switch_fee'] },
);

export interface InstructionsReply extends SettlementReply {
  /** What debtors are to transfer to the settlement bank. */
  collections: {
    cooperative_id: string;
    due: Money;
    paid: Money;
    /** Whole rupiah: what is due and the liquidity does not hold, rounded up. */
    to_transfer: Money;
    /** To be written on the transfer. */
    payment_reference: string;
  }[];
  /** What debtors are to transfer to a creditor's own bank. */
  direct: {
    debtor_id: string;
    creditor_id: string;
    due: Money;
    paid: Money;
    /** Nothing until what the creditor is owed no longer covers what it owes. */
    to_transfer: Money;
    payment_reference: string;
    /** The creditor's bank; null: none was agreed upon, it tells the debtor itself. */
    bank: { bic: string; account: string } | null;
  }[];
  /** What is paid out to creditors. */
  pay_outs: FundsReply[];
}

export function presentInstructions(
  { settlement, collections, direct, payOuts }: BankInstructions,
  network: Network | undefined,
): InstructionsReply {
  return {
    ...presentSettlement(settlement, network),
    collections: collections.map(({ line, toTransfer, paymentReference }) => ({
      cooperative_id: encodeId('coop', line.cooperativeUid),
      due: toMoney(line.due),
      paid: toMoney(line.paid),
      to_transfer: toMoney(toTransfer),
      payment_reference: paymentReference,
    })),
    direct: direct.map(({ line, toTransfer, paymentReference, bank }) => {
      const { debtor_id, creditor_id, due, paid } = presentDirectLine(line);
      const to_transfer = toMoney(toTransfer);
      const payment_reference = paymentReference;
      return { debtor_id, creditor_id, due, paid, to_transfer, payment_reference, bank };
    }),
    pay_outs: payOuts.map(presentFunds),
  };
}

export interface TermsReply {
  network_id: string;
  mode: SettlementMode;
  standing_order: boolean;
  deadline_hours: number | null;
  /** null: the network never agreed on any, these are what holds then. */
  agreed_at: string | null;
  requested_by: string | null;
  approved_by: string | null;
}

export function presentTerms(
  [terms, signed]: readonly [SettlementTerms, SignedTerms | undefined],
  { uid }: Network,
): TermsReply {
  return {
    network_id: encodeId('net', uid),
    mode: terms.mode,
    standing_order: terms.standingOrder,
    deadline_hours: terms.deadlineHours,
    agreed_at: signed?.agreedAt.toISOString() ?? null,
    requested_by: signed === undefined ? null : encodeId('per', signed.maker),
    approved_by: signed === undefined ? null : encodeId('per', signed.checker),
  };
}

export const TERMS_EXAMPLE: TermsReply = varying(
  {
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    mode: 'by_bank',
    standing_order: false,
    deadline_hours: 24,
    agreed_at: '2026-01-05T03:00:00.000Z',
    requested_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
    approved_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
  },
  { nullable: ['deadline_hours', 'agreed_at', 'requested_by', 'approved_by'] },
);

export const INSTRUCTIONS_EXAMPLE: InstructionsReply = varying(
  {
    ...SETTLEMENT_EXAMPLE,
    state: 'SETTLING',
    mode: 'by_bank',
    deadline_at: '2026-02-01T09:12:40.731Z',
    ended_at: null,
    collections: [
      {
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
        due: { value: '99720.00', currency: IDR },
        paid: { value: '50000.00', currency: IDR },
        to_transfer: { value: '49720.00', currency: IDR },
        payment_reference: 'STL-8M2N4P6R0A1B-4',
      },
    ],
    direct: [],
    pay_outs: [
      varying(
        { ...PAID_OUT_EXAMPLE, settlement_id: 'stl_01jzq3v5hfe0d9k3yx8m2n4p6r' },
        { nullable: ['settlement_id'] },
      ),
    ],
  },
  { nullable: ['deadline_at'] },
);

export interface DirectPaymentReply extends DirectLineReply {
  settlement_id: string;
  /** What was confirmed by this. */
  amount: Money;
  bank_reference: string;
  confirmed_by: string;
  confirmed_at: string;
  /** null: confirmed, and posted within seconds. */
  transfer_id: string | null;
}

export function presentDirectPayment({ payment, line }: DirectPaymentView): DirectPaymentReply {
  return {
    settlement_id: encodeId('stl', payment.settlement),
    ...presentDirectLine(line),
    amount: toMoney(payment.amount),
    bank_reference: payment.bankReference,
    confirmed_by: encodeId('per', payment.confirmedBy),
    confirmed_at: payment.confirmedAt.toISOString(),
    transfer_id: payment.posted ? encodeId('trf', payment.uid) : null,
  };
}

export const DIRECT_PAYMENT_EXAMPLE: DirectPaymentReply = varying(
  {
    settlement_id: 'stl_01jzq3v5hfe0d9k3yx8m2n4p6r',
    debtor_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    creditor_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v',
    due: { value: '99720.00', currency: IDR },
    paid: { value: '99720.00', currency: IDR },
    remaining: { value: '0.00', currency: IDR },
    payable_since: '2026-01-31T09:12:40.802Z',
    transfer_ids: ['trf_01jzq3v5hfe0d9k3yx8m2n4p6r'],
    amount: { value: '99720.00', currency: IDR },
    bank_reference: 'BRI-20260131-000482',
    confirmed_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
    confirmed_at: '2026-01-31T10:01:12.004Z',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
  },
  { nullable: ['payable_since', 'transfer_id'] },
);
