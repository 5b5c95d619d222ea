/** So many requests are under way at once, as from a town's phones. */
export const AT_ONCE = 16;

/** Does something with each of a list, {@link AT_ONCE} at a time; the first failure ends it. */
export async function inParallel<T, R>(
  list: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next; at < list.length; at = next) {
      next += 1;
      const item = list[at];
      if (item !== undefined) results[at] = await work(item, at);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, list.length) }, worker));
  return results;
}
