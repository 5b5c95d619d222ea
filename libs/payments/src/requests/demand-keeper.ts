import { encodeId, toMoney } from '@app/core';
import type { PostingOutcome, PostingRequest } from '@app/ledger';

import type { DataSource } from 'typeorm';

import { NoticeService } from '../notifications/notice.service.js';
import type { DemandPayment } from './demand.js';
import { DemandStore } from './demand.store.js';
import { RequestStore } from './request.store.js';

/** Rows of each sort that a round looks at. */
const AT_ONCE = 100;

export interface DemandKeeperPorts {
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly demands: DemandStore;
  readonly requests: RequestStore;
  readonly notices: NoticeService;
}

/** Brings to its end what nobody else does: requests whose time is over, payments that were cut short. For the worker. */
export class DemandKeeper {
  constructor(private readonly ports: DemandKeeperPorts) {}

  /** One that needs nothing but the database and the ledger: the worker may run in a process of its own. */
  static on(dataSource: DataSource, ledger: DemandKeeperPorts['ledger']): DemandKeeper {
    return new DemandKeeper({
      ledger,
      demands: new DemandStore(dataSource),
      requests: new RequestStore(dataSource),
      notices: new NoticeService(dataSource),
    });
  }

  /** One round for a network; done by several workers at once, it is done once. */
  async keep(network: number): Promise<void> {
    for (const payment of await this.ports.demands.undecided(network, AT_ONCE)) {
      await this.decide(payment);
    }
    for (const uid of await this.ports.demands.due(network, AT_ONCE)) await this.expire(uid);
  }

  /**
   * Learns from the ledger what became of a payment. What it has never seen it refuses now, under the payment's own
   * key, so that nothing that comes late is posted any more.
   */
  private async decide(payment: DemandPayment): Promise<void> {
    const request = await this.ports.requests.read(payment.demand);
    if (request === undefined) return;
    const { uid: id, network, principal, key, requestHash, amount } = payment;
    const outcome = await this.ports.ledger.post({
      id,
      network,
      principal,
      key,
      requestHash,
      type: request.askerKind === 'merchant' ? 'payment' : 'transfer',
      amount,
      payer: request.payerWallet,
      payee: request.askerWallet,
      issuer: request.payerBook,
      acquirer: request.askerBook,
      legs: [],
      refusal: { code: 'payment_given_up' },
    });
    if (outcome.kind === 'reused') {
      await this.ports.demands.settle(payment, { posted: false, code: outcome.code });
    }
    if (outcome.kind !== 'decided') return;
    const { refusal } = outcome.transfer;
    await this.ports.demands.settle(
      payment,
      refusal === null ? { posted: true } : { posted: false, code: refusal.code },
    );
  }

  private async expire(uid: string): Promise<void> {
    const request = await this.ports.requests.read(uid);
    if (request === undefined) return;
    await this.ports.demands.transact(async (tx) => {
      // Another worker may have been faster, or a payment has begun in the last moment.
      if (!(await this.ports.demands.expire(tx, uid))) return;
      const { askerPerson, payerPerson, amount, paid } = request;
      const detail = { amount: toMoney(amount - paid).value, id: encodeId('prq', uid) };
      for (const person of new Set([askerPerson, payerPerson])) {
        await this.ports.notices.tell(person, 'request_expired', detail, { sql: tx, about: uid });
      }
    });
  }
}
