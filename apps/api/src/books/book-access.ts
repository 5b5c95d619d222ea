import { Injectable } from '@nestjs/common';
import type { Identity } from '@app/access';
import { fail, succeed, type Result } from '@app/core';
import { rulesKnowing } from '@app/payments';
import { Directory, type Rules } from '@app/participants';
import type { CooperativesByBook } from './present-account.js';

/** A book that the caller may read, with what its accounts' numbers mean. */
export interface ReadableBook {
  readonly book: number;
  readonly network: number;
  readonly cooperatives: CooperativesByBook;
}

/**
 * Who may read which book: the operator and the auditor of the network all of them, a cooperative's treasurer, manager
 * and auditor their own. A foreign book is not found.
 */
@Injectable()
export class BookAccess {
  constructor(private readonly directory: Directory) {}

  /** The book of this number. */
  async read(caller: Identity, book: number): Promise<Result<ReadableBook, 'not_found'>> {
    for (const network of await this.networksOf(caller)) {
      const rules = await this.directory.rules(network);
      const found = isOf(rules, book) ? rules : await this.refreshed(network, book);
      if (found === undefined) continue;
      return admits(caller, found, book)
        ? succeed({ book, network, cooperatives: found.cooperatives })
        : fail('not_found');
    }
    return fail('not_found');
  }

  /** The book of a cooperative. */
  async ofCooperative(caller: Identity, uid: string): Promise<Result<ReadableBook, 'not_found'>> {
    const cooperative = await this.directory.cooperativeByUid(uid);
    return cooperative === undefined ? fail('not_found') : this.read(caller, cooperative.book);
  }

  /** The switch's book of a network. */
  async ofSwitch(caller: Identity, networkUid: string): Promise<Result<ReadableBook, 'not_found'>> {
    const network = await this.directory.network(networkUid);
    if (network === undefined) return fail('not_found');
    const { switchAccounts } = await this.directory.rules(network.id);
    return this.read(caller, switchAccounts.book);
  }

  /** What the small numbers of a network mean, as far as these books go. */
  async cooperatives(network: number, books: readonly number[]): Promise<CooperativesByBook> {
    const rules = await this.directory.rules(network);
    const own = books.filter((book) => book !== rules.switchAccounts.book);
    return (await rulesKnowing(this.directory, network, own)).cooperatives;
  }

  private async networksOf(caller: Identity): Promise<number[]> {
    if (caller.network !== null) return [caller.network];
    return (await this.directory.networks()).map((network) => network.id);
  }

  /** A cooperative that joined lately is younger than what this process remembers. */
  private async refreshed(network: number, book: number): Promise<Rules | undefined> {
    const rules = await this.directory.refresh(network);
    return isOf(rules, book) ? rules : undefined;
  }
}

function admits(caller: Identity, rules: Rules, book: number): boolean {
  if (caller.cooperative === null) return true;
  return rules.cooperatives.get(book)?.uid === caller.cooperative;
}

function isOf(rules: Rules, book: number): boolean {
  return rules.switchAccounts.book === book || rules.cooperatives.has(book);
}
