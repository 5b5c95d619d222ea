import { fail, invariant, newUuid, succeed, type LegDraft, type Result, type Sen } from '@app/core';
import type { Balance, Gate, LedgerReads, PostingRequest, TransferRecord } from '@app/ledger';
import { bilateralOf, type CooperativeAccounts } from '@app/participants';
import type { FundsPorts } from '../funds/funds-desk.js';

export interface ChargebackPorts extends Pick<FundsPorts, 'ledger' | 'directory'> {
  readonly reads: Pick<LedgerReads, 'balance' | 'returnObligation'>;
}

export interface Chargeback {
  /** What is given back, in part or whole. */
  readonly transfer: TransferRecord;
  readonly claimant: number;
  readonly respondent: number;
  readonly amount: Sen;
  readonly principal: string;
  /** Of the decision: however often it is posted, it is posted once. */
  readonly key: string;
  readonly requestHash: string;
}

/** Where the money is taken from and where it goes to. */
interface Way {
  /** The wallet that got it, or the acquirer's claim on whoever got it. */
  readonly from: 'payee' | 'receivable';
  /** The wallet that paid, or suspense where that is closed. */
  readonly to: 'payer' | 'suspense';
}

/** Each refusal closes one of the two better ways, and refunds meanwhile are rare. */
const ATTEMPTS_MAX = 20;

/**
 * Gives a disputed amount back, from the acquirer to the issuer's member. What the payee's wallet
 * doesn't hold the acquirer lays out, and claims from the payee: receivable→cl. Fees stay where they
 * are. Together with refunds it never exceeds the transfer.
 *
 * Failures: `cap_exceeded` for an acquirer that may not owe more, `refund_exceeds_payment`,
 * `already_reversed`, and those of a ledger that can't be had.
 */
export async function postChargeback(
  ports: ChargebackPorts,
  chargeback: Chargeback,
): Promise<Result<TransferRecord>> {
  const { payer, payee, id } = chargeback.transfer;
  let way: Way = {
    from: (await isWallet(ports, payee)) ? 'payee' : 'receivable',
    to: (await isWallet(ports, payer)) ? 'payer' : 'suspense',
  };
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const before = (await ports.reads.returnObligation(id))?.returned ?? 0n;
    const outcome = await ports.ledger.post(await requestOf(ports, chargeback, way, before));
    if (outcome.kind === 'returned_meanwhile') continue;
    if (outcome.kind === 'stale') {
      await ports.directory.refresh(chargeback.transfer.network);
      continue;
    }
    if (outcome.kind === 'unavailable' || outcome.kind === 'reused') return fail(outcome.code);
    invariant(outcome.kind === 'decided', `a chargeback was answered ${outcome.kind}`);
    const { refusal } = outcome.transfer;
    if (refusal === null) return succeed(outcome.transfer);
    const next = wayAfter(way, refusal.code);
    if (next === undefined) return fail(refusal.code, refusal.detail);
    way = next;
  }
  return fail('overloaded');
}

function wayAfter(way: Way, refusal: string): Way | undefined {
  const short = refusal === 'insufficient_funds' || refusal === 'payer_closed';
  if (short && way.from === 'payee') return { ...way, from: 'receivable' };
  const unreachable = refusal === 'payee_closed' || refusal === 'balance_limit_exceeded';
  if (unreachable && way.to === 'payer') return { ...way, to: 'suspense' };
  return undefined;
}

async function requestOf(
  { directory }: ChargebackPorts,
  chargeback: Chargeback,
  way: Way,
  before: Sen,
): Promise<PostingRequest> {
  const { transfer, claimant, respondent, amount, principal, key, requestHash } = chargeback;
  const rules = await directory.rules(transfer.network);
  const { cooperatives } = rules;
  const issuer = cooperatives.get(claimant)?.accounts;
  const acquirer = cooperatives.get(respondent)?.accounts;
  invariant(issuer !== undefined && acquirer !== undefined, 'a dispute between strangers');
  const from = way.from === 'payee' ? transfer.payee : acquirer.receivable;
  const to = way.to === 'payer' ? transfer.payer : issuer.suspense;
  invariant(from !== null && to !== null, 'a wallet that is none');
  const gates: Gate[] = [];
  if (way.from === 'payee') gates.push({ account: from, role: 'payer', evenIfFrozen: true });
  if (way.to === 'payer') gates.push({ account: to, role: 'payee', evenIfFrozen: true });
  const legs = legsOf(claimant === respondent, { from, to, issuer, acquirer, amount });
  const bilateral = bilateralOf(rules, { legs, amount });
  return {
    id: newUuid(),
    network: transfer.network,
    principal,
    key: `${key}-${way.from}-${way.to}`,
    requestHash,
    type: 'refund',
    amount,
    issuer: claimant,
    acquirer: respondent,
    payer: from,
    payee: to,
    original: transfer.id,
    legs,
    gates,
    ...(bilateral && { bilateral }),
    epoch: rules.epoch,
    returnOf: { transfer: transfer.id, whole: transfer.amount, before, kind: 'refund' },
  };
}

function legsOf(
  onUs: boolean,
  parts: {
    readonly from: number;
    readonly to: number;
    readonly issuer: CooperativeAccounts;
    readonly acquirer: CooperativeAccounts;
    readonly amount: Sen;
  },
): LegDraft<number>[] {
  const { from, to, issuer, acquirer, amount } = parts;
  const leg = (debit: number, credit: number) =>
    ({ debit, credit, amount, component: 'principal' }) as const;
  if (onUs) return [leg(from, to)];
  return [
    leg(issuer.clearing, to),
    leg(from, acquirer.clearing),
    leg(acquirer.position, issuer.position),
  ];
}

async function isWallet({ reads }: ChargebackPorts, account: number | null): Promise<boolean> {
  if (account === null) return false;
  const kind: Balance['kind'] | undefined = (await reads.balance(account))?.kind;
  return kind === 'member_wallet' || kind === 'merchant_wallet';
}
