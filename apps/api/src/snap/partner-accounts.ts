import { Inject, Injectable } from '@nestjs/common';
import { parsePhone } from '@app/access';
import { decodeId, encodeId } from '@app/core';
import { Directory, type Cooperative, type Member } from '@app/participants';
import { PartyFinder, type FoundParty } from '@app/payments';
import type { SnapCaller } from './snap-caller.js';
import { SnapException } from './snap-exception.js';

/** The wallet that a request is about: the member's who has agreed, or that of the partner's own shop. */
export interface OwnAccount {
  readonly network: number;
  /** The ledger's number. */
  readonly wallet: number;
  /** A member's number at the cooperative, or a shop's id. */
  readonly accountNo: string;
  /** Of a person the first letters. */
  readonly name: string;
}

export type FoundMember = Extract<FoundParty, { readonly kind: 'member' }>;

/** Characters of a bank code. */
const BANK_CODE_MAX = 11;

/** Accounts as partners name them. */
@Injectable()
export class PartnerAccounts {
  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(PartyFinder) private readonly finder: PartyFinder,
  ) {}

  /** The caller's own wallet; throws Invalid Account if the request names another. */
  async own({ client, consent }: SnapCaller, accountNo: string | undefined): Promise<OwnAccount> {
    const { merchantUid } = client;
    if (consent === undefined && merchantUid === undefined) {
      throw new SnapException('customer_token_not_found', 'token_missing');
    }
    const reference =
      consent === undefined ? { merchant: merchantUid ?? '' } : { member: consent.member };
    const [found] = await this.finder.find(client.networkId, reference);
    if (found === undefined || !isNamed(found, accountNo)) throw invalidAccount();
    const holder = found.kind === 'member' ? found.member : found.merchant;
    return {
      network: holder.network,
      wallet: holder.wallet,
      accountNo: accountNoOf(found),
      name: found.kind === 'member' ? found.maskedName : found.name,
    };
  }

  /** Whether the member is named so: by number, by our id, or not at all. */
  isOf(member: Member, accountNo: string): boolean {
    return accountNo === member.number || accountNo === encodeId('mbr', member.uid);
  }

  /** The cooperative that a bank code means: its short name, or our id. Throws that the switch doesn't know it. */
  async cooperative(network: number, bankCode: string): Promise<Cooperative> {
    const { cooperatives } = await this.directory.rules(network);
    const uid = decodeId('coop', bankCode);
    const meant = [...cooperatives.values()].filter(
      (one) => one.uid === uid || bankCodeOf(one) === normalized(bankCode),
    );
    const [only] = meant;
    if (only === undefined || meant.length > 1) {
      throw new SnapException('bank_not_supported', 'not_found');
    }
    return only;
  }

  /** A member of this cooperative (uuid), by number, by our id or by phone; throws Invalid Account. */
  async beneficiary(network: number, cooperative: string, accountNo: string): Promise<FoundMember> {
    const found = await this.finder.find(network, referenceOf(cooperative, accountNo));
    const [only] = found.filter(
      (party): party is FoundMember =>
        party.kind === 'member' && party.member.cooperative === cooperative,
    );
    if (only === undefined) throw invalidAccount();
    return only;
  }
}

/** How a cooperative is called where a bank code is asked for: capital letters and digits of its short name. */
export function bankCodeOf({ shortName }: Cooperative): string {
  return normalized(shortName);
}

function normalized(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, BANK_CODE_MAX);
}

function referenceOf(cooperative: string, accountNo: string) {
  const member = decodeId('mbr', accountNo);
  if (member !== undefined) return { member };
  const phone =
    accountNo.startsWith('0') || accountNo.startsWith('62') || accountNo.startsWith('+');
  const parsed = phone ? parsePhone(accountNo) : undefined;
  return parsed === undefined ? { cooperative, number: accountNo } : { phone: parsed };
}

function accountNoOf(found: FoundParty): string {
  return found.kind === 'member' ? found.member.number : encodeId('mrc', found.merchant.uid);
}

function isNamed(found: FoundParty, accountNo: string | undefined): boolean {
  if (accountNo === undefined || accountNo === accountNoOf(found)) return true;
  return found.kind === 'member' && accountNo === encodeId('mbr', found.member.uid);
}

function invalidAccount(): SnapException {
  return new SnapException('invalid_account', 'not_found');
}
