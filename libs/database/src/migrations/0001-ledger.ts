import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LEDGER_DEFENCES } from './sql/ledger-defences.js';
import { LEDGER_FUNCTIONS } from './sql/ledger-functions.js';
import { LEDGER_TABLES } from './sql/ledger-tables.js';

/**
 * The double-entry ledger: books, accounts, batches, transfers, legs and holds; the functions by which other
 * rooms open accounts; the triggers and rights that refuse what the engine must never do.
 */
export class Ledger0001 implements MigrationInterface {
  readonly name = 'Ledger0001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER_TABLES);
    await runner.query(LEDGER_FUNCTIONS);
    await runner.query(LEDGER_DEFENCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA ledger CASCADE');
  }
}
