import {
  approvalKey,
  type Approval,
  type ApprovalKind,
  type ApprovalService,
  type Identity,
} from '@app/access';
import { encodeId, fail, succeed, toMoney, type Failure, type Result } from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Network } from '@app/participants';
import type { DataSource, EntityManager } from 'typeorm';
import type { CapChange, LiquidityService } from './liquidity.service.js';
import { readPosition } from './position.store.js';

export interface CapChangePorts {
  readonly dataSource: DataSource;
  readonly directory: { network(id: number): Promise<Network | undefined> };
  readonly liquidity: Pick<LiquidityService, 'find' | 'postUnsecuredLine' | 'setUnsecuredLine'>;
  readonly approvals: Pick<ApprovalService, 'request' | 'read'>;
}

/** Done (`transfer`), or waiting for another operator (`approval`). */
export interface CapStep {
  readonly transfer: TransferRecord | null;
  readonly approval: Approval | null;
}

interface CapPayload {
  /** In sen. */
  readonly unsecuredLine: string;
}

const KIND = 'cap_change';

/** With real money no one alone says what a cooperative may owe; on a network for practice one person does. */
export class CapChangeService {
  constructor(private readonly ports: CapChangePorts) {}

  /**
   * Sets the unsecured line, or on a live network asks another operator to agree. The same person's
   * same request answers what waits. Failures: those of `LiquidityService.setUnsecuredLine`;
   * `already_exists` (detail `approval`) while another change waits.
   */
  async change(
    caller: Identity,
    uid: string,
    wanted: CapChange,
    reason?: string,
  ): Promise<Result<CapStep> & { readonly replayed: boolean }> {
    const { liquidity, approvals, directory } = this.ports;
    const found = await liquidity.find(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    const { network } = found.value;
    if ((await directory.network(network))?.live !== true) {
      const done = await liquidity.setUnsecuredLine(caller, uid, wanted);
      return done.ok ? { ...done, value: { transfer: done.value, approval: null } } : done;
    }
    const payload: CapPayload = { unsecuredLine: wanted.unsecuredLine.toString() };
    const asked = await approvals.request(caller, {
      network,
      cooperative: uid,
      kind: KIND,
      subject: uid,
      payload,
      reason,
    });
    if (asked.ok) {
      return { ...succeed({ transfer: null, approval: asked.value }), replayed: false };
    }
    const waiting = await this.ownRequest(caller, asked, payload);
    if (waiting === undefined) return { ...asked, replayed: false };
    return { ...succeed({ transfer: null, approval: waiting }), replayed: true };
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<CapPayload> {
    return {
      name: KIND,
      title: { id: 'Perubahan batas kliring', en: 'Change of a net debit cap' },
      makers: ['operator'],
      checkers: ['operator'],
      read: readPayload,
      describe: ({ subject, payload }) => ({
        cooperative_id: encodeId('coop', subject),
        unsecured_line: toMoney(BigInt(payload.unsecuredLine)),
      }),
      validate: (tx, { subject, payload }) => belowUse(tx, subject, BigInt(payload.unsecuredLine)),
      execution: 'ledger',
      post: async (_sql, approval) => {
        const { subject, payload, maker, payloadHash } = approval;
        const answer = await this.ports.liquidity.postUnsecuredLine(maker, subject, {
          unsecuredLine: BigInt(payload.unsecuredLine),
          key: approvalKey(approval),
          requestHash: payloadHash.slice(0, 32),
        });
        return answer.ok ? succeed({ transfer_id: encodeId('trf', answer.value.id) }) : answer;
      },
    };
  }

  private async ownRequest(
    caller: Identity,
    { code, detail }: Failure,
    payload: CapPayload,
  ): Promise<Approval | undefined> {
    const uid = detail?.['approval'];
    if (code !== 'already_exists' || typeof uid !== 'string') return undefined;
    const found = await this.ports.approvals.read(caller, uid);
    if (!found.ok || found.value.approval.maker !== caller.principal) return undefined;
    const { approval } = found.value;
    const same = readPayload(approval.payload)?.unsecuredLine === payload.unsecuredLine;
    return same ? approval : undefined;
  }
}

/** Told early; what decides is the batch. */
async function belowUse(
  tx: EntityManager,
  uid: string,
  unsecuredLine: bigint,
): Promise<Failure | undefined> {
  const { clearing, held, liquidity, liquidityHeld } = await readPosition(tx, uid);
  const cap = unsecuredLine + liquidity - liquidityHeld;
  return clearing + held > cap ? fail('cap_below_use') : undefined;
}

function readPayload(payload: unknown): CapPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { unsecuredLine }: Partial<Record<keyof CapPayload, unknown>> = payload;
  const whole = typeof unsecuredLine === 'string' && /^\d{1,19}$/.test(unsecuredLine);
  return whole ? { unsecuredLine } : undefined;
}
