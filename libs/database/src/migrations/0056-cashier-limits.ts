import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a cashier may give back, set by the owner of the shop. Counted by the ledger on the shop's wallet, under a number that
 * stands for this cashier in this shop for ever.
 */
const UP = `
CREATE TABLE participants.cashier_limit (
  cashier         uuid PRIMARY KEY REFERENCES access.role_grant,
  merchant        uuid NOT NULL REFERENCES participants.merchant,
  person          uuid NOT NULL REFERENCES access.person,
  number          smallint NOT NULL CHECK (number BETWEEN 1 AND 10000),
  per_act         bigint CHECK (per_act >= 0),
  per_day_amount  bigint CHECK (per_day_amount >= 0),
  per_day_count   integer CHECK (per_day_count >= 0),
  CONSTRAINT cashier_number UNIQUE (merchant, number)
);
COMMENT ON COLUMN participants.cashier_limit.number IS 'usage of the ledger is counted under 1000 + number';
CREATE TRIGGER facts BEFORE UPDATE ON participants.cashier_limit
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('per_act', 'per_day_amount', 'per_day_count');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON participants.cashier_limit
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE ON participants.cashier_limit
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('cashier_limit', 'cashier', 'per_act', 'per_day_amount',
    'per_day_count');
CREATE INDEX role_grant_of_merchant ON access.role_grant (merchant, id) WHERE role = 'cashier';

ALTER TABLE participants.cashier_limit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON participants.cashier_limit TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY tenant ON participants.cashier_limit TO simpul_app
  USING ((SELECT access.is_switch())
    OR EXISTS (SELECT FROM participants.merchant o WHERE o.uid = merchant))
  WITH CHECK ((SELECT access.is_switch())
    OR EXISTS (SELECT FROM participants.merchant o WHERE o.uid = merchant));
GRANT SELECT, INSERT ON participants.cashier_limit TO simpul_app;
GRANT UPDATE (per_act, per_day_amount, per_day_count) ON participants.cashier_limit TO simpul_app;
`;

const DOWN = `
DROP INDEX access.role_grant_of_merchant;
DROP TABLE participants.cashier_limit;
`;

export class CashierLimits0056 implements MigrationInterface {
  readonly name = 'CashierLimits0056';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
