import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Endpoints of partners that are told by the services of SNAP BI: signed under an RSA key of each endpoint's own, of which the
 * private half is sealed as other secrets are.
 */
const UP = `
ALTER TABLE events.webhook_endpoint
  ADD COLUMN format text NOT NULL DEFAULT 'standard' CHECK (format IN ('standard', 'snap')),
  ADD CONSTRAINT snap_has_its_own_types CHECK (format = 'standard' OR cardinality(types) = 0);
ALTER TABLE events.webhook_secret
  ADD COLUMN public_key text
    CHECK (char_length(public_key) <= 2000 AND public_key LIKE '-----BEGIN PUBLIC KEY-----%'),
  DROP CONSTRAINT webhook_secret_sealed_check,
  ADD CONSTRAINT webhook_secret_sealed_check CHECK (
    octet_length(sealed) BETWEEN 29 AND CASE WHEN public_key IS NULL THEN 256 ELSE 2048 END);
`;

const DOWN = `
DELETE FROM events.delivery d USING events.webhook_endpoint e WHERE e.uid = d.endpoint AND e.format = 'snap';
DELETE FROM events.webhook_secret s USING events.webhook_endpoint e WHERE e.uid = s.endpoint AND e.format = 'snap';
DELETE FROM events.webhook_endpoint WHERE format = 'snap';
ALTER TABLE events.webhook_secret
  DROP CONSTRAINT webhook_secret_sealed_check,
  ADD CONSTRAINT webhook_secret_sealed_check CHECK (octet_length(sealed) BETWEEN 29 AND 256),
  DROP COLUMN public_key;
ALTER TABLE events.webhook_endpoint DROP COLUMN format CASCADE;
`;

export class SnapNotifications0065 implements MigrationInterface {
  readonly name = 'SnapNotifications0065';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
