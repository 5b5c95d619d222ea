import {
  approvalKey,
  type Approval,
  type ApprovalKind,
  type ApprovalService,
  type Identity,
} from '@app/access';
import { encodeId, fail, invariant, succeed, toMoney, type Failure, type Result } from '@app/core';
import type { DataSource, EntityManager } from 'typeorm';
import type { FundsDesk } from '../funds/funds-desk.js';
import { readFunds } from '../funds/funds.store.js';
import type { Funds } from '../funds/funds.js';
import { select } from '../sql.js';
import { REVERSED } from './bank-line.store.js';

export interface FundsReversalPorts {
  readonly dataSource: DataSource;
  readonly desk: FundsDesk;
  readonly approvals: Pick<ApprovalService, 'request'>;
}

interface ReversalPayload {
  /** In sen, for who has to agree. */
  readonly amount: string;
}

const KIND = 'funds_reversal';

/** What was booked and the bank never had is taken back, once two persons agree. */
export class FundsReversalService {
  constructor(private readonly ports: FundsReversalPorts) {}

  /**
   * Asks for it. Failures: `not_found`; `wrong_state` (detail `state`) for what is not booked, was taken
   * back, is in suspense, or stands in a statement of the bank; those of `ApprovalService.request`.
   */
  async request(caller: Identity, uid: string, reason: string): Promise<Result<Approval>> {
    const funds = await readFunds(this.ports.dataSource.manager, uid);
    if (funds === undefined) return fail('not_found');
    if (caller.network !== null && caller.network !== funds.network) return fail('not_found');
    const payload: ReversalPayload = { amount: funds.amount.toString() };
    const { network } = funds;
    return this.ports.approvals.request(caller, {
      network,
      kind: KIND,
      subject: uid,
      payload,
      reason,
    });
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<ReversalPayload> {
    return {
      name: KIND,
      title: { id: 'Pembatalan pembukuan dana', en: 'Taking back a booking at the bank' },
      makers: ['operator'],
      checkers: ['operator'],
      read: readPayload,
      describe: ({ subject, payload }) => ({
        funds_id: encodeId('fnd', subject),
        amount: toMoney(BigInt(payload.amount)),
      }),
      validate: async (tx, { subject }) => {
        const funds = await readFunds(tx, subject);
        return funds === undefined ? fail('not_found') : whyNot(tx, funds);
      },
      execution: 'ledger',
      post: async (tx, approval) => {
        const funds = await readFunds(tx, approval.subject);
        invariant(funds !== undefined, 'funds are never deleted');
        const { network, cooperative, amount, bankReference } = funds;
        const booked = await this.ports.desk.book({
          network,
          cooperative,
          direction: funds.direction === 'in' ? 'out' : 'in',
          amount,
          reserves: false,
          bankReference: `${bankReference ?? ''}${REVERSED}`,
          principal: approval.maker,
          key: approvalKey(approval),
          requestHash: approval.payloadHash.slice(0, 32),
        });
        if (!booked.ok) return booked;
        return succeed({ transfer_id: encodeId('trf', booked.value.transfer.id) });
      },
    };
  }
}

async function whyNot(tx: EntityManager, funds: Funds): Promise<Failure | undefined> {
  const { state, cooperative, bankReference, network } = funds;
  if (state !== 'POSTED' || bankReference === null) return fail('wrong_state', { state });
  if (cooperative === null) return fail('wrong_state', { state: 'SUSPENSE' });
  if (bankReference.length + REVERSED.length > 64 || bankReference.endsWith(REVERSED)) {
    return fail('wrong_state', { state: 'REVERSED' });
  }
  const [found] = await select<{ state: string }>(
    tx,
    `SELECT 'MATCHED' AS state FROM settlement.bank_line l
     WHERE l.network = $1 AND (l.reference = $2 OR l.funds = $3)
     UNION ALL
     SELECT 'REVERSED' FROM settlement.funds r
     WHERE r.network = $1 AND r.bank_reference = $2 || '${REVERSED}' AND r.state = 'POSTED'`,
    [network, bankReference, funds.uid],
  );
  return found && fail('wrong_state', { state: found.state });
}

function readPayload(payload: unknown): ReversalPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { amount }: Partial<Record<keyof ReversalPayload, unknown>> = payload;
  return typeof amount === 'string' && /^\d{1,19}$/.test(amount) ? { amount } : undefined;
}
