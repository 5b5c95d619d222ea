import { fail, newUuid, succeed, type Result } from '@app/core';
import type { PostingOutcome, PostingRequest, TransferRecord } from '@app/ledger';

import type { AccountFacts } from '../account-facts.store.js';
import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { failureOf } from '../payment/posting-failure.js';
import { actOf, type Act } from '../posting/act.js';
import type { Returns, ReturnStore } from '../refunds/return.store.js';
import type { Reversal } from '../reversals/reversal.js';
import type { ReversalStore } from '../reversals/reversal.store.js';

export interface ActInquiryPorts {
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly reads: {
    transferByReference(principal: string, reference: string): Promise<TransferRecord | undefined>;
    transferByKey(principal: string, key: string): Promise<TransferRecord | undefined>;
  };
  readonly directory: RulesSource;
  readonly facts: {
    read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>>;
    cycle(id: number): Promise<string>;
  };
  readonly returns: Pick<ReturnStore, 'returnsOf'>;
  readonly reversals: Pick<ReversalStore, 'byKey'>;
}

/** By what a sender knows its own act. */
export type ActName = { readonly reference: string } | { readonly key: string };

/** One end of an act: an account, whose it is, and in which cooperative. Ids are uuids. */
export interface InquiredParty {
  readonly kind: AccountFacts['kind'];
  readonly owner: string | null;
  readonly cooperative: string | null;
}

/** What became of an act. */
export type FoundAct =
  | {
      readonly kind: 'act';
      readonly act: Act;
      readonly payer: InquiredParty | null;
      readonly payee: InquiredParty | null;
      /** Uuid of its settlement cycle; null if it changed nothing between cooperatives. */
      readonly cycle: string | null;
      readonly returns: Returns;
    }
  | { readonly kind: 'reversal'; readonly reversal: Reversal };

/** No network is ever at this epoch, so the engine posts nothing under it. */
const NO_EPOCH = 0n;

/** Status inquiry: what became of what I sent, whatever it was. */
export class ActInquiry {
  constructor(private readonly ports: ActInquiryPorts) {}

  /**
   * The act of this principal. The answer is final for all that was sent through this process before, and for every
   * commit in progress anywhere: when a plain read finds nothing, the engine is asked, which waits for the head of the
   * books.
   *
   * Failures: `never_arrived`; and that nobody can tell now: `overloaded`, `database_unavailable`, `outcome_unknown`,
   * `shutting_down`.
   */
  async find(network: number, principal: string, name: ActName): Promise<Result<FoundAct>> {
    // A reversal may wait, with attempts under its key that were refused: it knows more than they.
    const reversal = 'key' in name && (await this.ports.reversals.byKey(principal, name.key));
    if (reversal) {
      return reversal.network === network
        ? succeed({ kind: 'reversal', reversal })
        : fail('never_arrived');
    }
    let transfer = await this.read(principal, name);
    if (transfer === undefined) {
      const outcome = await this.ports.ledger.post(probeOf(network, principal, name));
      if (outcome.kind === 'unavailable') return failureOf(outcome);
      transfer = await this.read(principal, name);
    }
    if (transfer === undefined || transfer.network !== network) return fail('never_arrived');
    return succeed(await this.present(transfer));
  }

  private read(principal: string, name: ActName): Promise<TransferRecord | undefined> {
    const { reads } = this.ports;
    return 'key' in name
      ? reads.transferByKey(principal, name.key)
      : reads.transferByReference(principal, name.reference);
  }

  private async present(transfer: TransferRecord): Promise<FoundAct> {
    const act = actOf(transfer);
    return {
      kind: 'act',
      act,
      payer: await this.party(transfer, transfer.payer),
      payee: await this.party(transfer, transfer.payee),
      cycle: act.clears ? await this.ports.facts.cycle(act.cycle) : null,
      returns: await this.ports.returns.returnsOf(transfer.id),
    };
  }

  private async party(
    { network }: TransferRecord,
    id: number | null,
  ): Promise<InquiredParty | null> {
    if (id === null) return null;
    const account = (await this.ports.facts.read([id])).get(id);
    if (account === undefined) return null;
    const { kind, owner, book } = account;
    const { cooperatives } = await rulesKnowing(this.ports.directory, network, [book]);
    return { kind, owner, cooperative: cooperatives.get(book)?.uid ?? null };
  }
}

/** Is decided by nobody: the key or reference is known, or the epoch is not that of now. */
function probeOf(network: number, principal: string, name: ActName): PostingRequest {
  const id = newUuid();
  return {
    id,
    network,
    principal,
    key: 'key' in name ? name.key : id,
    // Of no request that anybody made: a known key answers that it belongs to another.
    requestHash: id.replaceAll('-', ''),
    ...('reference' in name && { reference: name.reference }),
    type: 'internal',
    amount: 0n,
    legs: [],
    epoch: NO_EPOCH,
  };
}
