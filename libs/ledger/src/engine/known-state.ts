import type { AccountState, BatchState, UsageState } from './batch-state.js';

/** Beyond this many accounts everything is forgotten and read anew as needed. */
const ACCOUNTS_KEPT = 100_000;

/**
 * Accounts and counters as this process last left them. They change in batches only, and every batch raises the
 * head's number: so as long as the number is the one of our own last batch, what is known here is exact. A new batch
 * shows that under the head's lock, and else everything is read again.
 */
export class KnownState {
  private number: bigint | undefined;
  private readonly accounts = new Map<number, AccountState>();
  private readonly usages = new Map<string, UsageState>();
  private readonly usageAccounts = new Set<number>();

  /** Whether what is known still holds when `last` is the network's last batch. */
  isCurrent(last: bigint): boolean {
    return this.number === undefined || this.number === last;
  }

  unknownAccounts(wanted: Iterable<number>): number[] {
    return [...wanted].filter((id) => !this.accounts.has(id));
  }

  unknownUsages(wanted: Iterable<number>): number[] {
    return [...wanted].filter((id) => !this.usageAccounts.has(id));
  }

  /**
   * Adds what a batch just read, and gives that batch all that is known to work on. What is known already is newer: it
   * may have been read again, with a hold, before our own last batch was written.
   */
  complete(read: BatchState, usageAccounts: Iterable<number>): BatchState {
    for (const [id, account] of read.accounts) {
      if (!this.accounts.has(id)) this.accounts.set(id, account);
    }
    for (const [id, usage] of read.usages) {
      if (!this.usages.has(id)) this.usages.set(id, usage);
    }
    for (const account of usageAccounts) this.usageAccounts.add(account);
    return { ...read, accounts: this.accounts, usages: this.usages };
  }

  /**
   * After a batch was sent to be written: its working copies are what the database will have. The next batch may be
   * decided on them; unless the commit succeeds, all of it must be forgotten.
   */
  written(batch: BatchState): void {
    for (const account of batch.touchedAccounts) {
      account.version = batch.number;
      account.touched = false;
      account.firstItem = null;
      account.lastItem = null;
    }
    for (const usage of batch.touchedUsages) {
      usage.created = false;
      usage.touched = false;
    }
    this.number = batch.number;
  }

  /** Whether it is time to begin anew. */
  get isFull(): boolean {
    return this.accounts.size > ACCOUNTS_KEPT;
  }

  /** After anything else: working copies may be ahead of the database. */
  forget(): void {
    this.number = undefined;
    this.accounts.clear();
    this.usages.clear();
    this.usageAccounts.clear();
  }
}
