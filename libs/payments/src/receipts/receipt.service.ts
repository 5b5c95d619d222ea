import type { Identity } from '@app/access';
import {
  fail,
  parseMoney,
  succeed,
  sumSen,
  CURRENCY,
  type Result,
  type Sen,
  type TransferType,
} from '@app/core';
import type { ReturnObligation, TransferRecord } from '@app/ledger';
import type { Network } from '@app/participants';

import { readShortCode, shortCodeOf } from '../payment/short-code.js';
import type { ActParties, ActParty } from './act-parties.js';

/** Acts of which people get a receipt. */
const WITH_RECEIPT: ReadonlySet<TransferType> = new Set([
  'payment',
  'deposit',
  'withdrawal',
  'transfer',
  'invoice_payment',
  'refund',
  'reversal',
  'payout',
]);

export type ReceiptStatus = 'posted' | 'partly_refunded' | 'refunded' | 'reversed';

export interface ReceiptCooperative {
  readonly uid: string;
  readonly name: string;
  readonly city: string;
}

/** What a receipt shows to anyone who holds it. */
export interface Receipt {
  readonly shortCode: string;
  readonly type: TransferType;
  readonly status: ReceiptStatus;
  readonly amount: Sen;
  /** ISO 8601 in UTC with microseconds, by the network's clock. */
  readonly postedAt: string;
  readonly timeZone: string;
  /** Whose members or counters took part. */
  readonly cooperatives: readonly ReceiptCooperative[];
  /** The wallets' owners; null where cash or a cooperative is on that side. */
  readonly payer: ActParty | null;
  readonly payee: ActParty | null;
}

/** What it shows to whoever took part. */
export interface OwnReceipt extends Receipt {
  readonly transfer: string;
  /** What the member paid beside the amount, in sen. */
  readonly fee: Sen;
  /** Given back so far, in sen. */
  readonly returned: Sen;
  readonly description: string | null;
}

export interface ReceiptPorts {
  readonly reads: {
    transfer(id: string): Promise<TransferRecord | undefined>;
    returnObligation(id: string): Promise<ReturnObligation | undefined>;
  };
  readonly directory: {
    networks(): Promise<readonly Network[]>;
    /** Those of a network that keep these books, by book. */
    cooperatives(
      network: number,
      books: readonly number[],
    ): Promise<ReadonlyMap<number, ReceiptCooperative>>;
  };
  readonly facts: { transferAt(batch: bigint, item: number): Promise<string | undefined> };
  readonly parties: Pick<ActParties, 'read'>;
}

/** Receipts, found by the code that stands on them. */
export class ReceiptService {
  constructor(private readonly ports: ReceiptPorts) {}

  /**
   * The receipt of whoever holds it. Codes run in sequence, so the amount is the proof that one does: any other amount is
   * `not_found`, as is a code that was never given out. Without a network the live ones are asked first.
   *
   * @param amount decimal rupiah, "50000" or "50000.00"
   * @param network uuid
   */
  async check(
    code: string,
    amount: string,
    network?: string,
  ): Promise<Result<Receipt, 'not_found'>> {
    const wanted = parseMoney({ value: amount, currency: CURRENCY });
    if (!wanted.ok) return fail('not_found');
    const networks = await this.ports.directory.networks();
    const asked = networks
      .filter(({ uid }) => network === undefined || uid === network)
      .toSorted((one, other) => Number(other.live) - Number(one.live));
    for (const one of asked) {
      const transfer = await this.find(one, code);
      if (transfer?.amount !== wanted.sen) continue;
      const {
        transfer: _id,
        fee: _fee,
        returned: _,
        description: _text,
        ...shown
      } = await this.receiptOf(transfer, one);
      return succeed(shown);
    }
    return fail('not_found');
  }

  /** The receipt of an act in which the caller took part: as its owner, at its counter, or in its cooperative. */
  async read(caller: Identity, code: string): Promise<Result<OwnReceipt, 'not_found'>> {
    for (const network of await this.ports.directory.networks()) {
      if (caller.network !== null && caller.network !== network.id) continue;
      const transfer = await this.find(network, code);
      if (transfer === undefined) continue;
      const receipt = await this.receiptOf(transfer, network);
      if (takesPart(caller, transfer, receipt)) return succeed(receipt);
    }
    return fail('not_found');
  }

  private async find(network: Network, code: string): Promise<TransferRecord | undefined> {
    const place = readShortCode(network.id, code);
    if (place === undefined) return undefined;
    const id = await this.ports.facts.transferAt(place.batch, place.item);
    const transfer = id === undefined ? undefined : await this.ports.reads.transfer(id);
    if (transfer === undefined || transfer.refusal !== null) return undefined;
    return WITH_RECEIPT.has(transfer.type) ? transfer : undefined;
  }

  private async receiptOf(transfer: TransferRecord, network: Network): Promise<OwnReceipt> {
    const { payer, payee, issuer, acquirer, legs } = transfer;
    const wallets = [payer, payee].filter((account) => account !== null);
    const parties = await this.ports.parties.read(wallets);
    const books = [...new Set([issuer, acquirer].filter((book) => book !== null))];
    const cooperatives = await this.ports.directory.cooperatives(network.id, books);
    const returns = await this.returnsOf(transfer.id);
    const fees = legs.filter(
      (leg) => leg.component === 'member_fee' && wallets.includes(leg.debit),
    );
    return {
      shortCode: shortCodeOf(transfer),
      transfer: transfer.id,
      type: transfer.type,
      ...returns,
      amount: transfer.amount,
      fee: sumSen(fees.map((leg) => leg.amount)),
      postedAt: transfer.postedAt,
      timeZone: network.timeZone,
      cooperatives: books.flatMap((book) => {
        const cooperative = cooperatives.get(book);
        return cooperative === undefined ? [] : [cooperative];
      }),
      payer: (payer === null ? undefined : parties.get(payer)) ?? null,
      payee: (payee === null ? undefined : parties.get(payee)) ?? null,
      description: transfer.description,
    };
  }

  private async returnsOf(id: string): Promise<{ status: ReceiptStatus; returned: Sen }> {
    const back = await this.ports.reads.returnObligation(id);
    if (back === undefined || back.returned === 0n) return { status: 'posted', returned: 0n };
    const { state, returned, whole } = back;
    if (state === 'reversed') return { status: 'reversed', returned };
    return { status: returned < whole ? 'partly_refunded' : 'refunded', returned };
  }
}

function takesPart(caller: Identity, transfer: TransferRecord, receipt: OwnReceipt): boolean {
  switch (caller.role) {
    case 'member':
    case 'merchant_owner':
    case 'cashier': {
      const own = caller.role === 'member' ? caller.member : caller.merchant;
      return own !== null && [receipt.payer?.uid, receipt.payee?.uid].includes(own);
    }
    case 'teller':
    case 'treasurer':
    case 'manager':
      return (
        transfer.principal === caller.principal ||
        receipt.cooperatives.some(({ uid }) => uid === caller.cooperative)
      );
    default:
      return false;
  }
}
