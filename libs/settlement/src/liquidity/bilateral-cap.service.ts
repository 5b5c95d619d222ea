import type { Approval, ApprovalKind, ApprovalService, Identity } from '@app/access';
import { encodeId, fail, newUuid, succeed, toMoney, type Result, type Sen } from '@app/core';
import {
  insertBilateralCap,
  readBilateralCaps,
  type BilateralCap,
  type Cooperative,
} from '@app/participants';
import type { DataSource } from 'typeorm';

export interface BilateralCapPorts {
  readonly dataSource: DataSource;
  readonly approvals: Pick<ApprovalService, 'request'>;
  readonly directory: { cooperativeByUid(uid: string): Promise<Cooperative | undefined> };
}

/** What is asked for; parties are uuids. */
export interface WantedBilateralCap {
  readonly debtor: string;
  readonly creditor: string;
  /** In sen; null: none any more. */
  readonly maximum: Sen | null;
}

/** A cap in force with the uuids of its parties. */
export interface BilateralCapView extends BilateralCap {
  readonly debtorUid: string;
  readonly creditorUid: string;
}

interface Payload {
  readonly debtor: string;
  readonly creditor: string;
  readonly maximum: string | null;
}

const KIND = 'bilateral_cap';
/** As an amount of the books. */
const SEN = /^\d{1,18}$/;

/**
 * What one cooperative may come to owe another within a cycle, less what that one owes it; beside the cap towards the
 * whole network. Asked for by one operator, in force inside the very next batch once another one agrees. It counts acts
 * from then on, and begins anew with each cycle. Lowered below what is owed already, it lets nothing more be added.
 */
export class BilateralCapService {
  constructor(private readonly ports: BilateralCapPorts) {}

  /**
   * Asks for one. Failures: `not_found` for a cooperative that the caller doesn't reach or that is in another network,
   * `validation_failed` (detail `field`) for one and the same on both sides, and those of `ApprovalService.request`.
   */
  async request(
    caller: Identity,
    wanted: WantedBilateralCap,
    reason: string,
  ): Promise<Result<Approval>> {
    const debtor = await this.find(caller, wanted.debtor);
    const creditor = await this.find(caller, wanted.creditor);
    if (debtor === undefined || creditor === undefined) return fail('not_found');
    if (debtor.network !== creditor.network) return fail('not_found');
    if (debtor.book === creditor.book) {
      return fail('validation_failed', { field: 'creditor_id' });
    }
    const payload: Payload = {
      debtor: debtor.uid,
      creditor: creditor.uid,
      maximum: wanted.maximum?.toString() ?? null,
    };
    return this.ports.approvals.request(caller, {
      network: debtor.network,
      kind: KIND,
      subject: newUuid(),
      payload,
      reason,
    });
  }

  /** Those in force in which a cooperative owes or is owed; `not_found` beyond the caller's reach. */
  async list(caller: Identity, uid: string): Promise<Result<BilateralCapView[], 'not_found'>> {
    const found = await this.find(caller, uid);
    if (found === undefined) return fail('not_found');
    if (caller.cooperative !== null && caller.cooperative !== uid) return fail('not_found');
    const { manager } = this.ports.dataSource;
    const caps = await readBilateralCaps(manager, found.network, found.book);
    const books = caps.flatMap(({ debtor, creditor }) => [debtor, creditor]);
    const rows: { id: number; uid: string }[] = await manager.query(
      'SELECT id, uid FROM ledger.book WHERE id = ANY ($1::integer[])',
      [books],
    );
    const uidOf = new Map(rows.map((row) => [row.id, row.uid]));
    return succeed(
      caps.map((cap) => ({
        ...cap,
        debtorUid: uidOf.get(cap.debtor) ?? '',
        creditorUid: uidOf.get(cap.creditor) ?? '',
      })),
    );
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<Payload> {
    return {
      name: KIND,
      title: { id: 'Batas utang antara dua koperasi', en: 'Cap between two cooperatives' },
      makers: ['operator'],
      checkers: ['operator'],
      read: readPayload,
      describe: ({ payload }) => ({
        debtor_id: encodeId('coop', payload.debtor),
        creditor_id: encodeId('coop', payload.creditor),
        maximum: payload.maximum === null ? null : toMoney(BigInt(payload.maximum)),
      }),
      execution: 'in_transaction',
      execute: async (tx, { uid, network, payload, maker }, checker) => {
        const debtor = await this.ports.directory.cooperativeByUid(payload.debtor);
        const creditor = await this.ports.directory.cooperativeByUid(payload.creditor);
        if (debtor === undefined || creditor === undefined) return fail('not_found');
        await insertBilateralCap(tx, network, {
          uid,
          debtor: debtor.book,
          creditor: creditor.book,
          maximum: payload.maximum === null ? null : BigInt(payload.maximum),
          maker,
          checker: checker.principal,
        });
        return succeed({});
      },
    };
  }

  private async find(caller: Identity, uid: string): Promise<Cooperative | undefined> {
    const found = await this.ports.directory.cooperativeByUid(uid);
    if (found === undefined) return undefined;
    return caller.network === null || caller.network === found.network ? found : undefined;
  }
}

function readPayload(payload: unknown): Payload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { debtor, creditor, maximum }: Partial<Record<keyof Payload, unknown>> = payload;
  if (typeof debtor !== 'string' || typeof creditor !== 'string') return undefined;
  if (maximum === null) return { debtor, creditor, maximum };
  if (typeof maximum !== 'string' || !SEN.test(maximum)) return undefined;
  return { debtor, creditor, maximum };
}
