import type { Sen } from '../money/index.js';
import { FEE_SCOPES, FEE_SERVICES } from './schedule.js';
import type { FeeRule } from './schedule.js';

/** A range of amounts, in sen, of an offered service for which an act can find no rule. */
export interface CoverageGap {
  readonly code: 'gap';
  /** Service and scope, e.g. "payment/off_us". */
  readonly at: string;
  readonly fromAmount: Sen;
  readonly toAmount?: Sen;
}

/**
 * The gaps of every service that has at least one rule. It must be priced in both scopes, because a
 * network that offers it can't foretell whose member comes.
 *
 * Only rules that name neither party nor criterion count as cover: they alone match an act of which
 * nothing is named, and what covers that act covers all others.
 */
export function gapFaults(rules: readonly FeeRule[]): CoverageGap[] {
  const gaps: CoverageGap[] = [];
  for (const service of FEE_SERVICES) {
    const offered = rules.filter((rule) => rule.service === service);
    if (offered.length === 0) continue;
    for (const scope of FEE_SCOPES) {
      const general = offered.filter((rule) => rule.scope === scope && isGeneral(rule));
      gaps.push(...uncovered(general, `${service}/${scope}`));
    }
  }
  return gaps;
}

function isGeneral({ criterion, issuer, acquirer }: FeeRule): boolean {
  return criterion === undefined && issuer === undefined && acquirer === undefined;
}

function uncovered(rules: readonly FeeRule[], at: string): CoverageGap[] {
  const tiers = rules
    .map(({ fromAmount, toAmount }) => ({ from: fromAmount ?? 0n, to: toAmount }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const gaps: CoverageGap[] = [];
  let covered: Sen = 0n;
  for (const { from, to } of tiers) {
    if (from > covered) gaps.push({ code: 'gap', at, fromAmount: covered, toAmount: from });
    if (to === undefined) return gaps;
    if (to > covered) covered = to;
  }
  gaps.push({ code: 'gap', at, fromAmount: covered });
  return gaps;
}
