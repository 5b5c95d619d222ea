import { AlertService } from '@app/access';
import { InvariantError } from '@app/core';
import { inTransaction } from '@app/database';
import type { PostingOutcome, PostingRequest } from '@app/ledger';
import type { ImportFault, Rules } from '@app/participants';
import type { DataSource, EntityManager } from 'typeorm';

import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { openingRequest } from '../opening/opening-request.js';
import type { Import, ImportedRow } from './import.js';
import { orderOf } from './import-openings.store.js';
import {
  listUnfinished,
  lockImport,
  readImport,
  readProgress,
  readRows,
  writeFaults,
  writeProgress,
  writeState,
} from './import.store.js';

export interface ImportPostingPorts {
  readonly dataSource: DataSource;
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: RulesSource;
}

/** Opening balances posted at a time: a few batches, so that payments find room between them. */
const OPENINGS_AT_ONCE = 250;
const IMPORTS_AT_ONCE = 5;

/** Faults found while posting stand after those of the file, in the order of its rows. */
const POSTED_POSITION = 1_000_000;

/**
 * Brings imports to their end: posts the opening balances of what was made. Done by whoever sent the file, by the
 * worker, by several at once, or again after a crash: each is posted once.
 */
export class ImportPosting {
  constructor(private readonly ports: ImportPostingPorts) {}

  /**
   * Posts what is left of an import that is applying, until `until` (milliseconds, as `performance.now()` counts) or
   * until the ledger has no room. What then remains is the worker's, or of whoever asks again.
   */
  async continue(uid: string, until: number): Promise<void> {
    const { manager } = this.ports.dataSource;
    const current = await readImport(manager, uid);
    if (current?.state !== 'applying') return;
    for (;;) {
      const after = await readProgress(manager, uid);
      const part = { after, most: OPENINGS_AT_ONCE, withOpening: true };
      const rows = await readRows(manager, uid, part);
      const last = rows.at(-1);
      if (last === undefined) return this.end(uid);
      const faults = await this.post(current, rows);
      if (faults === undefined) return;
      await inTransaction(this.ports.dataSource, async (tx) => {
        await writeFaults(tx, uid, faults);
        await writeProgress(tx, uid, { after, last: last.row, count: rows.length });
      });
      if (performance.now() > until) return;
    }
  }

  /** What the worker does: ends what is applying, and gives up what nobody has read to its end for 15 minutes. */
  async continueDue(network: number, until: number): Promise<void> {
    const { manager } = this.ports.dataSource;
    for (const { uid, state, abandoned } of await listUnfinished(
      manager,
      network,
      IMPORTS_AT_ONCE,
    )) {
      if (state === 'applying') await this.continue(uid, until);
      else if (abandoned) await this.giveUp(uid);
    }
  }

  /** Refusals, as faults; undefined if some have no outcome yet. */
  private async post(
    { network, principal, cooperative }: Import,
    rows: readonly ImportedRow[],
  ): Promise<(ImportFault & { position: number })[] | undefined> {
    const { rules, book } = await this.bookOf(network, cooperative);
    const outcomes = await Promise.all(
      rows.map(async (row) => {
        const holder = { network, book, wallet: row.wallet };
        const request = openingRequest(rules, holder, orderOf(principal, row));
        return { row, outcome: await this.ports.ledger.post(request) };
      }),
    );
    const faults: (ImportFault & { position: number })[] = [];
    for (const { row: imported, outcome } of outcomes) {
      const { row } = imported;
      if (outcome.kind === 'unavailable') return undefined;
      if (outcome.kind !== 'decided') {
        throw new InvariantError(`an opening balance of an import was answered ${outcome.kind}`);
      }
      const { refusal } = outcome.transfer;
      if (refusal === null) continue;
      const detail = { refusal: refusal.code };
      const position = POSTED_POSITION + row;
      faults.push({ position, row, column: 'opening_balance', code: 'opening_refused', detail });
    }
    return faults;
  }

  private async bookOf(
    network: number,
    cooperative: string,
  ): Promise<{ rules: Rules; book: number }> {
    const [row] = await this.ports.dataSource.manager.query<{ book: number }[]>(
      'SELECT book FROM participants.cooperative WHERE uid = $1',
      [cooperative],
    );
    if (row === undefined) throw new InvariantError('an import of no cooperative');
    return { rules: await rulesKnowing(this.ports.directory, network, [row.book]), ...row };
  }

  private async end(uid: string): Promise<void> {
    await inTransaction(this.ports.dataSource, async (tx) => {
      const current = await lockImport(tx, uid);
      if (current.state !== 'applying') return;
      await writeState(tx, uid, current.faults === 0 ? 'done' : 'failed', true);
      if (current.faults > 0) await raise(tx, current);
    });
  }

  private async giveUp(uid: string): Promise<void> {
    await inTransaction(this.ports.dataSource, async (tx) => {
      const current = await lockImport(tx, uid);
      if (current.state !== 'validating') return;
      await writeFaults(tx, uid, [{ position: 1, row: 0, column: null, code: 'interrupted' }]);
      await writeState(tx, uid, 'failed', true);
    });
  }
}

/** Somebody has to see to the opening balances that were refused. */
async function raise(tx: EntityManager, { uid, network, cooperative, faults }: Import) {
  await new AlertService(tx).raise({
    network,
    cooperative,
    kind: 'import_failed',
    subject: uid,
    detail: { refused: String(faults) },
    dedupeKey: uid,
  });
}
