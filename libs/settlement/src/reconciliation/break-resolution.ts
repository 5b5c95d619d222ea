import { approvalKey, type Approval, type ApprovalKind } from '@app/access';
import {
  encodeId,
  fail,
  fundsIn,
  fundsOut,
  invariant,
  newUuid,
  succeed,
  type Failure,
  type FailureDetail,
  type Result,
} from '@app/core';
import type { Cooperative } from '@app/participants';
import type { EntityManager } from 'typeorm';
import type { FundsDesk, FundsPorts } from '../funds/funds-desk.js';
import type { FundsOrder } from '../funds/funds.js';
import { moveLine, readLine, type OpenLine } from './bank-line.store.js';

export const BREAK_RESOLUTION = 'bank_break';

export interface BreakPayload {
  readonly action: 'cooperative' | 'suspense' | 'correct';
  /** Its book. */
  readonly cooperative?: number;
  readonly cooperativeUid?: string;
}

export interface BreakPorts extends FundsPorts {
  readonly desk: FundsDesk;
}

/** What the books get under the bank's reference a second time. */
const CORRECTION = '/koreksi';

/** What one operator asks about a break and another one agrees to. */
export function breakResolution(ports: BreakPorts): ApprovalKind<BreakPayload> {
  return {
    name: BREAK_RESOLUTION,
    title: { id: 'Penyelesaian selisih bank', en: 'Resolution of a break with the bank' },
    makers: ['operator'],
    checkers: ['operator'],
    read: readPayload,
    describe: ({ subject, payload }) => ({
      bank_line_id: encodeId('bln', subject),
      action: payload.action,
      cooperative_id:
        payload.cooperativeUid === undefined ? null : encodeId('coop', payload.cooperativeUid),
    }),
    validate: async (tx, { subject, payload }) => {
      const line = await readLine(tx, subject);
      return line === undefined ? fail('not_found') : whyNot(line, payload);
    },
    execution: 'ledger',
    post: (tx, approval) => post(ports, tx, approval),
  };
}

function whyNot(line: OpenLine, { action }: BreakPayload): Failure | undefined {
  const { state, booked } = line;
  const possible =
    action === 'correct'
      ? state === 'UNMATCHED' && booked !== undefined
      : booked === undefined &&
        (state === 'UNMATCHED' || (state === 'SUSPENSE' && action === 'cooperative'));
  if (possible) return undefined;
  return fail('wrong_state', { state: booked === undefined ? state : 'DIFFERS' });
}

async function post(
  ports: BreakPorts,
  tx: EntityManager,
  approval: Approval<BreakPayload>,
): Promise<Result<FailureDetail>> {
  const line = await readLine(tx, approval.subject);
  invariant(line !== undefined, 'a line is never deleted');
  const { action, cooperative } = approval.payload;
  if (action === 'cooperative' && line.state === 'SUSPENSE') {
    return releaseFromSuspense(ports, tx, approval, line);
  }
  const own = { network: line.network, direction: line.direction, amount: line.amount };
  const order: FundsOrder = {
    ...(action === 'correct' ? correctionOf(line) : own),
    cooperative: action === 'correct' ? (line.booked?.cooperative ?? null) : (cooperative ?? null),
    reserves: false,
    bankReference: action === 'correct' ? correctionReference(line) : line.reference,
    ...keyOf(approval),
  };
  const booked = await ports.desk.book(order);
  if (!booked.ok) return booked;
  const { uid } = booked.value.funds;
  await moveLine(tx, line, action === 'suspense' ? 'SUSPENSE' : 'RESOLVED', uid);
  return succeed({ transfer_id: encodeId('trf', booked.value.transfer.id) });
}

/** The difference to what the books have: what the bank has more of comes in. */
function correctionOf({ network, direction, amount, booked }: OpenLine) {
  invariant(booked !== undefined, 'there is nothing to correct');
  const difference = (direction === 'in' ? amount : -amount) - booked.amount;
  const way = difference > 0n ? 'in' : 'out';
  return { network, direction: way, amount: difference > 0n ? difference : -difference } as const;
}

function correctionReference({ reference }: OpenLine): string {
  return `${reference.slice(0, 64 - CORRECTION.length)}${CORRECTION}`;
}

/** It is known by now whose money it is: the bank has it already, only the books move. */
async function releaseFromSuspense(
  ports: BreakPorts,
  tx: EntityManager,
  approval: Approval<BreakPayload>,
  line: OpenLine,
): Promise<Result<FailureDetail>> {
  const { accounts, book } = await cooperativeOf(ports, line.network, approval.payload);
  const { suspense } = (await ports.directory.rules(line.network)).switchAccounts;
  const { settlementDeposit, bank, liquidity, clearing } = accounts;
  const comesIn = line.direction === 'in';
  const movement = {
    cooperative: { settlementDeposit, bank },
    switch: { settlementBank: suspense, liquidity },
    amount: line.amount,
  };
  const outcome = await ports.ledger.post({
    id: newUuid(),
    network: line.network,
    ...keyOf(approval),
    type: comesIn ? 'funds_in' : 'funds_out',
    amount: line.amount,
    issuer: book,
    description: line.reference,
    legs: comesIn ? fundsIn(movement) : fundsOut(movement),
    bounds: [{ account: clearing, bound: 'maximum', add: comesIn ? line.amount : -line.amount }],
  });
  if (outcome.kind === 'unavailable' || outcome.kind === 'reused') return fail(outcome.code);
  invariant(outcome.kind === 'decided', `a release was answered ${outcome.kind}`);
  const { refusal, id } = outcome.transfer;
  if (refusal !== null) return fail(refusal.code, refusal.detail);
  await moveLine(tx, line, 'RESOLVED', null);
  return succeed({ transfer_id: encodeId('trf', id) });
}

async function cooperativeOf(
  { directory }: BreakPorts,
  network: number,
  { cooperative: book = 0 }: BreakPayload,
): Promise<Cooperative> {
  const remembered = (await directory.rules(network)).cooperatives.get(book);
  const found = remembered ?? (await directory.refresh(network)).cooperatives.get(book);
  invariant(found !== undefined, `book ${book} is no cooperative`);
  return found;
}

function keyOf(approval: Approval<BreakPayload>) {
  const { maker: principal, payloadHash } = approval;
  return { principal, key: approvalKey(approval), requestHash: payloadHash.slice(0, 32) };
}

function readPayload(payload: unknown): BreakPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const fields: Partial<Record<keyof BreakPayload, unknown>> = payload;
  const { action, cooperative, cooperativeUid } = fields;
  if (action === 'suspense' || action === 'correct') return { action };
  if (action !== 'cooperative') return undefined;
  if (typeof cooperative !== 'number' || typeof cooperativeUid !== 'string') return undefined;
  return { action, cooperative, cooperativeUid };
}
