import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes that members show, by which a shop takes what the member pays: once, and soon. */
const UP = `
ALTER TABLE payments.qr_code DROP CONSTRAINT qr_code_purpose_check,
  ADD CONSTRAINT qr_code_purpose_check
    CHECK (purpose IN ('payment', 'transfer', 'deposit', 'charge')) NOT VALID,
  ADD CONSTRAINT a_charge_has_no_amount CHECK (purpose <> 'charge' OR amount IS NULL) NOT VALID;
ALTER TABLE payments.qr_code VALIDATE CONSTRAINT qr_code_purpose_check,
  VALIDATE CONSTRAINT a_charge_has_no_amount;
COMMENT ON COLUMN payments.qr_code.holder IS
  'the merchant (purpose payment) or member who receives the money; of a charge the member who pays it';
`;

const DOWN = `
ALTER TABLE payments.qr_code DISABLE TRIGGER append_only;
DELETE FROM payments.qr_code WHERE purpose = 'charge';
ALTER TABLE payments.qr_code ENABLE TRIGGER append_only;
ALTER TABLE payments.qr_code DROP CONSTRAINT a_charge_has_no_amount,
  DROP CONSTRAINT qr_code_purpose_check,
  ADD CONSTRAINT qr_code_purpose_check CHECK (purpose IN ('payment', 'transfer', 'deposit'));
COMMENT ON COLUMN payments.qr_code.holder IS 'the merchant (purpose payment) or member who receives the money';
`;

export class CustomerCodes0049 implements MigrationInterface {
  readonly name = 'CustomerCodes0049';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
