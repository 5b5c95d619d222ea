import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What cycles came to, and how they were paid. The cycles themselves stand in the ledger, because
 * each batch carries the one that was open; so do the transfers that pay.
 */
const SETTLEMENT_TABLES = `
CREATE SCHEMA settlement;

-- A part of a cooperative's position in one cycle, as the switch's book tells it. debit and credit are those of
-- its position account: a debit is what it came to owe the network, a credit what it came to be owed.
CREATE TABLE settlement.net_position (
  debit        bigint NOT NULL CHECK (debit >= 0),
  credit       bigint NOT NULL CHECK (credit >= 0),
  net          bigint NOT NULL,
  leg_count    bigint NOT NULL CHECK (leg_count > 0),
  cycle        integer NOT NULL REFERENCES ledger.cycle,
  cooperative  integer NOT NULL REFERENCES ledger.book,
  service      smallint NOT NULL REFERENCES ledger.transfer_type,
  component    smallint NOT NULL REFERENCES ledger.leg_component,
  CONSTRAINT net_is_what_it_owes CHECK (net = debit - credit),
  PRIMARY KEY (cycle, cooperative, service, component)
);
COMMENT ON COLUMN settlement.net_position.cooperative IS 'its book';

-- What one party came to owe another in a cycle, before any netting; the switch is a party by its book.
CREATE TABLE settlement.bilateral_flow (
  amount     bigint NOT NULL CHECK (amount > 0),
  cycle      integer NOT NULL REFERENCES ledger.cycle,
  from_book  integer NOT NULL REFERENCES ledger.book,
  to_book    integer NOT NULL REFERENCES ledger.book,
  CONSTRAINT two_parties CHECK (from_book <> to_book),
  PRIMARY KEY (cycle, from_book, to_book)
);

-- One attempt at paying a cycle. All times are the network's.
CREATE TABLE settlement.settlement (
  uid          uuid PRIMARY KEY,
  proposed_by  uuid NOT NULL REFERENCES access.person,
  approved_by  uuid REFERENCES access.person,
  proposed_at  timestamptz NOT NULL,
  approved_at  timestamptz,
  ended_at     timestamptz,
  cycle        integer NOT NULL REFERENCES ledger.cycle,
  network      smallint NOT NULL REFERENCES ledger.network,
  state        text NOT NULL DEFAULT 'PROPOSED'
    CHECK (state IN ('PROPOSED', 'APPROVED', 'SETTLING', 'SETTLED', 'ABORTED')),
  CONSTRAINT maker_is_not_checker CHECK (approved_by <> proposed_by),
  CONSTRAINT approved_by_somebody CHECK ((approved_by IS NULL) = (approved_at IS NULL)
    AND (state IN ('PROPOSED', 'ABORTED') OR approved_by IS NOT NULL)),
  CONSTRAINT ended_once CHECK ((state IN ('SETTLED', 'ABORTED')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX settlement_one_per_cycle ON settlement.settlement (cycle)
  WHERE state <> 'ABORTED';
CREATE INDEX settlement_list ON settlement.settlement (network, uid);
CREATE INDEX settlement_under_way ON settlement.settlement (network)
  WHERE state IN ('APPROVED', 'SETTLING');

-- What a cooperative pays (debtor) or is paid (creditor) by a settlement.
CREATE TABLE settlement.settlement_line (
  settlement   uuid NOT NULL REFERENCES settlement.settlement,
  due          bigint NOT NULL CHECK (due > 0),
  paid         bigint NOT NULL DEFAULT 0,
  cooperative  integer NOT NULL REFERENCES ledger.book,
  side         text NOT NULL CHECK (side IN ('debtor', 'creditor')),
  CONSTRAINT paid_within_due CHECK (paid BETWEEN 0 AND due),
  PRIMARY KEY (settlement, cooperative)
);

-- Every payment is decided here before it is posted, and posted under a key made of this row's, so that a
-- crash at any moment neither loses nor repeats one. transfer is null until the ledger has answered.
CREATE TABLE settlement.settlement_payment (
  settlement   uuid NOT NULL,
  transfer     uuid UNIQUE,
  amount       bigint NOT NULL CHECK (amount > 0),
  cooperative  integer NOT NULL,
  attempt      integer NOT NULL CHECK (attempt > 0),
  posted       boolean,
  CONSTRAINT decided_with_a_transfer CHECK ((transfer IS NULL) = (posted IS NULL)),
  PRIMARY KEY (settlement, cooperative, attempt),
  FOREIGN KEY (settlement, cooperative) REFERENCES settlement.settlement_line
);
CREATE UNIQUE INDEX settlement_payment_one_open
  ON settlement.settlement_payment (settlement, cooperative) WHERE transfer IS NULL;

-- Who did what to which settlement, under which idempotency key: for ever.
CREATE TABLE settlement.act (
  principal     uuid NOT NULL REFERENCES access.person,
  settlement    uuid NOT NULL REFERENCES settlement.settlement,
  name          text NOT NULL CHECK (name IN ('propose', 'approve', 'resume', 'abort')),
  key           text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash  text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  acted_at      timestamptz NOT NULL,
  PRIMARY KEY (principal, key)
);
CREATE INDEX act_settlement ON settlement.act (settlement);

DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['net_position', 'bilateral_flow', 'act'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement.%I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['settlement', 'settlement_line', 'settlement_payment'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON settlement.%I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', v_table);
  END LOOP;
END
$$;

INSERT INTO ledger.state_transition VALUES
  ('settlement', 'PROPOSED', 'APPROVED'), ('settlement', 'PROPOSED', 'ABORTED'),
  ('settlement', 'APPROVED', 'SETTLING'), ('settlement', 'APPROVED', 'ABORTED'),
  ('settlement', 'SETTLING', 'SETTLED');
CREATE TRIGGER settlement_state BEFORE UPDATE OF state ON settlement.settlement
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('settlement', 'uid');
`;

/** Nothing here is ever deleted, and the engine has no business with it. */
const SETTLEMENT_RIGHTS = `
GRANT USAGE ON SCHEMA settlement TO simpul_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA settlement TO simpul_app;
GRANT UPDATE (state, approved_by, approved_at, ended_at) ON settlement.settlement TO simpul_app;
GRANT UPDATE (paid) ON settlement.settlement_line TO simpul_app;
GRANT UPDATE (transfer, posted) ON settlement.settlement_payment TO simpul_app;
`;

/**
 * The table of transitions is append-only for whoever runs Simpul; only undoing this release takes
 * some away.
 */
const FORGET_TRANSITIONS = `
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'settlement';
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class Settlement0004 implements MigrationInterface {
  readonly name = 'Settlement0004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SETTLEMENT_TABLES);
    await runner.query(SETTLEMENT_RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA settlement CASCADE');
    await runner.query(FORGET_TRANSITIONS);
  }
}
