import { decide, type Decision } from './decide.js';
import { hashBatch } from './hash.js';
import type { BatchState } from './batch-state.js';
import type { PostingRequest } from './request.js';
import type { BatchContent, BatchDraft } from './rows.js';
import { isoTime } from './sql-values.js';

/** A batch that is decided and not written yet. */
export interface Plan {
  readonly state: BatchState;
  readonly decisions: readonly Decision[];
  readonly draft: BatchDraft;
  readonly content: BatchContent;
  readonly hash: Buffer;
}

/** Decides requests one after the other; throws InvariantError for what no correct caller asks. */
export function planBatch(state: BatchState, requests: readonly PostingRequest[]): Plan {
  const draft: BatchDraft = { transfers: [], legs: [], changes: [], claims: [] };
  const decisions = requests.map((request) => decide(state, draft, request));
  const content: BatchContent = {
    number: state.number,
    postedAt: isoTime(state.nowUs),
    cycle: state.cycle,
    ...draft,
  };
  return { state, decisions, draft, content, hash: hashBatch(state.previousHash, content) };
}

/** Whether the plan stores anything; replays, for example, don't. */
export function writesAnything(plan: Plan): boolean {
  return plan.draft.transfers.length > 0;
}
