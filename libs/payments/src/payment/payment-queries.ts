import type { Identity } from '@app/access';
import { fail, invariant, newUuid, succeed, type Result } from '@app/core';
import type {
  PostingOutcome,
  PostingRequest,
  TransferPage,
  TransferQuery,
  TransferRecord,
} from '@app/ledger';
import type { Member, Merchant } from '@app/participants';

import type { AccountFacts } from '../account-facts.store.js';
import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { paymentOf, type Payment } from './payment.js';
import { isWithin } from '../posting/is-within.js';
import { failureOf } from './posting-failure.js';
import { readShortCode } from './short-code.js';

/** What this service needs of the ledger and the directory. */
export interface PaymentQueryPorts {
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly reads: {
    transfer(id: string): Promise<TransferRecord | undefined>;
    transferByReference(principal: string, reference: string): Promise<TransferRecord | undefined>;
    transfersOf(account: number, query: TransferQuery): Promise<TransferPage>;
  };
  readonly directory: RulesSource & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly facts: {
    read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>>;
    cycle(id: number): Promise<string>;
    transferAt(batch: bigint, item: number): Promise<string | undefined>;
  };
}

/** Payments with the place of each, for cursors. */
export interface PaymentPage {
  readonly payments: readonly {
    readonly payment: Payment;
    readonly batch: bigint;
    readonly item: number;
  }[];
  readonly hasMore: boolean;
}

/** No network is ever at this epoch, so the engine posts nothing under it. */
const NO_EPOCH = 0n;

/** Reading payments: by the payer, by the merchant who was paid, by the operator. */
export class PaymentQueries {
  constructor(private readonly ports: PaymentQueryPorts) {}

  /** `not_found` also for a payment that the caller has no part in. */
  async read(caller: Identity, id: string): Promise<Result<Payment, 'not_found'>> {
    const transfer = await this.ports.reads.transfer(id);
    if (transfer?.type !== 'payment' || !isWithin(caller, transfer)) return fail('not_found');
    const payment = await this.present(transfer);
    return takesPart(caller, payment) ? succeed(payment) : fail('not_found');
  }

  /** By the code that people read aloud; `not_found` as in {@link read}, and for text that is no code. */
  async readByShortCode(
    caller: Identity,
    network: number,
    code: string,
  ): Promise<Result<Payment, 'not_found'>> {
    const place = readShortCode(network, code);
    const id = place && (await this.ports.facts.transferAt(place.batch, place.item));
    return id === undefined ? fail('not_found') : this.read(caller, id);
  }

  /**
   * The payment of this principal with this reference, posted or refused; undefined if there is none. That answer is
   * final for all that was sent through this process before, and for every commit in progress anywhere: when a plain
   * read finds nothing, the engine is asked, which waits for the head of the books.
   *
   * Failures: `overloaded`, `database_unavailable`, `outcome_unknown`, `shutting_down`.
   */
  async findByReference(
    network: number,
    principal: string,
    reference: string,
  ): Promise<Result<Payment | undefined>> {
    const { reads, ledger } = this.ports;
    let transfer = await reads.transferByReference(principal, reference);
    if (transfer === undefined) {
      const probe = newUuid();
      const outcome = await ledger.post({
        id: probe,
        network,
        principal,
        key: probe,
        requestHash: probe.replaceAll('-', ''),
        reference,
        type: 'payment',
        amount: 0n,
        legs: [],
        epoch: NO_EPOCH,
      });
      invariant(outcome.kind !== 'decided', 'a request of no epoch was decided');
      if (outcome.kind === 'unavailable') return failureOf(outcome);
      if (outcome.kind === 'stale') return succeed(undefined);
      transfer = await reads.transferByReference(principal, reference);
    }
    if (transfer?.type !== 'payment') return succeed(undefined);
    return succeed(await this.present(transfer));
  }

  /** Payments that a merchant received, newest first. */
  async listOfMerchant(merchant: string, query: TransferQuery): Promise<PaymentPage> {
    const found = await this.ports.directory.merchant(merchant);
    return found === undefined ? NO_PAYMENTS : this.list(found.wallet, query);
  }

  /** Payments that a member made, newest first. */
  async listOfMember(member: string, query: TransferQuery): Promise<PaymentPage> {
    const found = await this.ports.directory.member(member);
    return found === undefined ? NO_PAYMENTS : this.list(found.wallet, query);
  }

  private async list(wallet: number, query: TransferQuery): Promise<PaymentPage> {
    const page = await this.ports.reads.transfersOf(wallet, { ...query, types: ['payment'] });
    const { transfers, hasMore } = page;
    // All wallets in one query, so that presenting each finds them remembered.
    await this.ports.facts.read(transfers.flatMap(walletsOf));
    const payments = [];
    for (const transfer of transfers) {
      const { batch, item } = transfer;
      payments.push({ payment: await this.present(transfer), batch, item });
    }
    return { payments, hasMore };
  }

  private async present(transfer: TransferRecord): Promise<Payment> {
    const { payer, payee, issuer, acquirer } = transfer;
    invariant(
      payer !== null && payee !== null && issuer !== null && acquirer !== null,
      `payment ${transfer.id} has no parties`,
    );
    const facts = await this.ports.facts.read(walletsOf(transfer));
    const member = facts.get(payer)?.owner;
    const merchant = facts.get(payee)?.owner;
    const books = [issuer, acquirer];
    const { cooperatives } = await rulesKnowing(this.ports.directory, transfer.network, books);
    const home = cooperatives.get(issuer)?.uid;
    const host = cooperatives.get(acquirer)?.uid;
    invariant(member && merchant && home && host, `payment ${transfer.id} is between nobody`);
    const parties = {
      payer: { member, cooperative: home },
      payee: { merchant, cooperative: host },
    };
    return paymentOf(transfer, parties, await this.ports.facts.cycle(transfer.cycle));
  }
}

const NO_PAYMENTS: PaymentPage = { payments: [], hasMore: false };

function walletsOf({ payer, payee }: TransferRecord): number[] {
  return [payer, payee].filter((wallet) => wallet !== null);
}

/** A refused payment is the payer's alone: to the merchant nothing has happened. */
function takesPart(caller: Identity, payment: Payment): boolean {
  switch (caller.role) {
    case 'member':
      return payment.payer.member === caller.member;
    case 'merchant_owner':
    case 'cashier':
    case 'program':
      return payment.payee.merchant === caller.merchant && payment.refusal === null;
    case 'operator':
      return caller.network === null || caller.network === payment.network;
    default:
      return false;
  }
}
