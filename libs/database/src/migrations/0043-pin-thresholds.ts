import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Above an amount that they set themselves people prove each payment by their PIN. Which proof served which act is
 * kept for ever; a proof serves one key.
 */
const THRESHOLDS = `
ALTER TABLE access.credential ADD COLUMN pin_above bigint
  CHECK (pin_above >= 0), ADD CONSTRAINT threshold_of_pin CHECK (pin_above IS NULL OR kind = 'pin');
COMMENT ON COLUMN access.credential.pin_above IS
  'in sen: what is paid above it needs the PIN once more; null: nothing does';
GRANT UPDATE (pin_above) ON access.credential TO simpul_app;

CREATE TABLE access.pin_proof (
  proof      uuid PRIMARY KEY,
  person_id  uuid NOT NULL REFERENCES access.person,
  key        text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
  spent_at   timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access.pin_proof
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
GRANT SELECT, INSERT ON access.pin_proof TO simpul_app;
ALTER TABLE access.pin_proof ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON access.pin_proof TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY tenant ON access.pin_proof TO simpul_app
  USING ((SELECT access.is_switch()) OR EXISTS (SELECT FROM access.person p
    WHERE p.id = person_id AND p.network = (SELECT access.tenant_network())));
`;

const DOWN = `
DROP TABLE access.pin_proof;
ALTER TABLE access.credential DROP COLUMN pin_above;
`;

export class PinThresholds0043 implements MigrationInterface {
  readonly name = 'PinThresholds0043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(THRESHOLDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
