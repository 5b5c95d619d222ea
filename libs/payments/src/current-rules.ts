import type { Rules } from '@app/participants';

export interface RulesSource {
  rules(network: number): Promise<Rules>;
  refresh(network: number): Promise<Rules>;
}

/** Whether these rules know the cooperatives of these books: a cooperative may be younger than what is remembered. */
export function knows(rules: Rules, books: readonly number[]): boolean {
  return books.every((book) => rules.cooperatives.has(book));
}

/** The rules as remembered, read again if one of these cooperatives is younger than they are. */
export async function rulesKnowing(
  source: RulesSource,
  network: number,
  books: readonly number[],
): Promise<Rules> {
  const remembered = await source.rules(network);
  return knows(remembered, books) ? remembered : source.refresh(network);
}
