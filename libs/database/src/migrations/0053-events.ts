import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What events are read by. They are no table: each posted transfer is one, and its place in the ledger its cursor. A ticket
 * tells which code a payment used up; what a wallet's holds came to has no legs by which it would be found.
 */
const UP = `
CREATE INDEX claim_ticket ON ledger.claim (transfer)
  WHERE principal = '00000000-0000-8000-8000-000000000000';
CREATE INDEX transfer_end_payee ON ledger.transfer (payee, batch, item)
  WHERE type IN (42, 43, 44) AND refusal IS NULL;
`;

export class Events0053 implements MigrationInterface {
  readonly name = 'Events0053';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ledger.claim_ticket, ledger.transfer_end_payee');
  }
}
