/** So that the disk has something to do while another file is flushed, and few files are open at once. */
const AT_ONCE = 16;

/** Does `work` with each, a few at a time. */
export async function inGroups<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  for (let n = 0; n < items.length; n += AT_ONCE) {
    await Promise.all(items.slice(n, n + AT_ONCE).map(work));
  }
}
