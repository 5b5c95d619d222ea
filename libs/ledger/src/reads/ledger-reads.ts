import { invariant, type Sen } from '@app/core';
import { keyClaim, referenceClaim } from '../engine/claims.js';
import type { TransferRecord } from '../engine/outcome.js';
import { readAccountsOf, readBalance, readByOwner, readByUid, type Balance } from './accounts.js';
import { readBalanceAt } from './balance-at.js';
import { readEntries, type EntryPage } from './entries.js';
import { readHead, type LedgerHead } from './head.js';
import type { Queryable } from './queryable.js';
import type { EntryQuery } from './span.js';
import {
  readClaimed,
  readTransfers,
  readTransfersOf,
  type TransferPage,
  type TransferQuery,
} from './transfers.js';
import { readTrialBalance, type TrialBalance } from './trial-balance.js';

/** Most transfers that are read at once. */
const TRANSFERS_AT_ONCE = 1_000;

/**
 * What the ledger knows, for whoever may ask. Every read is by index, whatever the ledger's size,
 * but for the trial balance, which reads its book's accounts. Nothing here decides anything: a
 * posting batch reads for itself.
 */
export class LedgerReads {
  constructor(private readonly sql: Queryable) {}

  /** The account with what it holds now; undefined when there is none. */
  balance(account: number): Promise<Balance | undefined> {
    return readBalance(this.sql, account);
  }

  /**
   * Sen posted on the account after everything of its network until `at`, this instant included.
   */
  balanceAt(account: number, at: Date): Promise<Sen> {
    return readBalanceAt(this.sql, account, at, '<=');
  }

  /** Sen posted before `at`: what a statement from `at` opens with. */
  balanceBefore(account: number, at: Date): Promise<Sen> {
    return readBalanceAt(this.sql, account, at, '<');
  }

  /** A page of the account's entries, newest first; empty for an account that isn't there. */
  entries(account: number, query: EntryQuery): Promise<EntryPage> {
    return readEntries(this.sql, account, query);
  }

  /** The transfer with its legs, posted or refused; undefined when there is none. */
  async transfer(id: string): Promise<TransferRecord | undefined> {
    const [transfer] = await readTransfers(this.sql, [id]);
    return transfer;
  }

  /** Up to 1,000 transfers in the order of `ids`; unknown ones are left out. */
  transfers(ids: readonly string[]): Promise<TransferRecord[]> {
    invariant(ids.length <= TRANSFERS_AT_ONCE, `${ids.length} transfers at once`);
    return readTransfers(this.sql, ids);
  }

  /** What this principal's own reference stands for, posted or refused. */
  transferByReference(principal: string, reference: string): Promise<TransferRecord | undefined> {
    return readClaimed(this.sql, principal, referenceClaim(reference));
  }

  /** What this principal's idempotency key stands for, posted or refused. */
  transferByKey(principal: string, key: string): Promise<TransferRecord | undefined> {
    return readClaimed(this.sql, principal, keyClaim(key));
  }

  /** A page of the transfers that moved the account, newest first: a merchant's payments. */
  transfersOf(account: number, query: TransferQuery): Promise<TransferPage> {
    return readTransfersOf(this.sql, account, query);
  }

  /** Every account of a book with its balance in sen, now or after everything until `at`. */
  trialBalance(book: number, at?: Date): Promise<TrialBalance> {
    return readTrialBalance(this.sql, book, at);
  }

  /** The account that the wire's id means. */
  accountByUid(uid: string): Promise<Balance | undefined> {
    return readByUid(this.sql, uid);
  }

  /** The accounts of a book that have no owner: all but wallets and tills, a few dozen. */
  accountsOf(book: number): Promise<Balance[]> {
    return readAccountsOf(this.sql, book);
  }

  /**
   * The wallet of a member or merchant; of an owner with several accounts, the one opened first.
   */
  accountOf(owner: string): Promise<Balance | undefined> {
    return readByOwner(this.sql, owner);
  }

  /** Where the network's ledger stands; undefined when there is no such network. */
  head(network: number): Promise<LedgerHead | undefined> {
    return readHead(this.sql, network);
  }
}
