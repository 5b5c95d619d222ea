import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody is asked to pay: payment requests to members, invoices to cooperatives. The money itself moves in the
 * ledger alone; here stands what is asked, and how much of it is paid or being paid.
 */
const DEMANDS = `
-- What every demand has, and the row that serialises those who pay it.
CREATE TABLE payments.demand (
  uid              uuid PRIMARY KEY,
  created_by       uuid NOT NULL,
  amount           bigint NOT NULL CHECK (amount > 0),
  paid             bigint NOT NULL DEFAULT 0 CHECK (paid >= 0),
  reserved         bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz CHECK (expires_at > created_at),
  ended_at         timestamptz,
  network          smallint NOT NULL REFERENCES ledger.network,
  partial_allowed  boolean NOT NULL,
  kind             text NOT NULL CHECK (kind IN ('request', 'invoice')),
  state            text NOT NULL DEFAULT 'requested'
    CHECK (state IN ('requested', 'paid', 'declined', 'expired', 'cancelled')),
  key              text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash     text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  note             text CHECK (char_length(note) BETWEEN 1 AND 140),
  reason           text CHECK (char_length(reason) BETWEEN 1 AND 140),
  CONSTRAINT demand_key UNIQUE (created_by, key),
  CONSTRAINT demand_of_kind UNIQUE (uid, kind),
  CONSTRAINT never_paid_twice CHECK (paid + reserved <= amount),
  CONSTRAINT paid_when_whole CHECK ((state = 'paid') = (paid = amount)),
  CONSTRAINT reserved_while_open CHECK (reserved = 0 OR state = 'requested'),
  CONSTRAINT demand_ended CHECK ((ended_at IS NULL) = (state = 'requested')),
  CONSTRAINT only_requests_expire CHECK ((expires_at IS NOT NULL) = (kind = 'request'))
);
COMMENT ON COLUMN payments.demand.reserved IS
  'of payments that were begun and whose outcome is not written down yet, in sen';
COMMENT ON COLUMN payments.demand.reason IS 'of who declined or cancelled it';
CREATE INDEX demand_due ON payments.demand (network, expires_at) WHERE state = 'requested';
INSERT INTO ledger.state_transition VALUES
  ('demand', 'requested', 'paid'), ('demand', 'requested', 'declined'),
  ('demand', 'requested', 'expired'), ('demand', 'requested', 'cancelled');
CREATE TRIGGER demand_state BEFORE UPDATE OF state ON payments.demand
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('demand', 'uid');
CREATE TRIGGER demand_facts BEFORE UPDATE ON payments.demand
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'paid', 'reserved', 'ended_at', 'reason');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON payments.demand
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TABLE payments.payment_request (
  uid             uuid PRIMARY KEY,
  asker           uuid NOT NULL,
  asker_person    uuid NOT NULL REFERENCES access.person,
  payer           uuid NOT NULL REFERENCES participants.member,
  payer_person    uuid NOT NULL REFERENCES access.person,
  asker_wallet    integer NOT NULL REFERENCES ledger.account,
  payer_wallet    integer NOT NULL REFERENCES ledger.account,
  asker_book      integer NOT NULL REFERENCES ledger.book,
  payer_book      integer NOT NULL REFERENCES ledger.book,
  asker_kind      text NOT NULL CHECK (asker_kind IN ('member', 'merchant')),
  kind            text NOT NULL DEFAULT 'request' CHECK (kind = 'request'),
  FOREIGN KEY (uid, kind) REFERENCES payments.demand (uid, kind),
  CONSTRAINT nobody_asks_themselves CHECK (asker_wallet <> payer_wallet)
);
COMMENT ON COLUMN payments.payment_request.asker IS 'the member or merchant who is to be paid';
CREATE INDEX payment_request_by_asker ON payments.payment_request (asker, uid);
CREATE INDEX payment_request_by_payer ON payments.payment_request (payer, uid);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.payment_request
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TABLE payments.invoice (
  uid       uuid PRIMARY KEY,
  seller    uuid NOT NULL REFERENCES participants.cooperative,
  buyer     uuid NOT NULL REFERENCES participants.cooperative,
  due_date  date NOT NULL,
  kind      text NOT NULL DEFAULT 'invoice' CHECK (kind = 'invoice'),
  number    text NOT NULL CHECK (char_length(number) BETWEEN 1 AND 40),
  FOREIGN KEY (uid, kind) REFERENCES payments.demand (uid, kind),
  CONSTRAINT invoice_number UNIQUE (seller, number),
  CONSTRAINT between_two_cooperatives CHECK (seller <> buyer)
);
CREATE INDEX invoice_of_seller ON payments.invoice (seller, uid);
CREATE INDEX invoice_of_buyer ON payments.invoice (buyer, uid);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.invoice
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

const PAYMENTS = `
-- A payment of a demand, written down before the ledger is asked, with the key that it is posted under: so whoever
-- finds it undecided learns from the ledger what became of it, or sees to it that it never happens.
CREATE TABLE payments.demand_payment (
  uid           uuid PRIMARY KEY,
  demand        uuid NOT NULL REFERENCES payments.demand,
  principal     uuid NOT NULL,
  amount        bigint NOT NULL CHECK (amount > 0),
  started_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  next_at       timestamptz,
  network       smallint NOT NULL REFERENCES ledger.network,
  state         text NOT NULL DEFAULT 'reserved' CHECK (state IN ('reserved', 'posted', 'refused')),
  key           text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash  text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  code          text,
  CONSTRAINT demand_payment_key UNIQUE (principal, key),
  CONSTRAINT demand_payment_ended CHECK ((ended_at IS NULL) = (state = 'reserved')),
  CONSTRAINT demand_payment_goes_on CHECK ((next_at IS NULL) = (state <> 'reserved')),
  CONSTRAINT demand_payment_refused CHECK ((code IS NULL) = (state <> 'refused'))
);
COMMENT ON COLUMN payments.demand_payment.uid IS 'the ledger''s transfer';
COMMENT ON COLUMN payments.demand_payment.next_at IS 'by the database''s clock: when it is looked after';
CREATE INDEX demand_payment_of ON payments.demand_payment (demand, uid);
CREATE INDEX demand_payment_due ON payments.demand_payment (network, next_at)
  WHERE state = 'reserved';
INSERT INTO ledger.state_transition VALUES
  ('demand_payment', 'reserved', 'posted'), ('demand_payment', 'reserved', 'refused');
CREATE TRIGGER demand_payment_state BEFORE UPDATE OF state ON payments.demand_payment
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('demand_payment', 'uid');
CREATE TRIGGER demand_payment_facts BEFORE UPDATE ON payments.demand_payment
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'ended_at', 'next_at', 'code');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON payments.demand_payment
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

const RIGHTS = `
GRANT SELECT, INSERT ON payments.demand, payments.payment_request, payments.invoice,
  payments.demand_payment TO simpul_app;
GRANT UPDATE (state, paid, reserved, ended_at, reason) ON payments.demand TO simpul_app;
GRANT UPDATE (state, ended_at, next_at, code) ON payments.demand_payment TO simpul_app;
`;

/** Undoing this release takes its own transitions away, and the record of steps along them. */
const FORGET = `
DROP TABLE payments.demand_payment, payments.invoice, payments.payment_request, payments.demand;
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
ALTER TABLE ledger.state_change DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine IN ('demand', 'demand_payment');
DELETE FROM ledger.state_change WHERE machine IN ('demand', 'demand_payment');
ALTER TABLE ledger.state_change ENABLE TRIGGER append_only;
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class PaymentRequests0013 implements MigrationInterface {
  readonly name = 'PaymentRequests0013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEMANDS);
    await runner.query(PAYMENTS);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FORGET);
  }
}
