import { invariant, type Sen } from '@app/core';
import { Gathered } from '@app/database';
import { keyClaim, referenceClaim } from '../engine/claims.js';
import type { TransferRecord } from '../engine/outcome.js';
import { readAccountsOf, readBalances, readByOwner, readByUid, type Balance } from './accounts.js';
import { readBalanceAt } from './balance-at.js';
import { countEntries, readEntries, type EntryPage } from './entries.js';
import { readHead, type LedgerHead } from './head.js';
import {
  readHoldsOf,
  readObligation,
  readReturnObligation,
  type Obligation,
  type ReturnObligation,
} from './holds.js';
import {
  readHeads,
  readPlaceBefore,
  readPosted,
  readPostedAfter,
  type PostedSpan,
  type PostedTransfer,
} from './outbox.js';
import type { Queryable } from './queryable.js';
import type { EntryQuery } from './span.js';
import {
  readClaimed,
  readIdsByOriginal,
  readIdsClaimed,
  readTransfers,
  readTransfersOf,
  type TransferCursor,
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
  private readonly balances: Gathered<number, Balance | undefined>;
  private readonly single: Gathered<string, TransferRecord | undefined>;

  constructor(private readonly sql: Queryable) {
    this.balances = new Gathered((accounts) => readBalances(sql, accounts));
    this.single = new Gathered(async (ids) => {
      const found = new Map((await readTransfers(sql, ids)).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id));
    });
  }

  /** The account with what it holds now; undefined when there is none. */
  balance(account: number): Promise<Balance | undefined> {
    return this.balances.ask(account);
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

  /** How many entries the account has from one time until before another; counts to `most`. */
  entryCount(account: number, from: Date, to: Date, most: number): Promise<number> {
    return countEntries(this.sql, account, { from, to }, most);
  }

  /** The transfer with its legs, posted or refused; undefined when there is none. */
  transfer(id: string): Promise<TransferRecord | undefined> {
    return this.single.ask(id);
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

  /** Whoever's idempotency key or reference this text is, posted or refused: at most `most`. */
  async transfersClaiming(text: string, most: number): Promise<TransferRecord[]> {
    const claims = [keyClaim(text), referenceClaim(text)];
    return readTransfers(this.sql, await readIdsClaimed(this.sql, claims, most));
  }

  /** A page of the transfers that moved the account, newest first: a merchant's payments. */
  transfersOf(account: number, query: TransferQuery): Promise<TransferPage> {
    return readTransfersOf(this.sql, account, query);
  }

  /**
   * What completed a hold or gave back a transfer, posted or refused, oldest first; at most 1,000.
   */
  async transfersByOriginal(id: string): Promise<TransferRecord[]> {
    return readTransfers(this.sql, await readIdsByOriginal(this.sql, id, TRANSFERS_AT_ONCE));
  }

  /** The hold with what is left of it; undefined when there is none. */
  obligation(id: string): Promise<Obligation | undefined> {
    return readObligation(this.sql, id);
  }

  /** What holds something on the account, first what expires first; at most 1,000. */
  holdsOf(account: number): Promise<Obligation[]> {
    return readHoldsOf(this.sql, account);
  }

  /** What was given back of a transfer; undefined as long as nothing was. */
  returnObligation(transfer: string): Promise<ReturnObligation | undefined> {
    return readReturnObligation(this.sql, transfer);
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

  /** The last batch of each network, by its number. */
  heads(): Promise<ReadonlyMap<number, bigint>> {
    return readHeads(this.sql);
  }

  /**
   * What was posted after a place up to and including batch `head`, which must be of the same network; of one wallet if told.
   * Batches are numbered in the order of their commits, so what was looked through is looked through for good.
   */
  postedAfter(
    after: TransferCursor,
    until: { readonly head: bigint; readonly limit: number; readonly wallet?: number | undefined },
  ): Promise<PostedSpan> {
    invariant(until.limit <= TRANSFERS_AT_ONCE, `${until.limit} transfers at once`);
    return readPostedAfter(this.sql, after, until);
  }

  /** Those of up to 1,000 transfers that were posted, in the ledger's order. */
  posted(ids: readonly string[]): Promise<PostedTransfer[]> {
    invariant(ids.length <= TRANSFERS_AT_ONCE, `${ids.length} transfers at once`);
    return readPosted(this.sql, ids);
  }

  /** The place in the ledger's order before all that was posted at a time of the network or later. */
  placeBefore(network: number, time: Date): Promise<TransferCursor> {
    return readPlaceBefore(this.sql, network, time);
  }

  /** Where the network's ledger stands; undefined when there is no such network. */
  head(network: number): Promise<LedgerHead | undefined> {
    return readHead(this.sql, network);
  }
}
