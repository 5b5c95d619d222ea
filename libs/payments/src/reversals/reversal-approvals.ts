import type { Approval, ApprovalKind } from '@app/access';
import {
  encodeId,
  fail,
  invariant,
  succeed,
  toMoney,
  type FailureDetail,
  type Result,
} from '@app/core';

import type { ReversalService } from './reversal.service.js';
import type { ReversalStore } from './reversal.store.js';

/** Of an approval, as it is stored. */
export interface ReversalPayload {
  readonly reversal: string;
  readonly transfer: string;
  /** In sen. */
  readonly amount: string;
}

/**
 * The reversals that another person has to agree to: of a withdrawal, because cash may have gone out, by somebody of
 * the same cooperative; of a sending of money, because another member has it, by the operator.
 */
export function reversalApprovals(
  service: ReversalService,
  store: ReversalStore,
): readonly ApprovalKind<ReversalPayload>[] {
  const common = {
    execution: 'ledger',
    read: readPayload,
    describe: ({ payload }: Approval<ReversalPayload>) => ({
      reversal_id: encodeId('rev', payload.reversal),
      transfer_id: encodeId('trf', payload.transfer),
      amount: toMoney(BigInt(payload.amount)),
    }),
    post: (_sql: unknown, { payload }: Approval<ReversalPayload>) => go(service, payload),
    refused: async (
      tx: Parameters<NonNullable<ApprovalKind<ReversalPayload>['refused']>>[0],
      approval: Approval<ReversalPayload>,
    ) => {
      const reversal = await store.read(approval.payload.reversal);
      invariant(reversal !== undefined, 'an approval is of a reversal that is there');
      // An approval may end before the reversal has noted that it waits for it.
      if (reversal.state !== 'AWAITING' && reversal.state !== 'REQUESTED') return;
      const step = {
        to: 'REFUSED',
        code: 'wrong_state',
        detail: { state: approval.state },
      } as const;
      await store.move(reversal, step, tx);
    },
  } as const;
  return [
    {
      ...common,
      name: 'withdrawal_reversal',
      title: { id: 'Batalkan penarikan tunai', en: 'Reverse a cash withdrawal' },
      makers: ['teller'],
      checkers: ['treasurer', 'manager'],
    },
    {
      ...common,
      name: 'transfer_reversal',
      title: { id: 'Batalkan kiriman uang', en: 'Reverse a sending of money' },
      makers: ['member', 'merchant_owner'],
      checkers: ['operator'],
    },
  ];
}

/** What was agreed to is tried at once; where funds are missing, the reversal goes on by itself as pending. */
async function go(
  service: ReversalService,
  payload: ReversalPayload,
): Promise<Result<FailureDetail>> {
  const gone = await service.goOn(payload.reversal);
  // Nothing was decided: thrown, so that the approval stays approved and is tried again.
  if (!gone.ok) throw new Error(`reversal ${payload.reversal} is undecided: ${gone.code}`);
  const { state, code, detail, transfer } = gone.value;
  if (state === 'REFUSED' && code !== null) return fail(code, detail ?? undefined);
  return succeed({ status: state.toLowerCase(), ...(transfer !== null && { transfer }) });
}

function readPayload(payload: unknown): ReversalPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { reversal, transfer, amount }: Partial<Record<keyof ReversalPayload, unknown>> = payload;
  if (typeof reversal !== 'string' || typeof transfer !== 'string') return undefined;
  return typeof amount === 'string' ? { reversal, transfer, amount } : undefined;
}
