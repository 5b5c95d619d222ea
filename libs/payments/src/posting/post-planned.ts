import { fail, newUuid, type Failure, type Result, type Sen } from '@app/core';
import type { PostingOutcome, PostingRequest, TransferRecord } from '@app/ledger';
import { bilateralOf, type Rules } from '@app/participants';

import { knows, type RulesSource } from '../current-rules.js';
import { failureOf, type Replayable } from '../payment/posting-failure.js';
import { simulationOf, type Simulation } from './simulation.js';

/** What posting an act needs of the ledger and the directory. */
export interface PostingPorts {
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly reads: {
    transferByReference(principal: string, reference: string): Promise<TransferRecord | undefined>;
    /** Asked of a sandbox only. */
    head(network: number): Promise<{ readonly now: Date } | undefined>;
  };
  readonly directory: RulesSource & {
    refresh(network: number, atLeast?: bigint): Promise<Rules>;
  };
}

/** Who asks for an act, and under which key and reference. */
export interface ActOrder {
  /** UUIDv7 of the transfer, where something already names it; a new one unless told. */
  readonly id?: string | undefined;
  readonly network: number;
  /** The person (or program) on whose behalf: the scope of key and reference. */
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  /** The client's own, unique for each principal: by it a terminal asks for or reverses what it sent. */
  readonly reference?: string | undefined;
  readonly description?: string | undefined;
  /** Asked with the amount of a plan, in sen, before it is posted: whether the payer agrees to so much. */
  readonly consent?: ((amount: Sen) => Promise<Failure | undefined>) | undefined;
}

/** Everything of a posting request that follows from the rules and the parties. */
export type ActPlan = Omit<
  PostingRequest,
  | 'id'
  | 'network'
  | 'principal'
  | 'key'
  | 'requestHash'
  | 'reference'
  | 'description'
  | 'epoch'
  | 'bilateral'
>;

/** Books whose cooperatives the rules don't know yet: they are read again before the plan is asked once more. */
export interface RulesTooOld {
  readonly ok: false;
  readonly code: 'rules_too_old';
}

export const RULES_TOO_OLD: RulesTooOld = { ok: false, code: 'rules_too_old' };

/**
 * Computes an act under these rules. Called again whenever the rules or what was given back changed meanwhile: it asks
 * for members, merchants and refunds anew each time, after the rules.
 */
export type PlanAct = (rules: Rules) => Promise<Result<ActPlan> | RulesTooOld>;

/**
 * `refused` is the uuid of a transfer that was refused and stored: it can be read again; `decided` is that transfer.
 */
export type ActAnswer = Result<TransferRecord> &
  Replayable & { readonly refused?: string; readonly decided?: TransferRecord };

/** How often an act is planned anew when the ground moves under it. */
const PLANS_MAX = 5;

/** How often other refunds of the same payment may come first. */
const OVERTAKEN_MAX = 100;

/** No network is ever at this epoch, so the engine posts nothing under it. */
const NO_EPOCH = 0n;

/**
 * Posts an act through the batch engine. The one way of every act: it is planned from rules in memory, decided and
 * stored in a batch, and planned anew if the rules were replaced.
 *
 * A plan that fails is answered only after the engine was asked whether it has seen the key, since a repetition is
 * answered as the first time even if the rules would no longer let it through.
 *
 * So is what the payer doesn't agree to.
 *
 * Failures: those of the plan and of `consent`, every `RefusalCode` (stored, `refused` names it), `idempotency_key_reused`,
 * `reference_reused`, `reversed_before_arrival` (the terminal has reversed this reference before it came),
 * `overloaded` (also: the ground moved five times), `database_unavailable`, `outcome_unknown`, `shutting_down`.
 */
export async function postPlanned(
  ports: PostingPorts,
  order: ActOrder,
  plan: PlanAct,
): Promise<ActAnswer> {
  let rules = await ports.directory.rules(order.network);
  let overtaken = 0;
  for (let plans = 1; plans <= PLANS_MAX; plans += 1) {
    let planned = await plan(rules);
    if (planned.ok && order.consent !== undefined) {
      planned = (await order.consent(planned.value.amount)) ?? planned;
    }
    if (!planned.ok && planned.code === 'rules_too_old') {
      rules = await ports.directory.refresh(order.network);
      continue;
    }
    const simulation = planned.ok ? simulationOf(rules, planned.value) : undefined;
    if (simulation?.kind === 'unreachable') return { ...fail('outcome_unknown'), replayed: false };
    const outcome = await ports.ledger.post(
      planned.ok ? requestOf(order, refusedBy(simulation, planned.value), rules) : probeOf(order),
    );
    if (outcome.kind === 'returned_meanwhile') {
      // Somebody else gave back some of it, which can't go on for ever: not counted among the plans.
      overtaken += 1;
      if (overtaken <= OVERTAKEN_MAX) plans -= 1;
      continue;
    }
    if (outcome.kind !== 'stale') return answer(ports, order, outcome, simulation);
    // What fails under the rules of now fails; under older ones it may be no failure any more.
    if (!planned.ok && outcome.epoch === rules.epoch) return { ...planned, replayed: false };
    rules = await ports.directory.refresh(order.network, outcome.epoch);
  }
  return { ...fail('overloaded'), replayed: false };
}

/** Whether the rules know the cooperatives of these books; what a plan asks before it looks them up. */
export function rulesKnow(rules: Rules, ...books: readonly number[]): boolean {
  return knows(rules, books);
}

async function answer(
  ports: PostingPorts,
  order: ActOrder,
  outcome: Exclude<PostingOutcome, { kind: 'stale' } | { kind: 'returned_meanwhile' }>,
  simulation: Simulation | undefined,
): Promise<ActAnswer> {
  if (outcome.kind !== 'decided') {
    return { ...(await told(ports, order, failureOf(outcome))), replayed: false };
  }
  const { transfer, replayed } = outcome;
  if (simulation?.kind === 'unanswered' && (await isLost(ports, simulation, outcome))) {
    return { ...fail('outcome_unknown'), replayed: false };
  }
  if (transfer.refusal === null) return { ok: true, value: transfer, replayed };
  const { code, detail } = transfer.refusal;
  return { ...fail(code, detail), replayed, refused: transfer.id, decided: transfer };
}

/** A sandbox's own refusal, after those that the act would meet before it anyway. */
function refusedBy(simulation: Simulation | undefined, plan: ActPlan): ActPlan {
  if (simulation?.kind !== 'refused' || plan.refusal !== undefined) return plan;
  return { ...plan, refusal: { code: simulation.code } };
}

/** Whether a sandbox's answer doesn't reach whoever asked. */
async function isLost(
  ports: PostingPorts,
  { for: period }: Extract<Simulation, { kind: 'unanswered' }>,
  { transfer, replayed }: Extract<PostingOutcome, { kind: 'decided' }>,
): Promise<boolean> {
  if (period === 'once') return !replayed;
  const head = await ports.reads.head(transfer.network);
  const until = new Date(transfer.postedAt).getTime() + period * 1_000;
  return head !== undefined && head.now.getTime() < until;
}

/** A reference that a reversal holds was given up by its own terminal. */
async function told(ports: PostingPorts, order: ActOrder, failure: Failure): Promise<Failure> {
  if (failure.code !== 'reference_reused' || order.reference === undefined) return failure;
  const holder = await ports.reads.transferByReference(order.principal, order.reference);
  return holder?.type === 'reversal' ? fail('reversed_before_arrival') : failure;
}

/** The plan itself becomes the request: it was made for this one posting, and copying it costs more than all of it. */
function requestOf(order: ActOrder, plan: ActPlan, rules: Rules): PostingRequest {
  const bilateral = bilateralOf(rules, plan);
  const pairs = bilateral && { bilateral };
  return Object.assign(plan, identityOf(order), { epoch: rules.epoch }, pairs);
}

/** Asks only whether the engine has seen this key; to what is new it answers `stale`, with the epoch of now. */
function probeOf(order: ActOrder): PostingRequest {
  return { ...identityOf(order), type: 'internal', amount: 0n, legs: [], epoch: NO_EPOCH };
}

function identityOf(order: ActOrder) {
  const { network, principal, key, requestHash, reference, description } = order;
  return {
    id: order.id ?? newUuid(),
    network,
    principal,
    key,
    requestHash,
    reference,
    description,
  };
}
