import { encodeId, fail, invariant, succeed, type Result } from '@app/core';
import type { PostingOutcome, PostingRequest, TransferRecord } from '@app/ledger';

import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { failureOf, type Replayable } from '../payment/posting-failure.js';
import type { OpeningOrder } from './opening-order.store.js';
import { openingRequest, type WalletHolder } from './opening-request.js';

/** What this service needs of the ledger, the directory and its store. */
export interface OpeningBalancePorts {
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: RulesSource;
  readonly orders: {
    claim(wallet: string, attempt: number, order: OpeningOrder): Promise<OpeningOrder>;
  };
}

/** Attempts that may be refused (a frozen wallet, a key used before) until one is posted. */
const ATTEMPTS_MAX = 100;

/** Brings the balance that somebody had in the cooperative's former books into the wallet, once. */
export class OpeningBalanceService {
  constructor(private readonly ports: OpeningBalancePorts) {}

  /**
   * Posts opening_balance → wallet in the cooperative's book.
   *
   * Once per wallet, whoever asks: an order is written down first, and a second one may only be written down after the
   * first was refused. Who finds an order of somebody else that has no outcome yet (its process may have died)
   * brings it to its end, as its author would by sending it again; so no wallet stays blocked.
   *
   * Failures: `already_exists` (detail `transfer_id`), `payee_frozen`, `payee_closed`, `balance_limit_exceeded`,
   * `balance_overflow`, `idempotency_key_reused` and whatever makes the engine unavailable.
   */
  async record(
    holder: WalletHolder,
    order: OpeningOrder,
  ): Promise<Result<TransferRecord> & Replayable> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const claimed = await this.ports.orders.claim(holder.walletUid, attempt, order);
      const outcome = await this.post(holder, claimed);
      invariant(outcome.kind !== 'stale', 'an opening balance depends on no rule');
      // A key that comes again with other words finds the former words here, and is refused for them.
      if (claimed.principal === order.principal && claimed.key === order.key) {
        return claimed.requestHash === order.requestHash ? answer(outcome) : KEY_REUSED;
      }
      if (outcome.kind === 'unavailable') return answer(outcome);
      if (outcome.kind === 'decided' && outcome.transfer.refusal === null) {
        const detail = { transfer_id: encodeId('trf', outcome.transfer.id) };
        return { ...fail('already_exists', detail), replayed: false };
      }
    }
    return { ...fail('wrong_state', { state: 'too_many_attempts' }), replayed: false };
  }

  private async post(holder: WalletHolder, order: OpeningOrder): Promise<PostingOutcome> {
    const { network, book } = holder;
    const rules = await rulesKnowing(this.ports.directory, network, [book]);
    return this.ports.ledger.post(openingRequest(rules, holder, order));
  }
}

const KEY_REUSED = { ...fail('idempotency_key_reused'), replayed: false };

function answer(
  outcome: Exclude<PostingOutcome, { kind: 'stale' }>,
): Result<TransferRecord> & Replayable {
  if (outcome.kind !== 'decided') return { ...failureOf(outcome), replayed: false };
  const { transfer, replayed } = outcome;
  const { refusal } = transfer;
  if (refusal !== null) return { ...fail(refusal.code, refusal.detail), replayed };
  return { ...succeed(transfer), replayed };
}
