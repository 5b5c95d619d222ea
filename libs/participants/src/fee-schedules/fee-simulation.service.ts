import type { Identity } from '@app/access';
import { fail, succeed, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Directory } from '../directory/directory.js';
import type { StoredSchedule } from './fee-schedule.js';
import { FeeScheduleService } from './fee-schedule.service.js';
import {
  batchRange,
  lastMonth,
  readActs,
  readBooked,
  type BatchRange,
  type Period,
  type Place,
} from './fee-simulation.store.js';
import { FeeTally } from './fee-tally.js';

/** More than this is a question for the accounts, not for somebody who waits for an answer. */
const TRANSFERS_MAX = 1_000_000;
const PAGE = 2_000;

export interface FeeSimulation {
  readonly stored: StoredSchedule;
  readonly period: Period;
  readonly tally: FeeTally;
  /** The switch's book. */
  readonly switchBook: number;
}

/** What the traffic of a period would have cost under a schedule, beside what it did cost. */
@Injectable()
export class FeeSimulationService {
  /** One after the other: it reads much, and payments come first. */
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
    private readonly feeSchedules: FeeScheduleService,
  ) {}

  /**
   * Prices every act of the period (the network's last calendar month unless told) by the very function that prices
   * payments. What acts did cost is read from their legs. A merchant counts with its present criterion. Failures:
   * `not_found`; `validation_failed` for a period that ends before it begins (`field` to) or has more than 1,000,000
   * transfers (`field` from).
   */
  async simulate(
    caller: Identity,
    uid: string,
    wanted: Partial<Period>,
  ): Promise<Result<FeeSimulation>> {
    const stored = await this.feeSchedules.read(caller, uid);
    if (!stored.ok) return stored;
    const { network } = stored.value;
    const month = await lastMonth(this.dataSource.manager, network);
    const period = { from: wanted.from ?? month.from, to: wanted.to ?? month.to };
    if (period.to <= period.from) return fail('validation_failed', { field: 'to' });
    const range = await batchRange(this.dataSource.manager, network, period);
    if (range !== undefined && range.transfers > TRANSFERS_MAX) {
      return fail('validation_failed', { field: 'from', maximum: TRANSFERS_MAX });
    }
    const { switchAccounts } = await this.directory.rules(network);
    const switchBook = switchAccounts.book;
    const tally = new FeeTally(stored.value.schedule, switchBook);
    const work = () => (range === undefined ? undefined : this.addAll(tally, range));
    const done = this.running.then(work, work);
    this.running = done;
    await done;
    return succeed({ stored: stored.value, period, tally, switchBook });
  }

  private async addAll(tally: FeeTally, range: BatchRange): Promise<void> {
    const { manager } = this.dataSource;
    let after: Place = { batch: range.first, item: -1 };
    for (;;) {
      const { acts, end } = await readActs(manager, after, range.last, PAGE);
      if (end === undefined) return;
      for (const act of acts) tally.addAct(act);
      for (const fee of await readBooked(manager, after, end)) tally.addBooked(fee);
      after = end;
    }
  }
}
