import type { Identity } from '@app/access';
import { fail, invariant, succeed, type Result } from '@app/core';
import type { TransferPage, TransferQuery, TransferRecord } from '@app/ledger';
import type { Merchant } from '@app/participants';

import type { AccountFacts } from '../account-facts.store.js';
import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { isWithin } from '../posting/is-within.js';
import { partiesOf } from './plan-refund.js';
import { refundOf, type Refund } from './refund.js';

export interface RefundQueryPorts {
  readonly reads: {
    transfer(id: string): Promise<TransferRecord | undefined>;
    transfersOf(account: number, query: TransferQuery): Promise<TransferPage>;
  };
  readonly directory: RulesSource & { merchant(uid: string): Promise<Merchant | undefined> };
  readonly facts: {
    read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>>;
    cycle(id: number): Promise<string>;
  };
}

/** Refunds with the place of each, for cursors. */
export interface RefundPage {
  readonly refunds: readonly {
    readonly refund: Refund;
    readonly batch: bigint;
    readonly item: number;
  }[];
  readonly hasMore: boolean;
}

/** Reading refunds. */
export class RefundQueries {
  constructor(private readonly ports: RefundQueryPorts) {}

  /** `not_found` also for a refund that the caller has no part in; a refused one is the merchant's alone. */
  async read(caller: Identity, id: string): Promise<Result<Refund, 'not_found'>> {
    const transfer = await this.ports.reads.transfer(id);
    if (transfer?.type !== 'refund' || !isWithin(caller, transfer)) return fail('not_found');
    const refund = await this.present(transfer);
    return takesPart(caller, refund) ? succeed(refund) : fail('not_found');
  }

  /** Refunds that a merchant gave, newest first. */
  async listOfMerchant(merchant: string, query: TransferQuery): Promise<RefundPage> {
    const found = await this.ports.directory.merchant(merchant);
    if (found === undefined) return { refunds: [], hasMore: false };
    const page = await this.ports.reads.transfersOf(found.wallet, { ...query, types: ['refund'] });
    const refunds = [];
    for (const transfer of page.transfers) {
      const { batch, item } = transfer;
      refunds.push({ refund: await this.present(transfer), batch, item });
    }
    return { refunds, hasMore: page.hasMore };
  }

  /** A transfer of type refund with whom it is between; `known`: the payment, if it is at hand. */
  async present(transfer: TransferRecord, known?: TransferRecord): Promise<Refund> {
    const payment = await this.paymentOf(transfer, known);
    const { payer, payee, issuer, acquirer } = partiesOf(payment);
    const facts = await this.ports.facts.read([payer, payee]);
    const { cooperatives } = await rulesKnowing(this.ports.directory, transfer.network, [
      issuer,
      acquirer,
    ]);
    const owner = (account: number, book: number) => {
      const uid = facts.get(account)?.owner;
      const cooperative = cooperatives.get(book)?.uid;
      invariant(uid && cooperative, `account ${account} is nobody's wallet`);
      return { uid, cooperative };
    };
    return refundOf(transfer, {
      payment,
      member: owner(payer, issuer),
      merchant: owner(payee, acquirer),
      cycle: await this.ports.facts.cycle(transfer.cycle),
    });
  }

  private async paymentOf(
    { id, original }: TransferRecord,
    known: TransferRecord | undefined,
  ): Promise<TransferRecord> {
    if (known !== undefined && known.id === original) return known;
    const payment = original === null ? undefined : await this.ports.reads.transfer(original);
    invariant(payment, `refund ${id} is of no payment`);
    return payment;
  }
}

function takesPart(caller: Identity, refund: Refund): boolean {
  const { member, merchant, act } = refund;
  switch (caller.role) {
    case 'member':
      return caller.member === member.uid && act.refusal === null;
    case 'merchant_owner':
    case 'cashier':
    case 'program':
      return caller.merchant === merchant.uid;
    case 'teller':
    case 'treasurer':
    case 'manager':
      // Whoever has to see where the money belongs.
      return caller.cooperative === member.cooperative && refund.posted?.inSuspense === true;
    case 'operator':
      return caller.network === null || caller.network === act.network;
    default:
      return false;
  }
}
