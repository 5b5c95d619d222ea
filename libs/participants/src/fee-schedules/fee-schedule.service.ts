import type { Identity } from '@app/access';
import {
  fail,
  newUuid,
  scheduleToJson,
  succeed,
  validateSchedule,
  type Failure,
  type FeeSchedule,
  type Result,
  type ScheduleFault,
} from '@app/core';
import { openAccount } from '@app/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Directory } from '../directory/directory.js';
import type { Network } from '../directory/directory-types.js';
import { select, storedSchedule } from '../directory/directory.store.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { transact } from '../transact.js';
import { pageClause, type UidPage } from '../uid-page.js';

/** A schedule before it has a version: versions are counted by the network. */
export type ScheduleDraft = Omit<FeeSchedule, 'version'>;

export interface StoredSchedule {
  readonly uid: string;
  /** Number of the network. */
  readonly network: number;
  readonly version: number;
  readonly state: 'active' | 'retired';
  readonly schedule: FeeSchedule;
  readonly activatedAt: Date;
  readonly retiredAt: Date | null;
}

/** All that is wrong with a schedule. */
export interface ScheduleRefusal extends Failure<'schedule_invalid'> {
  readonly faults: readonly ScheduleFault[];
}

/** Parties of a share that are no account of a third one. */
const ROLES_OF_A_PAYMENT: ReadonlySet<string> = new Set(['acquirer', 'issuer', 'switch']);

/** The fee schedules of networks: one is active, the former ones stay readable for ever. */
@Injectable()
export class FeeScheduleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
  ) {}

  /**
   * Puts a schedule in force in place of the former one, and opens the accounts of parties that it names anew. From
   * the commit on, no payment goes through that was computed under the former one. `schedule_invalid` with all
   * faults, when the rules contradict each other or leave a gap.
   */
  async activate(
    caller: Identity,
    network: Network,
    draft: ScheduleDraft,
  ): Promise<Result<StoredSchedule> | ScheduleRefusal> {
    const faults = validateSchedule({ ...draft, version: 1 });
    if (faults.length > 0) return { ok: false, code: 'schedule_invalid', faults };
    const uid = newUuid();
    const activated = await transact(this.dataSource, (tx) =>
      this.replace(tx, caller, network, uid, draft),
    );
    if (activated.ok) this.directory.forget(network.id);
    return activated;
  }

  /** Schedules of a network, oldest first. */
  async list(network: Network, page: UidPage): Promise<StoredSchedule[]> {
    const rows = await select<ScheduleRow>(
      this.dataSource.manager,
      `${COLUMNS} WHERE f.network = $1 ${pageClause(page, 'f.uid', 2)}`,
      [network.id, page.after ?? page.before ?? null, page.limit],
    );
    return rows.map(toStored);
  }

  /** `not_found` for a schedule that isn't there or is another network's. */
  async read(caller: Identity, uid: string): Promise<Result<StoredSchedule, 'not_found'>> {
    const rows = await select<ScheduleRow>(
      this.dataSource.manager,
      `${COLUMNS} WHERE f.uid = $1 AND ($2::smallint IS NULL OR f.network = $2)`,
      [uid, caller.network],
    );
    return rows[0] === undefined ? fail('not_found') : succeed(toStored(rows[0]));
  }

  private async replace(
    tx: EntityManager,
    caller: Identity,
    network: Network,
    uid: string,
    draft: ScheduleDraft,
  ): Promise<StoredSchedule> {
    // Two activations at once come one after the other, and each finds the version of the former.
    await tx.query('SELECT 1 FROM participants.network WHERE id = $1 FOR UPDATE', [network.id]);
    const [last] = await select<{ version: number; now: Date }>(
      tx,
      `SELECT coalesce(max(version), 0) AS version, ledger.network_now($1) AS now
       FROM participants.fee_schedule WHERE network = $1`,
      [network.id],
    );
    const version = (last?.version ?? 0) + 1;
    const activatedAt = last?.now ?? new Date(0);
    const schedule = { ...draft, version };
    const body = scheduleToJson(schedule);
    await tx.query(
      `UPDATE participants.fee_schedule SET state = 'retired', retired_at = $2
       WHERE network = $1 AND state = 'active'`,
      [network.id, activatedAt],
    );
    await tx.query(
      `INSERT INTO participants.fee_schedule (uid, network, version, state, body, activated_at)
       VALUES ($1, $2, $3, 'active', $4, $5)`,
      [uid, network.id, version, JSON.stringify(body), activatedAt],
    );
    await openParties(tx, network.id, schedule);
    await recordRuleChange(tx, caller, {
      network: network.id,
      kind: 'fee_schedule',
      subject: uid,
      body: { version },
    });
    return {
      uid,
      network: network.id,
      version,
      state: 'active',
      schedule,
      activatedAt,
      retiredAt: null,
    };
  }
}

interface ScheduleRow {
  uid: string;
  network: number;
  version: number;
  state: 'active' | 'retired';
  body: unknown;
  activated_at: Date;
  retired_at: Date | null;
}

const COLUMNS = `SELECT f.uid, f.network, f.version, f.state, f.body, f.activated_at, f.retired_at
  FROM participants.fee_schedule f`;

function toStored(row: ScheduleRow): StoredSchedule {
  return {
    uid: row.uid,
    network: row.network,
    version: row.version,
    state: row.state,
    schedule: storedSchedule(row.body),
    activatedAt: row.activated_at,
    retiredAt: row.retired_at,
  };
}

/** Opens an account in the switch's book for each party that has none yet: there the switch owes its shares. */
async function openParties(
  tx: EntityManager,
  network: number,
  schedule: FeeSchedule,
): Promise<void> {
  const named = schedule.rules.flatMap(({ components }) =>
    components.flatMap(({ shares }) => shares.map(({ party }) => party)),
  );
  const parties = [...new Set(named)].filter((party) => !ROLES_OF_A_PAYMENT.has(party)).sort();
  if (parties.length === 0) return;
  const missing = await select<{ name: string; book: number }>(
    tx,
    `SELECT p.name, n.switch_book AS book FROM unnest($2::text[]) AS p (name)
     JOIN participants.network n ON n.id = $1
     WHERE NOT EXISTS (
       SELECT 1 FROM participants.fee_party f WHERE f.network = n.id AND f.name = p.name)`,
    [network, parties],
  );
  for (const { name, book } of missing) {
    const uid = newUuid();
    const account = await openAccount(tx, { book, kind: 'fee_payable', owner: uid });
    await tx.query(
      'INSERT INTO participants.fee_party (network, name, uid, account) VALUES ($1, $2, $3, $4)',
      [network, name, uid, account.id],
    );
  }
}
