import type { Page } from '@app/http';
import type { Entry, LedgerReads } from '@app/ledger';
import { ledgerPage, ledgerSpanOf } from './ledger-page.js';
import type { ListEntriesQuery } from './list-entries.dto.js';

/** A page of an account's entries, newest first. */
export async function readEntryPage<T>(
  reads: LedgerReads,
  account: number,
  query: ListEntriesQuery,
  present: (entry: Entry) => T,
): Promise<Page<T>> {
  const { olderThan, newerThan, ...rest } = ledgerSpanOf(query);
  const { entries, hasMore } = await reads.entries(account, {
    ...rest,
    before: olderThan && { batch: olderThan.batch, position: olderThan.number },
    after: newerThan && { batch: newerThan.batch, position: newerThan.number },
  });
  return ledgerPage({
    rows: entries,
    hasMore,
    query,
    place: ({ batch, position }) => ({ batch, number: position }),
    present,
  });
}
