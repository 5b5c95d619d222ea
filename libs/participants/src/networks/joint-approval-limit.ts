import { ApprovalService, type Approval, type ApprovalKind, type Identity } from '@app/access';
import { encodeId, succeed, toMoney, type Result, type Sen } from '@app/core';
import { Injectable } from '@nestjs/common';

import { recordRuleChange } from '../rules/rule-change.store.js';
import { NetworkService } from './network.service.js';

interface LimitPayload {
  /** In sen; null: none. */
  readonly above: string | null;
}

const KIND = 'joint_approval_limit';
const SEN = /^\d{1,19}$/;

/** Above which amount an approval between two cooperatives needs somebody of each; changed by two operators. */
@Injectable()
export class JointApprovalLimit {
  constructor(
    private readonly networks: NetworkService,
    private readonly approvals: ApprovalService,
  ) {
    approvals.register(this.kind());
  }

  /**
   * Asks for another one, in sen; null for none at all. Requests that wait then keep what held when they were made. `not_found`, and the failures
   * of `ApprovalService.request`.
   */
  async request(
    caller: Identity,
    uid: string,
    above: Sen | null,
    reason: string,
  ): Promise<Result<Approval>> {
    const found = await this.networks.read(caller, uid);
    if (!found.ok) return found;
    const payload: LimitPayload = { above: above?.toString() ?? null };
    const network = found.value.network.id;
    return this.approvals.request(caller, { network, kind: KIND, subject: uid, payload, reason });
  }

  private kind(): ApprovalKind<LimitPayload> {
    return {
      name: KIND,
      title: {
        id: 'Batas persetujuan oleh kedua koperasi',
        en: 'Limit above which both cooperatives agree',
      },
      makers: ['operator'],
      checkers: ['operator'],
      read: readPayload,
      describe: ({ subject, payload }) => ({
        network_id: encodeId('net', subject),
        joint_approval_above: payload.above === null ? null : toMoney(BigInt(payload.above)),
      }),
      execution: 'in_transaction',
      execute: async (tx, { network, subject, payload, maker, reason }) => {
        await tx.query('UPDATE participants.network SET joint_approval_above = $2 WHERE id = $1', [
          network,
          payload.above,
        ]);
        await recordRuleChange(
          tx,
          { principal: maker },
          {
            network,
            kind: 'limits',
            subject,
            body: { jointApprovalAbove: payload.above },
            reason: reason ?? undefined,
          },
        );
        return succeed({});
      },
    };
  }
}

function readPayload(payload: unknown): LimitPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const above: unknown = Reflect.get(payload, 'above');
  if (above === null) return { above };
  return typeof above === 'string' && SEN.test(above) ? { above } : undefined;
}
