import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Payment codes that are shown as pictures. A code never changes: whether it was paid or taken back the ledger's claims tell,
 * where it can be used up once, by whoever comes first.
 */
const UP = `
INSERT INTO ledger.transfer_type VALUES (44, 'code_cancellation');

-- Under which identity a network's codes are QRIS; the latest row is in force. A network without one makes no codes,
-- unless it is not live: then its codes say that they are a test.
CREATE TABLE payments.qris_identity (
  uid             uuid PRIMARY KEY,
  set_by          uuid NOT NULL,
  set_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  network         smallint NOT NULL REFERENCES ledger.network,
  reverse_domain  text NOT NULL CHECK (length(reverse_domain) <= 32
                    AND reverse_domain ~ '^[A-Z0-9-]+([.][A-Z0-9-]+)+$'),
  nns             text NOT NULL CHECK (nns ~ '^9360[0-9]{4}$'),
  nmid            text NOT NULL CHECK (nmid ~ '^ID[0-9]{13}$'),
  postal_code     text NOT NULL CHECK (postal_code ~ '^[0-9]{5}$')
);
COMMENT ON COLUMN payments.qris_identity.nns IS 'the institution''s number in the national numbering system';
COMMENT ON COLUMN payments.qris_identity.nmid IS 'the network''s number in the national merchant repository';
CREATE INDEX qris_identity_in_force ON payments.qris_identity (network, uid);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.qris_identity
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TABLE payments.qr_code (
  uid           uuid PRIMARY KEY,
  holder        uuid NOT NULL,
  created_by    uuid NOT NULL,
  amount        bigint CHECK (amount > 0),
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz CHECK (expires_at > created_at),
  wallet        integer NOT NULL REFERENCES ledger.account,
  network       smallint NOT NULL REFERENCES ledger.network,
  kind          text NOT NULL CHECK (kind IN ('static', 'dynamic')),
  purpose       text NOT NULL CHECK (purpose IN ('payment', 'transfer', 'deposit')),
  reference     text CHECK (char_length(reference) BETWEEN 1 AND 25),
  payload       text NOT NULL CHECK (char_length(payload) <= 512),
  key           text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash  text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  CONSTRAINT qr_code_key UNIQUE (created_by, key),
  CONSTRAINT only_dynamic_codes_expire CHECK ((expires_at IS NULL) = (kind = 'static')),
  CONSTRAINT people_show_codes_for_one_use CHECK (purpose = 'payment' OR kind = 'dynamic'),
  CONSTRAINT one_payment_has_an_amount
    CHECK (amount IS NOT NULL OR purpose <> 'payment' OR kind = 'static')
);
COMMENT ON COLUMN payments.qr_code.holder IS 'the merchant (purpose payment) or member who receives the money';
CREATE INDEX qr_code_of ON payments.qr_code (holder, uid);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.qr_code
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT SELECT, INSERT ON payments.qris_identity, payments.qr_code TO simpul_app;
`;

const DOWN = `
DROP TABLE payments.qr_code, payments.qris_identity;
ALTER TABLE ledger.transfer_type DISABLE TRIGGER append_only;
DELETE FROM ledger.transfer_type WHERE code = 44;
ALTER TABLE ledger.transfer_type ENABLE TRIGGER append_only;
`;

export class QrCodes0033 implements MigrationInterface {
  readonly name = 'QrCodes0033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
