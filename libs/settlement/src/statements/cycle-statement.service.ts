import type { Identity } from '@app/access';
import {
  fail,
  invariant,
  succeed,
  sumSen,
  type BilateralCell,
  type Failure,
  type Result,
} from '@app/core';
import type { Cooperative, Network, Rules } from '@app/participants';
import { camt053, pacs009 } from '@app/standards';
import type { DataSource } from 'typeorm';
import type { Cycle, NettedCycle } from '../cycles/cycle.js';
import type { CycleService } from '../cycles/cycle.service.js';
import { readSwitchBook } from '../cycles/cycle.store.js';
import type { PageOf } from '../sql.js';
import { readBankIdentities } from './bank-identity.service.js';
import { clearingStatement, ITEMISED_MAX } from './clearing-statement.js';
import type { DrillCursor, DrilledTransfer, DrillFilter } from './drill-down.js';
import {
  readAllLegs,
  readDrillDown,
  readLegsOfAll,
  type PositionLegs,
} from './drill-down.store.js';
import { instructionsOf } from './instructions.js';
import {
  readChainHash,
  readClearingAround,
  readModeOf,
  readSettled,
  readSettlementEntries,
  type SettledOfBook,
} from './statement.store.js';
import type { BilateralLine, SettlementStatement } from './statement.js';

export interface CycleStatementPorts {
  readonly dataSource: DataSource;
  readonly cycles: CycleService;
  readonly directory: {
    network(key: number): Promise<Network | undefined>;
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
  };
}

/** A netted cycle with the statement of each cooperative that took part in it, in order of their books. */
export interface CycleReport {
  readonly netted: NettedCycle;
  readonly network: Network;
  readonly statements: readonly SettlementStatement[];
  /** Hash of the last batch until the cycle's end, 64 hex digits; null if the network had none yet. */
  readonly chainHash: string | null;
  /** When the last thing in it happened. */
  readonly asOf: Date;
}

export type StatementFailure = 'not_found' | 'wrong_state';

/** What a cycle came to for each cooperative, on paper and as messages, and every figure of it down to its legs. */
export class CycleStatementService {
  constructor(private readonly ports: CycleStatementPorts) {}

  /**
   * The statements of a netted cycle: of all cooperatives, or of the caller's own or the named one (uuid), which has a
   * statement even if nothing happened to it. `not_found` for a cycle or cooperative beyond the caller's reach;
   * `wrong_state` until the cycle is netted.
   */
  async report(
    caller: Identity,
    cycleUid: string,
    only?: string,
  ): Promise<Result<CycleReport, StatementFailure>> {
    const read = await this.ports.cycles.read(caller, cycleUid);
    if (!read.ok) return read;
    const netted = read.value;
    const { cycle } = netted;
    if (cycle.state === 'OPEN' || cycle.state === 'CLOSED') return wrongState(cycle);
    const network = await this.networkOf(cycle);
    const cooperatives = await this.cooperativesOf(netted);
    const chosen = chosenOf(cooperatives, caller.cooperative ?? only);
    if (chosen === undefined || (only ?? chosen) !== chosen) return fail('not_found');
    const { manager } = this.ports.dataSource;
    const settled = await readSettled(manager, cycle.id);
    const taking =
      chosen === null
        ? [...cooperatives.values()].filter(({ book }) => hasPart(netted, book))
        : [...cooperatives.values()].filter(({ uid }) => uid === chosen);
    const statements = statementsOf(netted, network, cooperatives, taking, settled);
    return succeed({
      netted,
      network,
      statements: statements.sort((a, b) => a.cooperative.book - b.cooperative.book),
      chainHash: cycle.lastBatch === null ? null : await readChainHash(manager, cycle.lastBatch),
      asOf: latest([closedAt(cycle), ...statements.map(({ asOf }) => asOf)]),
    });
  }

  /** The statement of one cooperative. Failures as of {@link report}. */
  async statement(
    caller: Identity,
    cycleUid: string,
    cooperative: string,
  ): Promise<Result<SettlementStatement, StatementFailure>> {
    const report = await this.report(caller, cycleUid, cooperative);
    if (!report.ok) return report;
    const [statement] = report.value.statements;
    return statement === undefined ? fail('not_found') : succeed(statement);
  }

  /**
   * A page of the transfers behind a cooperative's figures of a cycle, oldest first; of an open cycle, those so far.
   * Their parts sum to what the statement says of the same service, component and counterpart.
   */
  async transfers(
    caller: Identity,
    cycleUid: string,
    cooperative: string,
    filter: Omit<DrillFilter, 'counterpart'> & { readonly counterpart?: string | null | undefined },
    page: PageOf<DrillCursor>,
  ): Promise<
    Result<
      {
        readonly transfers: DrilledTransfer[];
        readonly switchBook: number;
        readonly cooperatives: ReadonlyMap<number, Cooperative>;
      },
      'not_found'
    >
  > {
    const found = await this.ports.cycles.find(caller, cycleUid);
    if (!found.ok) return found;
    const known = await this.known(found.value.network, (rules) => hasUid(rules, cooperative));
    const own = [...known.cooperatives.values()].find(({ uid }) => uid === cooperative);
    if (own === undefined || (caller.cooperative ?? cooperative) !== cooperative) {
      return fail('not_found');
    }
    const legs = await this.legsOf(found.value, own);
    const counterpart = bookOf(known, filter.counterpart, legs.switchBook);
    const { manager } = this.ports.dataSource;
    return succeed({
      transfers: await readDrillDown(manager, legs, { ...filter, counterpart }, page),
      switchBook: legs.switchBook,
      cooperatives: known.cooperatives,
    });
  }

  /**
   * The clearing account over the cycle as camt.053.001.08: its entries are the figures of the statement, with their
   * transfers if these are few, and what settlements of earlier cycles moved meanwhile.
   */
  async camt053(statement: SettlementStatement): Promise<string> {
    const { cycle, cooperative } = statement;
    const legs = await this.legsOf(cycle, cooperative);
    return this.messageOf(
      statement,
      isFew(statement)
        ? await readAllLegs(this.ports.dataSource.manager, legs, ITEMISED_MAX)
        : undefined,
    );
  }

  /** {@link camt053} of every statement in a report, one after the other. */
  async *camt053s({ netted, statements }: CycleReport): AsyncGenerator<{
    readonly statement: SettlementStatement;
    readonly message: string;
  }> {
    const { firstBatch: first, lastBatch: last } = netted.cycle;
    const positions = statements
      .filter(isFew)
      .map(({ cooperative }) => cooperative.accounts.position);
    const span = { switchBook: netted.switchBook, first, last };
    const { manager } = this.ports.dataSource;
    const legs: ReadonlyMap<number, DrilledTransfer[]> =
      positions.length === 0 ? new Map() : await readLegsOfAll(manager, span, positions);
    for (const statement of statements) {
      const own = legs.get(statement.cooperative.accounts.position) ?? [];
      const message = await this.messageOf(statement, isFew(statement) ? own : undefined);
      yield { statement, message };
    }
  }

  private async messageOf(
    statement: SettlementStatement,
    transfers: readonly DrilledTransfer[] | undefined,
  ): Promise<string> {
    const { cycle, cooperative } = statement;
    const { manager } = this.ports.dataSource;
    const { accounts } = cooperative;
    const account = await readClearingAround(manager, accounts.clearing, cycle);
    const settlements = await readSettlementEntries(manager, accounts, cycle);
    return camt053(clearingStatement(statement, { account, settlements, transfers }));
  }

  /**
   * Who pays whom as instructions pacs.009.001.08; undefined when nobody owes anything. For who sees all of them. Banks
   * are named as they were agreed upon at the cycle's close; how it settles is by its settlement, and by the terms in
   * force as long as it has none.
   */
  async pacs009({ netted, network, statements }: CycleReport): Promise<string | undefined> {
    const { manager } = this.ports.dataSource;
    const banks = await readBankIdentities(manager, network.id, closedAt(netted.cycle));
    const mode = await readModeOf(manager, netted.cycle);
    const order = instructionsOf(netted, network, statements, { mode, banks });
    return order.transfers.length === 0 ? undefined : pacs009(order);
  }

  private async legsOf(cycle: Cycle, cooperative: Cooperative): Promise<PositionLegs> {
    return {
      position: cooperative.accounts.position,
      switchBook: await readSwitchBook(this.ports.dataSource.manager, cycle.network),
      first: cycle.firstBatch,
      last: cycle.lastBatch,
    };
  }

  private async networkOf({ network }: Cycle): Promise<Network> {
    const known = await this.ports.directory.network(network);
    invariant(known !== undefined, `there is no network ${network}`);
    return known;
  }

  private async cooperativesOf(netted: NettedCycle): Promise<ReadonlyMap<number, Cooperative>> {
    const known = await this.known(netted.cycle.network, ({ cooperatives }) =>
      netted.nets.every(({ cooperative }) => cooperatives.has(cooperative)),
    );
    return known.cooperatives;
  }

  /** The rules as remembered if they suffice, else as they are. */
  private async known(network: number, suffices: (rules: Rules) => boolean): Promise<Rules> {
    const rules = await this.ports.directory.rules(network);
    return suffices(rules) ? rules : this.ports.directory.refresh(network);
  }
}

/** Whether each of its transfers is told. */
function isFew({ legCount }: SettlementStatement): boolean {
  return legCount <= ITEMISED_MAX;
}

function wrongState({ state }: Cycle): Failure<'wrong_state'> {
  return fail('wrong_state', { state });
}

function hasUid({ cooperatives }: Rules, uid: string): boolean {
  return [...cooperatives.values()].some((one) => one.uid === uid);
}

/** The uuid that was chosen, null for all; undefined if it is nobody of this network. */
function chosenOf(
  cooperatives: ReadonlyMap<number, Cooperative>,
  uid: string | undefined,
): string | null | undefined {
  if (uid === undefined) return null;
  return [...cooperatives.values()].some((one) => one.uid === uid) ? uid : undefined;
}

/** The book that a counterpart means: null is the switch; a stranger's is none that has legs. */
function bookOf(
  { cooperatives }: Rules,
  counterpart: string | null | undefined,
  switchBook: number,
): number | undefined {
  if (counterpart === undefined) return undefined;
  if (counterpart === null) return switchBook;
  return [...cooperatives.values()].find(({ uid }) => uid === counterpart)?.book ?? 0;
}

function hasPart({ nets }: NettedCycle, book: number): boolean {
  return nets.some(({ cooperative }) => cooperative === book);
}

function statementsOf(
  netted: NettedCycle,
  network: Network,
  cooperatives: ReadonlyMap<number, Cooperative>,
  taking: readonly Cooperative[],
  settled: readonly SettledOfBook[],
): SettlementStatement[] {
  const partsOf = grouped(netted.parts, ({ cooperative }) => cooperative);
  const settledOf = grouped(settled, ({ cooperative }) => cooperative);
  const cellsOf = grouped(netted.matrix, ({ debtor }) => debtor);
  const grossOf = new Map(netted.matrix.map((cell) => [`${cell.debtor} ${cell.creditor}`, cell]));
  return taking.map((cooperative) => {
    const { book } = cooperative;
    const parts = partsOf.get(book) ?? [];
    const paid = settledOf.get(book) ?? [];
    const debit = sumSen(parts.map((part) => part.debit));
    const credit = sumSen(parts.map((part) => part.credit));
    const net = debit - credit;
    const done = sumSen(paid.map(({ side, amount }) => (side === 'paid' ? amount : -amount)));
    return {
      cycle: netted.cycle,
      network,
      cooperative,
      parts,
      debit,
      credit,
      net,
      legCount: sumSen(parts.map(({ legCount }) => legCount)),
      bilateral: (cellsOf.get(book) ?? []).map((cell) => lineOf(cell, grossOf, cooperatives)),
      settled: paid.map(({ transfer, side, amount, at, counterpart }) => ({
        transfer,
        side,
        amount,
        at,
        counterpart: counterpart === null ? null : (cooperatives.get(counterpart) ?? null),
      })),
      outstanding: net - done,
      asOf: latest([closedAt(netted.cycle), ...paid.map(({ at }) => at)]),
    };
  });
}

function lineOf(
  { debtor, creditor, gross, net }: BilateralCell,
  cells: ReadonlyMap<string, BilateralCell>,
  cooperatives: ReadonlyMap<number, Cooperative>,
): BilateralLine {
  const back = cells.get(`${creditor} ${debtor}`);
  invariant(back !== undefined, 'every pair of the matrix has both directions');
  return {
    counterpart: cooperatives.get(creditor) ?? null,
    owes: gross,
    isOwed: back.gross,
    net,
  };
}

function grouped<T>(rows: readonly T[], book: (row: T) => number): ReadonlyMap<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(book(row));
    if (group === undefined) groups.set(book(row), [row]);
    else group.push(row);
  }
  return groups;
}

function closedAt(cycle: Cycle): Date {
  invariant(cycle.closedAt !== null, 'a netted cycle was closed');
  return cycle.closedAt;
}

function latest(times: readonly Date[]): Date {
  return new Date(Math.max(...times.map((time) => time.getTime())));
}
