import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a cooperative's book has from this release on, besides the accounts that a payment touches. */
const COOPERATIVE_KINDS = [
  'vault',
  'interchange_expense',
  'incentive_expense',
  'incentive_budget',
  'trade_payable',
  'trade_receivable',
  'receivable',
  'cash_difference',
  'suspense',
] as const;

const ADD_COLUMNS = `
ALTER TABLE participants.cooperative
  ${COOPERATIVE_KINDS.map((kind) => `ADD COLUMN ${kind} integer REFERENCES ledger.account`).join(',\n  ')};
ALTER TABLE participants.network
  ADD COLUMN incentive_budget integer REFERENCES ledger.account;
`;

/** A book has one account of each such kind; it may be there from before, if this release was undone and done again. */
const accountOf = (book: string, kind: string) => `coalesce(
    (SELECT a.id FROM ledger.account a JOIN ledger.account_kind k ON k.code = a.kind
     WHERE a.book = ${book} AND k.name = '${kind}' AND a.owner IS NULL AND a.subject_book IS NULL),
    ledger.open_account(${book}, '${kind}', gen_random_uuid(), NULL, NULL))`;

/** The cooperatives and networks of an earlier release get their accounts here; younger ones when they are made. */
const OPEN_ACCOUNTS = `
UPDATE participants.cooperative SET
  ${COOPERATIVE_KINDS.map(
    (kind) => `${kind} = ${accountOf('participants.cooperative.book', kind)}`,
  ).join(',\n  ')};
UPDATE participants.network SET
  incentive_budget = ${accountOf('switch_book', 'incentive_budget')};
ALTER TABLE participants.cooperative
  ${COOPERATIVE_KINDS.map((kind) => `ALTER COLUMN ${kind} SET NOT NULL`).join(',\n  ')};
ALTER TABLE participants.network ALTER COLUMN incentive_budget SET NOT NULL;
`;

/** The accounts stay in the ledger: an account is never deleted. */
const DROP_COLUMNS = `
ALTER TABLE participants.cooperative
  ${COOPERATIVE_KINDS.map((kind) => `DROP COLUMN ${kind}`).join(',\n  ')};
ALTER TABLE participants.network DROP COLUMN incentive_budget;
`;

export class CooperativeAccounts0009 implements MigrationInterface {
  readonly name = 'CooperativeAccounts0009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADD_COLUMNS);
    await runner.query(OPEN_ACCOUNTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_COLUMNS);
  }
}
