import { isSameHuman, type Identity } from '@app/access';
import {
  fail,
  invariant,
  succeed,
  type Failure,
  type Result,
  type SettlementState,
} from '@app/core';
import { inTransaction } from '@app/database';
import type { LedgerReads } from '@app/ledger';
import type { EntityManager } from 'typeorm';
import { lockCycle, readCycle } from '../cycles/cycle.store.js';
import type { PageOf } from '../sql.js';
import { readDirectLines } from './direct-line.store.js';
import { SettlementExecution, type ExecutionPorts } from './execution.js';
import { PayOuts } from './pay-outs.js';
import { insertProposal } from './propose.js';
import { proposeByStandingOrder } from './standing-order.js';
import type { ActName, Actor, Settlement, SettlementView } from './settlement.js';
import {
  insertAct,
  lockSettlement,
  moveSettlement,
  readAct,
  readLines,
  readSettlement,
  readSettlements,
  readUnderWay,
} from './settlement.store.js';
import { whyNotProposed } from './why-not-proposed.js';

export interface SettlementPorts extends ExecutionPorts {
  readonly reads: Pick<LedgerReads, 'transferByKey'>;
}

/** A request as the client made it. */
export interface KeyedRequest {
  readonly key: string;
  /** 32 hex digits over what was asked. */
  readonly requestHash: string;
}

type Acted = Result<{ readonly uid: string; readonly replayed: boolean }>;
type Answer = Result<SettlementView> & { readonly replayed: boolean };

/**
 * Paying netted cycles. One person proposes, another approves; then the switch pays by itself, and
 * what waits for liquidity is paid once it came. Every act takes a key: asked again under the same
 * one, it is not done again, and the settlement is answered as it stands now.
 */
export class SettlementService {
  private readonly execution: SettlementExecution;
  private readonly payOuts: PayOuts;

  constructor(private readonly ports: SettlementPorts) {
    this.execution = new SettlementExecution(ports);
    this.payOuts = new PayOuts(ports);
  }

  /**
   * Proposes to pay a cycle. Failures: `not_found`; `wrong_state` (detail `state`) for a cycle that
   * is not netted, is being settled already, or is not the oldest that is unsettled;
   * `idempotency_key_reused`.
   */
  async propose(caller: Identity, cycleUid: string, request: KeyedRequest): Promise<Answer> {
    const cycle = await readCycle(this.ports.dataSource.manager, cycleUid);
    if (cycle === undefined || !reaches(caller, cycle.network)) return unanswered('not_found');
    const actor = actorOf(caller, request);
    const acted = await this.act(actor, async (tx) => {
      const locked = await lockCycle(tx, cycle.id);
      const seen = await seenAct(tx, actor, 'propose');
      if (seen !== undefined) return seen;
      const refused = await whyNotProposed(tx, locked);
      if (refused !== undefined) return refused;
      const settlement = await insertProposal(tx, locked, actor.principal);
      await insertAct(tx, 'propose', settlement, actor);
      return succeed({ uid: settlement.uid, replayed: false });
    });
    return this.answer(acted);
  }

  /**
   * Approves a settlement and pays it as far as liquidity goes. `same_person` for whoever proposed
   * it, whatever the login; of two who approve at once, one gets `wrong_state`.
   */
  approve(caller: Identity, uid: string, request: KeyedRequest): Promise<Answer> {
    return this.actOn(caller, uid, 'approve', request, async (tx, settlement) => {
      if (settlement.state !== 'PROPOSED') return fail('wrong_state', { state: settlement.state });
      const { proposedBy } = settlement;
      if (await isSameHuman(tx, proposedBy, caller.principal)) return fail('same_person');
      await moveSettlement(tx, settlement, 'APPROVED', caller.principal);
      return undefined;
    });
  }

  /** Goes on with a settlement that waits for liquidity; one that is all paid stays as it is. */
  resume(caller: Identity, uid: string, request: KeyedRequest): Promise<Answer> {
    return this.actOn(caller, uid, 'resume', request, async (_tx, { state }) =>
      state === 'PROPOSED' || state === 'ABORTED' ? fail('wrong_state', { state }) : undefined,
    );
  }

  /**
   * Gives a settlement up before its first payment, so that its cycle may get another; else
   * `wrong_state`.
   */
  abort(caller: Identity, uid: string, request: KeyedRequest): Promise<Answer> {
    return this.actOn(caller, uid, 'abort', request, async (tx, settlement) => {
      const { state } = settlement;
      if (state !== 'PROPOSED' && state !== 'APPROVED') return fail('wrong_state', { state });
      await moveSettlement(tx, settlement, 'ABORTED');
      return undefined;
    });
  }

  /**
   * A settlement; a caller of one cooperative sees that one's lines only, and without a line
   * nothing.
   */
  async read(caller: Identity, uid: string): Promise<Result<SettlementView, 'not_found'>> {
    const settlement = await readSettlement(this.ports.dataSource.manager, uid);
    if (settlement === undefined || !reaches(caller, settlement.network)) return fail('not_found');
    const view = await this.view(settlement);
    if (caller.cooperative === null) return succeed(view);
    const own = caller.cooperative;
    const lines = view.lines.filter((line) => line.cooperativeUid === own);
    const direct = view.direct.filter((line) => [line.debtorUid, line.creditorUid].includes(own));
    return lines.length + direct.length === 0
      ? fail('not_found')
      : succeed({ ...view, lines, direct });
  }

  /**
   * Settlements of a network, newest first, without their lines; the cursor of the page is the
   * uuid.
   */
  list(
    network: number,
    state: SettlementState | undefined,
    page: PageOf<string>,
  ): Promise<Settlement[]> {
    return readSettlements(this.ports.dataSource.manager, network, state, page);
  }

  /**
   * Begins what a standing order tells, and goes on with whatever was approved and is not all paid:
   * after a crash, or when liquidity came.
   */
  async continueAll(network: number): Promise<void> {
    await proposeByStandingOrder(this.ports.dataSource, network);
    for (const uid of await readUnderWay(this.ports.dataSource.manager, network)) {
      await this.execution.run(uid);
    }
    await this.payOuts.orderAll(network);
  }

  /** Goes on with one that is approved: something came in for it. */
  async proceed(uid: string): Promise<void> {
    await this.execution.run(uid);
    await this.payOuts.order(uid);
  }

  private async actOn(
    caller: Identity,
    uid: string,
    name: ActName,
    request: KeyedRequest,
    work: (tx: EntityManager, settlement: Settlement) => Promise<Failure | undefined>,
  ): Promise<Answer> {
    const known = await readSettlement(this.ports.dataSource.manager, uid);
    if (known === undefined || !reaches(caller, known.network)) return unanswered('not_found');
    const actor = actorOf(caller, request);
    const acted = await this.act(actor, async (tx) => {
      const settlement = await lockSettlement(tx, uid);
      const seen = await seenAct(tx, actor, name);
      if (seen !== undefined) return seen;
      const refused = await work(tx, settlement);
      if (refused !== undefined) return refused;
      await insertAct(tx, name, settlement, actor);
      return succeed({ uid, replayed: false });
    });
    // A repetition goes on with what a crash may have cut short.
    if (acted.ok && (name === 'approve' || name === 'resume')) await this.proceed(uid);
    return this.answer(acted);
  }

  /** One act in one transaction; refusals come before anything is written. */
  private async act(actor: Actor, work: (tx: EntityManager) => Promise<Acted>): Promise<Acted> {
    const transfer = await this.ports.reads.transferByKey(actor.principal, actor.key);
    if (transfer !== undefined) return fail('idempotency_key_reused');
    try {
      return await inTransaction(this.ports.dataSource, work);
    } catch (error) {
      // The same key was used for another settlement at the same instant.
      if (isDuplicateAct(error)) return fail('idempotency_key_reused');
      throw error;
    }
  }

  private async answer(acted: Acted): Promise<Answer> {
    if (!acted.ok) return { ...acted, replayed: false };
    const { uid, replayed } = acted.value;
    const settlement = await readSettlement(this.ports.dataSource.manager, uid);
    invariant(settlement !== undefined, 'a settlement is never deleted');
    return { ...succeed(await this.view(settlement)), replayed };
  }

  private async view(settlement: Settlement): Promise<SettlementView> {
    const { manager } = this.ports.dataSource;
    const { uid, mode } = settlement;
    const direct = mode === 'bilateral' ? await readDirectLines(manager, uid) : [];
    return { settlement, lines: await readLines(manager, uid), direct };
  }
}

function reaches(caller: Identity, network: number): boolean {
  return caller.network === null || caller.network === network;
}

function actorOf({ principal }: Identity, { key, requestHash }: KeyedRequest): Actor {
  return { principal, key, requestHash };
}

function unanswered(code: 'not_found'): Answer {
  return { ...fail(code), replayed: false };
}

async function seenAct(tx: EntityManager, actor: Actor, name: ActName): Promise<Acted | undefined> {
  const seen = await readAct(tx, actor.principal, actor.key);
  if (seen === undefined) return undefined;
  const same = seen.name === name && seen.requestHash === actor.requestHash;
  return same ? succeed({ uid: seen.settlement, replayed: true }) : fail('idempotency_key_reused');
}

function isDuplicateAct(error: unknown): boolean {
  if (!(error instanceof Error) || !('constraint' in error)) return false;
  return error.constraint === 'act_pkey';
}
