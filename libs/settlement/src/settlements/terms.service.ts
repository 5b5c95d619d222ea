import type { Approval, ApprovalKind, ApprovalService, Identity } from '@app/access';
import { fail, invariant, succeed, type Result } from '@app/core';
import type { Network } from '@app/participants';
import type { DataSource } from 'typeorm';
import {
  DEADLINE_HOURS_MAX,
  DEFAULT_TERMS,
  insertTerms,
  isSettlementMode,
  readTerms,
  type SettlementTerms,
  type SignedTerms,
} from './terms.js';

export interface TermsPorts {
  readonly dataSource: DataSource;
  readonly approvals: Pick<ApprovalService, 'request'>;
}

const KIND = 'settlement_terms';

/** How a network settles: asked for by one operator, in force once another one agrees. */
export class SettlementTermsService {
  constructor(private readonly ports: TermsPorts) {}

  /** Those in force; the second is undefined for a network that never agreed on any. */
  async read(network: number): Promise<readonly [SettlementTerms, SignedTerms | undefined]> {
    const signed = await readTerms(this.ports.dataSource.manager, network);
    return [signed ?? DEFAULT_TERMS, signed];
  }

  /**
   * Asks for other terms. They hold for what is proposed or approved after the second signature.
   * Failures: `validation_failed` for a standing order unless prefunded, since what goes by bank needs two persons each
   * time, and those of `ApprovalService.request`.
   */
  async request(
    caller: Identity,
    network: Network,
    terms: SettlementTerms,
    reason: string,
  ): Promise<Result<Approval>> {
    if (terms.standingOrder && terms.mode !== 'prefunded') {
      return fail('validation_failed', { field: 'standing_order' });
    }
    return this.ports.approvals.request(caller, {
      network: network.id,
      kind: KIND,
      subject: network.uid,
      payload: { ...terms },
      reason,
    });
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<SettlementTerms> {
    return {
      name: KIND,
      title: { id: 'Cara penyelesaian kliring', en: 'How the network settles' },
      makers: ['operator'],
      checkers: ['operator'],
      read: readPayload,
      describe: ({ payload }) => ({
        mode: payload.mode,
        standing_order: payload.standingOrder,
        deadline_hours: payload.deadlineHours,
      }),
      execution: 'in_transaction',
      execute: async (tx, { uid, network, payload, maker, checker }) => {
        invariant(checker !== null, 'what is executed was approved by somebody');
        await insertTerms(tx, network, { ...payload, uid, maker, checker });
        return succeed({ mode: payload.mode });
      },
    };
  }
}

function readPayload(payload: unknown): SettlementTerms | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const terms: Partial<Record<keyof SettlementTerms, unknown>> = payload;
  const { mode, standingOrder, deadlineHours } = terms;
  if (!isSettlementMode(mode) || typeof standingOrder !== 'boolean') return undefined;
  if (deadlineHours === null) return { mode, standingOrder, deadlineHours };
  const whole = typeof deadlineHours === 'number' && Number.isInteger(deadlineHours);
  if (!whole || deadlineHours < 1 || deadlineHours > DEADLINE_HOURS_MAX) return undefined;
  return { mode, standingOrder, deadlineHours };
}
