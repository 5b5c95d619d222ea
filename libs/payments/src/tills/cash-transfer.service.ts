import type { Identity } from '@app/access';
import { fail, moveCash, succeed, type Result, type Sen } from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Cooperative, CooperativeService, Till, TillService } from '@app/participants';

import type { Replayable } from '../payment/posting-failure.js';
import { actOf, type Act } from '../posting/act.js';
import { postPlanned, RULES_TOO_OLD, type PostingPorts } from '../posting/post-planned.js';
import { mayHoldCash } from './till-postings.js';

/** Where cash, or money at the bank, is within a cooperative. */
export const CASH_PLACES = ['till', 'vault', 'bank'] as const;
export type CashPlace = (typeof CASH_PLACES)[number];

/** Between which of them it may go: a till has cash from the vault only. */
const WAYS: ReadonlySet<string> = new Set(['vault→till', 'till→vault', 'bank→vault', 'vault→bank']);

export interface CashTransferPorts extends PostingPorts {
  readonly tills: Pick<TillService, 'read' | 'ofAccount'>;
  readonly cooperatives: Pick<CooperativeService, 'read'>;
}

/** An order to carry cash; all ids are uuids. */
export interface CashTransferOrder {
  readonly from: CashPlace;
  readonly to: CashPlace;
  /** Which till, where one of the two is a till. */
  readonly till?: string | undefined;
  /** In sen. */
  readonly amount: Sen;
  readonly key: string;
  readonly requestHash: string;
  readonly reference?: string | undefined;
  readonly description?: string | undefined;
}

/** Cash that was carried, as its stored transfer tells it. */
export interface CashTransfer {
  readonly act: Act;
  readonly from: CashPlace;
  readonly to: CashPlace;
  /** Uuid. */
  readonly till: string | null;
}

type Ends = { readonly cooperative: Cooperative; readonly till: Till | undefined };

/** Cash between a cooperative's bank account, vault and tills. */
export class CashTransferService {
  constructor(private readonly ports: CashTransferPorts) {}

  /**
   * Moves cash. Failures: `validation_failed` (detail `field`: no such way, or a till that is missing or too many),
   * `not_found` (a foreign till), `till_closed` (no session is open at it), `till_short`, `vault_short`,
   * `cooperative_not_active`, and those of {@link postPlanned}.
   */
  async move(
    caller: Identity,
    order: CashTransferOrder,
  ): Promise<Result<CashTransfer> & Replayable & { readonly refused?: string }> {
    const { from, to } = order;
    if (!WAYS.has(`${from}→${to}`)) {
      return { ...fail('validation_failed', { field: 'to' }), ...NEW };
    }
    const withTill = from === 'till' || to === 'till';
    if (withTill !== (order.till !== undefined)) {
      return { ...fail('validation_failed', { field: 'till_id' }), ...NEW };
    }
    const ends = await this.endsOf(caller, order);
    if (!ends.ok) return { ...ends, ...NEW };
    const posted = await this.post(caller, order, ends.value);
    if (!posted.ok) return posted;
    const value = { act: actOf(posted.value), from, to, till: order.till ?? null };
    return { ...succeed(value), replayed: posted.replayed };
  }

  private async endsOf(
    caller: Identity,
    { till }: CashTransferOrder,
  ): Promise<Result<Ends, 'not_found'>> {
    if (caller.cooperative === null) return fail('not_found');
    const cooperative = await this.ports.cooperatives.read(caller, caller.cooperative);
    if (!cooperative.ok) return cooperative;
    if (till === undefined) return succeed({ cooperative: cooperative.value, till: undefined });
    const found = await this.ports.tills.read(caller, till);
    return found.ok ? succeed({ cooperative: cooperative.value, till: found.value }) : found;
  }

  private post(caller: Identity, order: CashTransferOrder, { cooperative, till }: Ends) {
    const { book, network } = cooperative;
    const { key, requestHash, reference, description, amount } = order;
    const { principal } = caller;
    return postPlanned(
      this.ports,
      { network, principal, key, requestHash, reference, description },
      (rules) => {
        const current = rules.cooperatives.get(book);
        if (current === undefined) return Promise.resolve(RULES_TOO_OLD);
        const { vault, bank } = current.accounts;
        const accountOf = (place: CashPlace) =>
          place === 'vault' ? vault : place === 'bank' ? bank : (till?.account ?? vault);
        const [payer, payee] = [accountOf(order.from), accountOf(order.to)];
        return Promise.resolve(
          succeed({
            type: 'cash_transfer' as const,
            amount,
            payer,
            payee,
            issuer: book,
            acquirer: book,
            legs: moveCash(payee, payer, amount),
            gates: till === undefined ? [] : [{ account: till.account, role: 'till' as const }],
            ...(!mayHoldCash(current) && { refusal: { code: 'cooperative_not_active' as const } }),
          }),
        );
      },
    );
  }
}

const NEW = { replayed: false } as const;

/** Whether a transfer carried cash within a cooperative, to tell it from other acts at a till. */
export function isCashTransfer({ type }: Pick<TransferRecord, 'type'>): boolean {
  return type === 'cash_transfer';
}
