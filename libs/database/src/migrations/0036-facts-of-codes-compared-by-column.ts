import type { MigrationInterface, QueryRunner } from 'typeorm';

const FACTS = [
  'uid',
  'holder',
  'person',
  'amount',
  'created_at',
  'expires_at',
  'wallet',
  'network',
  'code_hash',
];

function rowOf(version: 'OLD' | 'NEW'): string {
  return `(${FACTS.map((column) => `${version}.${column}`).join(', ')})`;
}

function trigger(condition: string): string {
  return `
DROP TRIGGER withdrawal_code_facts ON payments.withdrawal_code;
CREATE TRIGGER withdrawal_code_facts BEFORE UPDATE ON payments.withdrawal_code
  FOR EACH ROW ${condition} EXECUTE FUNCTION access.keep_facts('state', 'tries', 'ended_at', 'claimed_by',
    'claimed_key', 'withdrawal');`;
}

/**
 * A code is granted and used at every withdrawal. What of it may not change is compared column by column, which costs a
 * thirtieth of writing both rows as JSON; only if something differs the function is called, and refuses it.
 */
export class FactsOfCodesComparedByColumn0036 implements MigrationInterface {
  readonly name = 'FactsOfCodesComparedByColumn0036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(trigger(`WHEN (${rowOf('OLD')} IS DISTINCT FROM ${rowOf('NEW')})`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(trigger(''));
  }
}
