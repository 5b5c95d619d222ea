import { Injectable } from '@nestjs/common';
import { fail } from '@app/core';
import { problemOf } from '@app/http';
import { verifyLedger, type VerifyReport } from '@app/ledger';
import type pg from 'pg';
import { DataSource } from 'typeorm';

/** Runs the checks of the ledger, one at a time in each process: they read everything. */
@Injectable()
export class Verifier {
  private running = false;

  constructor(private readonly dataSource: DataSource) {}

  /** Throws the problem `overloaded` while another check runs. `network`: only this one. */
  async run(network: number | undefined): Promise<VerifyReport> {
    if (this.running) throw problemOf(fail('overloaded'));
    this.running = true;
    const runner = this.dataSource.createQueryRunner();
    try {
      const client: pg.PoolClient = await runner.connect();
      return await verifyLedger(client, { network });
    } finally {
      this.running = false;
      await runner.release();
    }
  }
}
