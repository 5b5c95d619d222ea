import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Quotes: fees promised to one payer. They hold what the merchant is charged, share by share, so that a promise
 * outlives a change of schedule or criterion. And the orders of opening balances. Payments themselves, like all
 * that moves money, are transfers of the ledger.
 */
const PAYMENTS_TABLES = `
CREATE SCHEMA payments;

CREATE TABLE payments.quote (
  id           uuid PRIMARY KEY,
  member       uuid NOT NULL REFERENCES participants.member,
  merchant     uuid NOT NULL REFERENCES participants.merchant,
  amount       bigint NOT NULL CHECK (amount > 0),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
  fee_version  integer NOT NULL CHECK (fee_version > 0),
  network      smallint NOT NULL REFERENCES ledger.network,
  parties      text[] NOT NULL CHECK (array_position(parties, NULL) IS NULL),
  shares       bigint[] NOT NULL CHECK (0 <= ALL (shares)),
  CONSTRAINT a_share_for_each_party CHECK (cardinality(parties) = cardinality(shares))
);
COMMENT ON COLUMN payments.quote.expires_at IS 'in the network''s time, as created_at';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.quote
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- Orders to record a wallet's opening balance. Only an order whose attempt before it was refused gets a number
-- of its own, so at most one of a wallet's orders is posted. Whether it was, the ledger knows by principal and key.
CREATE TABLE payments.opening_balance_order (
  wallet        uuid NOT NULL,
  principal     uuid NOT NULL,
  amount        bigint NOT NULL CHECK (amount > 0),
  asked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempt       integer NOT NULL CHECK (attempt > 0),
  request_hash  text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  key           text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  PRIMARY KEY (wallet, attempt)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.opening_balance_order
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

/** Nothing here is ever changed, and the engine has no business with it. */
const PAYMENTS_RIGHTS = `
GRANT USAGE ON SCHEMA payments TO simpul_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA payments TO simpul_app;
`;

export class Payments0005 implements MigrationInterface {
  readonly name = 'Payments0005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAYMENTS_TABLES);
    await runner.query(PAYMENTS_RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA payments CASCADE');
  }
}
