import type { Arguments, ListPath, Operation } from './operations.js';

/** What a list is asked for, and where to stop. */
export type ListOptions<P extends ListPath> = NonNullable<Arguments<Operation<'get', P>>[0]> & {
  /** At most so many things, however many pages that takes. */
  readonly limit: number;
};

interface Page {
  readonly data: readonly unknown[];
  readonly has_more: boolean;
  readonly next_cursor?: string;
}

/**
 * The things of a list, page after page, in the order of the list; the next page is asked for when the one before is used up.
 *
 * @param ask for the page behind a cursor, or the first one
 * @param limit how many things at most
 */
export async function* itemsOf(
  ask: (after: string | undefined) => Promise<unknown>,
  limit: number,
): AsyncGenerator<unknown, void, void> {
  let left = limit;
  let after: string | undefined;
  while (left > 0) {
    const page = (await ask(after)) as Page;
    yield* page.data.slice(0, left);
    left -= page.data.length;
    // A page that leads back to itself would never end.
    if (!page.has_more || page.next_cursor === undefined || page.next_cursor === after) return;
    after = page.next_cursor;
  }
}
