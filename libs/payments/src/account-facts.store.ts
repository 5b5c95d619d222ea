import { accountKindOf, invariant, type AccountKind } from '@app/core';
import { Prepared } from '@app/database';
import type { Balance } from '@app/ledger';
import type { Member, Merchant } from '@app/participants';
import type { DataSource } from 'typeorm';

import { Remembered } from './remembered.js';

/** What of an account of the ledger never changes. */
export interface AccountFacts {
  readonly id: number;
  readonly uid: string;
  readonly book: number;
  readonly kind: AccountKind;
  /** The member or merchant whose wallet it is. */
  readonly owner: string | null;
  /** The cooperative's book that a position or liquidity mirrors. */
  readonly subjectBook: number | null;
}

interface AccountRow {
  id: number;
  uid: string;
  book: number;
  kind: number;
  owner: string | null;
  subject_book: number | null;
}

const FACTS = new Prepared(
  'account_facts',
  `SELECT id, uid, book, kind, owner, subject_book FROM ledger.account
   WHERE id = ANY ($1::integer[])`,
);

const REMEMBERED_ACCOUNTS = 100_000;
const REMEMBERED_CYCLES = 1_000;

/** What is known of a member's wallet by whoever knows the member. */
export function walletFacts(member: Member): AccountFacts {
  return factsOfWallet('member_wallet', member);
}

/** What is known of a shop's wallet by whoever knows the merchant. */
export function takingsFacts(merchant: Merchant): AccountFacts {
  return factsOfWallet('merchant_wallet', merchant);
}

function factsOfWallet(kind: AccountKind, holder: Member | Merchant): AccountFacts {
  const { uid: owner, wallet: id, walletUid: uid, book } = holder;
  return { id, uid, book, kind, owner, subjectBook: null };
}

/** What of an account that was read with its balance never changes. */
export function factsOf({
  account: id,
  uid,
  book,
  kind,
  owner,
  subjectBook,
}: Balance): AccountFacts {
  return { id, uid, book, kind, owner, subjectBook };
}

/** Turns the small numbers of the ledger into what they stand for. */
export class AccountFactsStore {
  private readonly accounts = new Remembered<number, AccountFacts>(REMEMBERED_ACCOUNTS);
  private readonly cycles = new Remembered<number, string>(REMEMBERED_CYCLES);

  constructor(private readonly dataSource: DataSource) {}

  /** All of these accounts; throws InvariantError if one isn't there. */
  async read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>> {
    const found = new Map<number, AccountFacts>();
    const missing = new Set<number>();
    for (const id of ids) {
      const known = this.accounts.get(id);
      if (known === undefined) missing.add(id);
      else found.set(id, known);
    }
    for (const facts of await this.query([...missing])) {
      this.accounts.set(facts.id, facts);
      found.set(facts.id, facts);
      missing.delete(facts.id);
    }
    invariant(missing.size === 0, `there is no account ${[...missing].join(', ')}`);
    return found;
  }

  /** Whose account this is, told by somebody who knows: it is not looked up then. */
  know(facts: AccountFacts): void {
    if (this.accounts.get(facts.id) === undefined) this.accounts.set(facts.id, facts);
  }

  /** Uuid of a settlement cycle. */
  async cycle(id: number): Promise<string> {
    const known = this.cycles.get(id);
    if (known !== undefined) return known;
    const [row] = await this.dataSource.query<{ uid: string }[]>(
      'SELECT uid FROM ledger.cycle WHERE id = $1',
      [id],
    );
    invariant(row !== undefined, `there is no cycle ${id}`);
    this.cycles.set(id, row.uid);
    return row.uid;
  }

  /** Uuid of the transfer at a place in the books. */
  async transferAt(batch: bigint, item: number): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM ledger.transfer WHERE batch = $1 AND item = $2',
      [batch.toString(), item],
    );
    return row?.id;
  }

  private async query(ids: readonly number[]): Promise<AccountFacts[]> {
    if (ids.length === 0) return [];
    const rows = await FACTS.rows<AccountRow>(this.dataSource, [ids]);
    return rows.map((row) => {
      const kind = accountKindOf(row.kind);
      invariant(kind !== undefined, `unknown account kind ${row.kind}`);
      const { id, uid, book, owner } = row;
      return { id, uid, book, kind, owner, subjectBook: row.subject_book };
    });
  }
}
