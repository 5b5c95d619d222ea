import type { Identity } from '@app/access';
import {
  fail,
  invariant,
  localTimeOf,
  readMonth,
  succeed,
  type LegComponent,
  type Result,
  type Sen,
  type TransferType,
} from '@app/core';
import type { Obligation } from '@app/ledger';
import type { Cooperative, Network, Rules } from '@app/participants';
import type { DataSource } from 'typeorm';
import type { LiquidityService } from '../liquidity/liquidity.service.js';
import type { Position } from '../liquidity/position.store.js';
import { readDayFlows, readFees, type DayFlow, type MonthFee } from './treasury.store.js';

export interface TreasuryPorts {
  readonly dataSource: DataSource;
  readonly liquidity: LiquidityService;
  readonly reads: {
    holdsOf(account: number): Promise<Obligation[]>;
    head(network: number): Promise<{ readonly now: Date } | undefined>;
  };
  readonly directory: {
    network(key: number): Promise<Network | undefined>;
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
  };
}

/** A hold on a cooperative's cap. */
export interface CapHold {
  /** Uuid of the transfer that placed it. */
  readonly transfer: string;
  /** What it still reserves, in sen. */
  readonly amount: Sen;
  /** ISO 8601. */
  readonly expiresAt: string;
}

export interface TreasuryPosition {
  readonly position: Position;
  /** First what expires first; at most 1,000. */
  readonly holds: readonly CapHold[];
}

export interface Flows {
  /** "2026-01-31". */
  readonly date: string;
  readonly flows: readonly DayFlow[];
  readonly cooperatives: ReadonlyMap<number, Cooperative>;
}

/** What came in and what went out under one service and component. In sen. */
export interface FeeLine {
  readonly service: TransferType;
  readonly component: LegComponent;
  readonly earned: Sen;
  readonly paid: Sen;
  readonly legCount: bigint;
}

export interface Fees {
  /** "2026-01". */
  readonly month: string;
  readonly lines: readonly FeeLine[];
}

const INCOME: ReadonlySet<MonthFee['kind']> = new Set(['fee_income', 'interchange_income']);

/** What a treasurer looks at all day: the own cooperative's, never another's. */
export class TreasuryService {
  constructor(private readonly ports: TreasuryPorts) {}

  /** Where the caller's cooperative stands towards its cap at this moment, and what is reserved of it. */
  async position(caller: Identity): Promise<Result<TreasuryPosition, 'not_found'>> {
    const own = await this.own(caller);
    if (!own.ok) return own;
    const { uid, accounts } = own.value;
    const position = await this.ports.liquidity.position(caller, uid);
    if (!position.ok) return position;
    const holds = await this.ports.reads.holdsOf(accounts.clearing);
    return succeed({
      position: position.value,
      holds: holds.map(({ id, lines, expiresAt }) => ({
        transfer: id,
        amount: lines
          .filter((line) => line.account === accounts.clearing)
          .reduce((sum, line) => sum + line.amount, 0n),
        expiresAt,
      })),
    });
  }

  /** What it and each counterpart came to owe each other on a day of its network's calendar; today unless told. */
  async flows(caller: Identity, date?: string): Promise<Result<Flows, 'not_found'>> {
    const own = await this.own(caller);
    if (!own.ok) return own;
    const day = date ?? (await this.today(own.value.network));
    const { manager } = this.ports.dataSource;
    const flows = await readDayFlows(manager, own.value, { first: day, last: day });
    const { cooperatives } = await this.known(own.value.network, flows);
    return succeed({ date: day, flows, cooperatives });
  }

  /** What it earned and paid in fees in a month, this one unless told. `not_found` for what is no month. */
  async fees(caller: Identity, month?: string): Promise<Result<Fees, 'not_found'>> {
    const own = await this.own(caller);
    if (!own.ok) return own;
    const name = month ?? (await this.today(own.value.network)).slice(0, 'yyyy-mm'.length);
    if (readMonth(name, 'UTC') === undefined) return fail('not_found');
    const [year, number] = name.split('-').map(Number);
    const lastDay = new Date(Date.UTC(year ?? 0, number ?? 1, 0)).getUTCDate();
    const days = { first: `${name}-01`, last: `${name}-${lastDay}` };
    const rows = await readFees(this.ports.dataSource.manager, own.value, days);
    return succeed({ month: name, lines: linesOf(rows) });
  }

  private async own({ cooperative }: Identity): Promise<Result<Cooperative, 'not_found'>> {
    if (cooperative === null) return fail('not_found');
    const found = await this.ports.directory.cooperativeByUid(cooperative);
    return found === undefined ? fail('not_found') : succeed(found);
  }

  private async today(network: number): Promise<string> {
    const [known, head] = await Promise.all([
      this.ports.directory.network(network),
      this.ports.reads.head(network),
    ]);
    invariant(known !== undefined && head !== undefined, `there is no network ${network}`);
    const { year, month, day } = localTimeOf(head.now, known.timeZone);
    return `${year}-${two(month)}-${two(day)}`;
  }

  private async known(network: number, flows: readonly DayFlow[]): Promise<Rules> {
    const rules = await this.ports.directory.rules(network);
    const isKnown = ({ counterpart }: DayFlow) =>
      rules.cooperatives.has(counterpart) || rules.switchAccounts.book === counterpart;
    return flows.every(isKnown) ? rules : this.ports.directory.refresh(network);
  }
}

/** Income less what was given back of it, expense likewise. */
function linesOf(rows: readonly MonthFee[]): FeeLine[] {
  const lines = new Map<string, FeeLine>();
  for (const { kind, service, component, debit, credit, legCount } of rows) {
    const key = `${service} ${component}`;
    const known = lines.get(key) ?? { service, component, earned: 0n, paid: 0n, legCount: 0n };
    const isIncome = INCOME.has(kind);
    lines.set(key, {
      ...known,
      earned: known.earned + (isIncome ? credit - debit : 0n),
      paid: known.paid + (isIncome ? 0n : debit - credit),
      legCount: known.legCount + legCount,
    });
  }
  return [...lines.values()];
}

function two(number: number): string {
  return number.toString().padStart(2, '0');
}
