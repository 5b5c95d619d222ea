import { fail, invariant, succeed, type Result } from '@app/core';
import type { TransferPage, TransferQuery, TransferRecord } from '@app/ledger';
import type { Member, Merchant } from '@app/participants';

import type { AccountFacts } from '../account-facts.store.js';
import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { actOf, type Act } from '../posting/act.js';

export interface TransferQueryPorts {
  readonly reads: {
    transfer(id: string): Promise<TransferRecord | undefined>;
    transfersOf(account: number, query: TransferQuery): Promise<TransferPage>;
  };
  readonly directory: RulesSource & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly facts: {
    read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>>;
    cycle(id: number): Promise<string>;
  };
}

/** One end of a sending of money; uuids. */
export interface TransferParty {
  readonly kind: 'member' | 'merchant';
  readonly uid: string;
  readonly cooperative: string;
}

/** A sending of money with whom it is between. */
export interface SentMoney {
  readonly act: Act;
  readonly payer: TransferParty;
  readonly payee: TransferParty;
  /** Uuid of its settlement cycle; null if it stayed in one cooperative. */
  readonly cycle: string | null;
}

export interface SentMoneyPage {
  readonly rows: readonly (SentMoney & { readonly batch: bigint; readonly item: number })[];
  readonly hasMore: boolean;
}

/** The wallet that a caller looks from. */
export type OwnWallet = { readonly member: string } | { readonly merchant: string };

const TYPES = ['transfer', 'payout'] as const;

/** Reading sendings of money, from either end. */
export class TransferQueries {
  constructor(private readonly ports: TransferQueryPorts) {}

  /** An act that {@link TransferService.send} answered, ready to be shown. */
  async present(act: Act): Promise<SentMoney> {
    const { payer, payee, issuer, acquirer } = act;
    invariant(
      payer !== null && payee !== null && issuer !== null && acquirer !== null,
      `transfer ${act.id} has no parties`,
    );
    const facts = await this.ports.facts.read([payer, payee]);
    const { cooperatives } = await rulesKnowing(this.ports.directory, act.network, [
      issuer,
      acquirer,
    ]);
    const party = (account: number, book: number): TransferParty => {
      const wallet = facts.get(account);
      const cooperative = cooperatives.get(book)?.uid;
      const uid = wallet?.owner;
      invariant(
        wallet !== undefined && uid && cooperative,
        `account ${account} is nobody's wallet`,
      );
      return { kind: wallet.kind === 'member_wallet' ? 'member' : 'merchant', uid, cooperative };
    };
    return {
      act,
      payer: party(payer, issuer),
      payee: party(payee, acquirer),
      cycle: act.clears ? await this.ports.facts.cycle(act.cycle) : null,
    };
  }

  /** `not_found` also for a sending that the wallet has no part in; a refused one is its sender's alone. */
  async read(own: OwnWallet, id: string): Promise<Result<SentMoney, 'not_found'>> {
    const wallet = await this.walletOf(own);
    const transfer = await this.ports.reads.transfer(id);
    if (transfer === undefined || !isSending(transfer)) return fail('not_found');
    const takesPart =
      transfer.payer === wallet || (transfer.payee === wallet && transfer.refusal === null);
    return takesPart ? succeed(await this.present(actOf(transfer))) : fail('not_found');
  }

  /** What a wallet sent and received, newest first. */
  async list(own: OwnWallet, query: TransferQuery): Promise<SentMoneyPage> {
    const wallet = await this.walletOf(own);
    const page = await this.ports.reads.transfersOf(wallet, { ...query, types: [...TYPES] });
    const rows = [];
    for (const transfer of page.transfers) {
      const { batch, item } = transfer;
      rows.push({ ...(await this.present(actOf(transfer))), batch, item });
    }
    return { rows, hasMore: page.hasMore };
  }

  private async walletOf(own: OwnWallet): Promise<number> {
    const { directory } = this.ports;
    const holder =
      'member' in own ? await directory.member(own.member) : await directory.merchant(own.merchant);
    invariant(holder !== undefined, 'a token names somebody who is not there');
    return holder.wallet;
  }
}

function isSending({ type }: TransferRecord): boolean {
  return TYPES.some((one) => one === type);
}
