import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That somebody is asked for the PIN above another amount than before is a change like that of the PIN itself. */
const audited = (on: string, columns: string): string => `
DROP TRIGGER audited ON access.credential;
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE OF ${on} ON access.credential
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('credential', 'person_id', ${columns});
`;

export class PinThresholdAudit0058 implements MigrationInterface {
  readonly name = 'PinThresholdAudit0058';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      audited('hash, locked_until, pin_above', `'kind', '#hash', 'locked_until', 'pin_above'`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(audited('hash, locked_until', `'kind', '#hash', 'locked_until'`));
  }
}
