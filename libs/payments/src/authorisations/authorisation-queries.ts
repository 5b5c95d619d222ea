import type { Identity } from '@app/access';
import { fail, invariant, succeed, type Result } from '@app/core';
import type { Obligation, SqlRunner, TransferRecord } from '@app/ledger';
import type { Member, Merchant } from '@app/participants';

import type { AccountFacts } from '../account-facts.store.js';
import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { shortCodeOf } from '../payment/short-code.js';
import { isWithin } from '../posting/is-within.js';
import { partiesOf } from '../refunds/plan-refund.js';
import type { Authorisation, AuthorisationStatus } from './authorisation.js';

export interface AuthorisationQueryPorts {
  readonly reads: {
    transfer(id: string): Promise<TransferRecord | undefined>;
    transfers(ids: readonly string[]): Promise<TransferRecord[]>;
    transfersByOriginal(id: string): Promise<TransferRecord[]>;
    obligation(id: string): Promise<Obligation | undefined>;
  };
  readonly directory: RulesSource & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly facts: {
    read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>>;
  };
  readonly sql: SqlRunner;
}

/** An authorisation's place in its list. */
export interface AuthorisationPlace {
  readonly batch: bigint;
  readonly item: number;
}

export interface AuthorisationPage {
  readonly rows: readonly (AuthorisationPlace & { readonly authorisation: Authorisation })[];
  readonly hasMore: boolean;
}

export interface AuthorisationQuery {
  /** 1 to 100. */
  readonly limit: number;
  readonly before?: AuthorisationPlace | undefined;
  readonly after?: AuthorisationPlace | undefined;
}

/** Reading authorisations: by whoever gave them, by the merchant who may capture them. */
export class AuthorisationQueries {
  constructor(private readonly ports: AuthorisationQueryPorts) {}

  /** `not_found` also for one that the caller has no part in; a refused one is the member's alone. */
  async read(caller: Identity, id: string): Promise<Result<Authorisation, 'not_found'>> {
    const transfer = await this.ports.reads.transfer(id);
    if (transfer === undefined || !isWithin(caller, transfer)) return fail('not_found');
    if (!(await this.isAuthorisation(transfer))) return fail('not_found');
    const authorisation = await this.present(transfer);
    return takesPart(caller, authorisation) ? succeed(authorisation) : fail('not_found');
  }

  /** Those that a member gave or that a merchant was given, newest first; refused ones are left out. */
  async list(
    own: { readonly member: string } | { readonly merchant: string },
    { limit, before, after }: AuthorisationQuery,
  ): Promise<AuthorisationPage> {
    const { directory, sql, reads } = this.ports;
    const isPayer = 'member' in own;
    const holder = isPayer
      ? await directory.member(own.member)
      : await directory.merchant(own.merchant);
    if (holder === undefined) return { rows: [], hasMore: false };
    const backwards = after !== undefined;
    const bound = after ?? before;
    const found = (await sql.query(
      `SELECT t.id FROM ledger.transfer t JOIN ledger.account a ON a.id = t.payee AND a.kind = 2
       WHERE t.type = 40 AND t.refusal IS NULL AND t.${isPayer ? 'payer' : 'payee'} = $1
         AND ($2::bigint IS NULL
           OR (t.batch, t.item) ${backwards ? '>' : '<'} ($2::bigint, $3::smallint))
       ORDER BY t.batch ${backwards ? 'ASC' : 'DESC'}, t.item ${backwards ? 'ASC' : 'DESC'} LIMIT $4`,
      [holder.wallet, bound?.batch.toString() ?? null, bound?.item ?? null, limit + 1],
    )) as { id: string }[];
    const ids = found.slice(0, limit).map(({ id }) => id);
    if (backwards) ids.reverse();
    const rows = [];
    for (const transfer of await reads.transfers(ids)) {
      const { batch, item } = transfer;
      rows.push({ authorisation: await this.present(transfer), batch, item });
    }
    return { rows, hasMore: found.length > limit };
  }

  /** Whether a transfer is the hold of a merchant, and not that of a withdrawal. */
  async isAuthorisation({ type, payee }: TransferRecord): Promise<boolean> {
    if (type !== 'hold' || payee === null) return false;
    const facts = await this.ports.facts.read([payee]);
    return facts.get(payee)?.kind === 'merchant_wallet';
  }

  /** Member and merchant of an authorisation, as uuids. */
  async ownersOf(transfer: TransferRecord): Promise<{ member: string; merchant: string }> {
    const { payer, payee } = partiesOf(transfer);
    const facts = await this.ports.facts.read([payer, payee]);
    const member = facts.get(payer)?.owner;
    const merchant = facts.get(payee)?.owner;
    invariant(member && merchant, `hold ${transfer.id} is between nobody`);
    return { member, merchant };
  }

  /** As it stands now. */
  async present(transfer: TransferRecord): Promise<Authorisation> {
    const { id, network, refusal } = transfer;
    const obligation = refusal === null ? await this.ports.reads.obligation(id) : undefined;
    const completions = refusal === null ? await this.ports.reads.transfersByOriginal(id) : [];
    const payments = completions.filter((one) => one.type === 'payment' && one.refusal === null);
    const expired = obligation !== undefined && (await this.isOver(network, obligation));
    return this.view(transfer, {
      captured: obligation?.captured ?? 0n,
      status: statusOf(obligation, expired),
      expiresAt: obligation?.expiresAt ?? null,
      payments: payments.map((payment) => payment.id),
    });
  }

  /** As it was when it was decided: what its first answer and every replay say. */
  async presentNew(transfer: TransferRecord): Promise<Authorisation> {
    const obligation = await this.ports.reads.obligation(transfer.id);
    return this.view(transfer, {
      captured: 0n,
      status: transfer.refusal === null ? 'open' : 'refused',
      expiresAt: obligation?.expiresAt ?? null,
      payments: [],
    });
  }

  private async view(
    transfer: TransferRecord,
    now: Pick<Authorisation, 'captured' | 'status' | 'expiresAt' | 'payments'>,
  ): Promise<Authorisation> {
    const { id, network, amount, feeVersion, refusal, reference, description } = transfer;
    const { issuer, acquirer } = partiesOf(transfer);
    const { member, merchant } = await this.ownersOf(transfer);
    const { cooperatives } = await rulesKnowing(this.ports.directory, network, [issuer, acquirer]);
    const home = cooperatives.get(issuer)?.uid;
    const host = cooperatives.get(acquirer)?.uid;
    invariant(home && host, `hold ${id} is between no cooperatives`);
    return {
      id,
      network,
      amount,
      ...now,
      left: now.status === 'open' ? amount - now.captured : 0n,
      payer: { member, cooperative: home },
      payee: { merchant, cooperative: host },
      onUs: issuer === acquirer,
      feeVersion,
      reference,
      description,
      createdAt: transfer.postedAt,
      shortCode: shortCodeOf(transfer),
      refusal,
    };
  }

  private async isOver(network: number, { expiresAt }: Obligation): Promise<boolean> {
    const rows = (await this.ports.sql.query(
      'SELECT ledger.network_now($1::smallint) >= $2::timestamptz AS over',
      [network, expiresAt],
    )) as { over: boolean }[];
    return rows[0]?.over === true;
  }
}

function statusOf(obligation: Obligation | undefined, expired: boolean): AuthorisationStatus {
  if (obligation === undefined) return 'refused';
  return obligation.state === 'open' && expired ? 'expired' : obligation.state;
}

function takesPart(caller: Identity, { payer, payee, refusal, network }: Authorisation): boolean {
  switch (caller.role) {
    case 'member':
      return caller.member === payer.member;
    case 'merchant_owner':
    case 'cashier':
    case 'program':
      return caller.merchant === payee.merchant && refusal === null;
    case 'operator':
      return caller.network === null || caller.network === network;
    default:
      return false;
  }
}
