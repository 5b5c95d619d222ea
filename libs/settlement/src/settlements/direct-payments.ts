import type { Identity } from '@app/access';
import { fail, formatSen, invariant, succeed, type Result, type Sen } from '@app/core';
import { asSwitch, inTransaction } from '@app/database';
import type { LedgerReads } from '@app/ledger';
import type { DataSource, EntityManager } from 'typeorm';
import {
  insertDirectPayment,
  lockDirectLine,
  readPaymentByKey,
  type ConfirmedPayment,
} from './direct-line.store.js';
import type { SettlementService, KeyedRequest } from './settlement.service.js';
import { readAct } from './settlement.store.js';
import type { DirectLine, Settlement } from './settlement.js';

export interface DirectPaymentPorts {
  readonly dataSource: DataSource;
  readonly reads: Pick<LedgerReads, 'transferByKey'>;
  readonly settlements: Pick<SettlementService, 'read' | 'proceed'>;
}

/** What arrived at the creditor's bank; parties are uuids. */
export interface ArrivedPayment extends KeyedRequest {
  readonly debtor: string;
  readonly creditor: string;
  /** In sen, whole rupiah, more than zero. */
  readonly amount: Sen;
  /** What the creditor's bank calls it, 1–64 characters: it is confirmed once. */
  readonly bankReference: string;
}

/** What was confirmed, with the line as it stands since. */
export interface DirectPaymentView {
  readonly payment: ConfirmedPayment;
  readonly line: DirectLine;
}

type Answer = Result<DirectPaymentView> & { readonly replayed: boolean };
type Confirmed = Result<{ readonly replayed: boolean }>;

/** What cooperatives pay each other by themselves, as those who receive it say. */
export class DirectPaymentService {
  constructor(private readonly ports: DirectPaymentPorts) {}

  /**
   * Confirms that money of a debtor has arrived at a creditor's bank, and posts it: the creditor's own staff, who see
   * the account, or an operator. Failures: `not_found` for a settlement or pair beyond the caller's reach;
   * `role_forbidden` for the debtor itself; `wrong_state` (detail `state`) before the creditor's headroom is reserved;
   * `request_exceeded` (detail `left`) for more than is owed; `reference_reused`; `idempotency_key_reused`.
   */
  async confirm(caller: Identity, uid: string, arrived: ArrivedPayment): Promise<Answer> {
    const found = await this.find(caller, uid, arrived);
    if (!found.ok) return { ...found, replayed: false };
    const { settlement, line } = found.value;
    const { principal } = caller;
    const { manager } = this.ports.dataSource;
    const { key } = arrived;
    const used =
      (await this.ports.reads.transferByKey(principal, key)) ??
      (await readAct(manager, principal, key));
    if (used !== undefined) return { ...fail('idempotency_key_reused'), replayed: false };
    const confirmed = await inTransaction(this.ports.dataSource, (tx) =>
      confirmLocked(tx, settlement, line, { ...arrived, confirmedBy: principal }),
    );
    if (!confirmed.ok) return { ...confirmed, replayed: false };
    // Lines of other cooperatives belong to the settlement too.
    await asSwitch(() => this.ports.settlements.proceed(uid));
    const { replayed } = confirmed.value;
    const payment = await readPaymentByKey(manager, principal, key);
    const after = await this.find(caller, uid, arrived);
    invariant(payment !== undefined && after.ok, 'what was confirmed is never deleted');
    return { ...succeed({ payment, line: after.value.line }), replayed };
  }

  private async find(
    caller: Identity,
    uid: string,
    { debtor, creditor }: ArrivedPayment,
  ): Promise<Result<{ readonly settlement: Settlement; readonly line: DirectLine }>> {
    const found = await this.ports.settlements.read(caller, uid);
    if (!found.ok) return found;
    const { settlement, direct } = found.value;
    const line = direct.find((one) => one.debtorUid === debtor && one.creditorUid === creditor);
    if (line === undefined) return fail('not_found');
    const sees = caller.cooperative === null || caller.cooperative === creditor;
    return sees ? succeed({ settlement, line }) : fail('role_forbidden');
  }
}

async function confirmLocked(
  tx: EntityManager,
  { uid, network, state }: Settlement,
  { debtor, creditor }: DirectLine,
  arrived: ArrivedPayment & { readonly confirmedBy: string },
): Promise<Confirmed> {
  const line = await lockDirectLine(tx, uid, { debtor, creditor });
  const seen = await readPaymentByKey(tx, arrived.confirmedBy, arrived.key);
  if (seen !== undefined) {
    const same = seen.requestHash === arrived.requestHash && seen.settlement === uid;
    return same ? succeed({ replayed: true }) : fail('idempotency_key_reused');
  }
  if (line.reservedAt === null) {
    return fail('wrong_state', { state: state === 'SETTLING' ? 'waits_for_headroom' : state });
  }
  const left = line.due - line.confirmed;
  if (arrived.amount > left) return fail('request_exceeded', { left: formatSen(left) });
  const inserted = await insertDirectPayment(tx, { uid, network }, line, arrived);
  return inserted ? succeed({ replayed: false }) : fail('reference_reused');
}
