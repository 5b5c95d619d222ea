import { Inject, Injectable } from '@nestjs/common';
import { Lifecycle } from '@app/http';
import { pendingMigrations } from '@app/database';
import { DataSource } from 'typeorm';

export interface Check {
  readonly ok: boolean;
  /** Milliseconds that the check took. */
  readonly ms?: number;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: {
    readonly database: Check;
    readonly migrations: Check;
    readonly accepting: Check;
  };
}

const TIMEOUT_MS = 2_000;

/** Whether requests should be sent to this process. */
@Injectable()
export class Readiness {
  private migrated = false;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Lifecycle) private readonly lifecycle: Lifecycle,
  ) {}

  async report(): Promise<ReadinessReport> {
    const accepting = { ok: !this.lifecycle.draining };
    const database = await timed(() => this.dataSource.query('SELECT 1'));
    const migrations = database.ok ? await this.checkMigrations() : { ok: this.migrated };
    const ready = accepting.ok && database.ok && migrations.ok;
    return { ready, checks: { database, migrations, accepting } };
  }

  /** A database once migrated to this release stays so: asked until it is. */
  private async checkMigrations(): Promise<Check> {
    if (this.migrated) return { ok: true };
    const check = await timed(async () => {
      this.migrated = (await pendingMigrations(this.dataSource)).length === 0;
    });
    return { ...check, ok: this.migrated };
  }
}

async function timed(work: () => Promise<unknown>): Promise<Check> {
  const start = performance.now();
  const ok = await Promise.race([
    work().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), TIMEOUT_MS).unref()),
  ]);
  return { ok, ms: Math.round(performance.now() - start) };
}
