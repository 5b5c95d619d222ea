import { fail, invariant, readMonth, succeed, type Month, type Result, type Sen } from '@app/core';
import type { Balance, Entry, EntryPage, EntryQuery } from '@app/ledger';
import type { Network } from '@app/participants';

import { shortCodeOf } from '../payment/short-code.js';

/** What this service needs of the ledger and the directory. */
export interface StatementPorts {
  readonly reads: {
    balanceBefore(account: number, at: Date): Promise<Sen>;
    entries(account: number, query: EntryQuery): Promise<EntryPage>;
    entryCount(account: number, from: Date, to: Date, most: number): Promise<number>;
    head(network: number): Promise<{ readonly now: Date } | undefined>;
  };
  readonly directory: { network(key: number): Promise<Network | undefined> };
}

/** Of an account's month, what a statement begins with. */
export interface Statement {
  readonly account: Balance;
  readonly month: Month;
  /** IANA name: in it the month begins and ends, and times are written. */
  readonly timeZone: string;
  /** When it was read, by the network's clock. The month may still be running. */
  readonly issuedAt: Date;
  /** Posted before the month, in sen: credits − debits. */
  readonly opening: Sen;
}

/** An entry with the code of its act. */
export interface StatementLine extends Entry {
  readonly shortCode: string;
}

/** A statement with its lines, oldest first. */
export interface WholeStatement extends Statement {
  readonly lines: readonly StatementLine[];
  /** The last line's balance; without lines, the opening. */
  readonly closing: Sen;
  readonly debits: Sen;
  readonly credits: Sen;
}

/** As many lines are held in memory and laid out on paper; more are given as CSV, page by page. */
export const STATEMENT_LINES_MAX = 20_000;

const PAGE = 100;
const BEGINNING = { batch: 0n, position: -1 };

/** Statements: what moved an account in a month of its network's calendar. */
export class StatementService {
  constructor(private readonly ports: StatementPorts) {}

  /**
   * The head of a statement. `not_found` for text that is no month ("2025-07"), and for a month that has not begun.
   */
  async open(
    account: Balance,
    network: number,
    month: string,
  ): Promise<Result<Statement, 'not_found'>> {
    const [known, head] = await Promise.all([
      this.ports.directory.network(network),
      this.ports.reads.head(network),
    ]);
    invariant(known !== undefined && head !== undefined, `there is no network ${network}`);
    const read = readMonth(month, known.timeZone);
    if (read === undefined || read.from > head.now) return fail('not_found');
    const opening = await this.ports.reads.balanceBefore(account.account, read.from);
    const { timeZone } = known;
    return succeed({ account, month: read, timeZone, issuedAt: head.now, opening });
  }

  /** The lines, oldest first, page by page: whatever their number, one page is in memory. */
  async *pages({ account, month }: Statement): AsyncGenerator<readonly StatementLine[]> {
    const { from, to } = month;
    let after = BEGINNING;
    for (;;) {
      const query = { limit: PAGE, after, from, to };
      const { entries, hasMore } = await this.ports.reads.entries(account.account, query);
      const newest = entries[0];
      if (newest === undefined) return;
      yield entries.toReversed().map((entry) => ({ ...entry, shortCode: shortCodeOf(entry) }));
      if (!hasMore) return;
      after = { batch: newest.batch, position: newest.position };
    }
  }

  /** All of it. `statement_too_long` above {@link STATEMENT_LINES_MAX} lines. */
  async whole(statement: Statement): Promise<Result<WholeStatement, 'statement_too_long'>> {
    const { account, month, opening } = statement;
    const most = STATEMENT_LINES_MAX + 1;
    const { reads } = this.ports;
    const count = await reads.entryCount(account.account, month.from, month.to, most);
    if (count > STATEMENT_LINES_MAX) return tooLong();
    const lines: StatementLine[] = [];
    for await (const page of this.pages(statement)) {
      lines.push(...page);
      // The month may be running, and the account be busy.
      if (lines.length > STATEMENT_LINES_MAX) return tooLong();
    }
    const closing = lines.at(-1)?.balance ?? opening;
    const debits = sideOf(lines, 'debit');
    const credits = sideOf(lines, 'credit');
    invariant(opening + credits - debits === closing, 'a statement that does not add up');
    return succeed({ ...statement, lines, closing, debits, credits });
  }
}

function tooLong() {
  return fail('statement_too_long', { maximum: STATEMENT_LINES_MAX });
}

function sideOf(lines: readonly StatementLine[], side: Entry['direction']): Sen {
  let sum = 0n;
  for (const { direction, amount } of lines) if (direction === side) sum += amount;
  return sum;
}
