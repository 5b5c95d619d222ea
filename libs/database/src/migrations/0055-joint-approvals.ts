import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What takes more than a network's limit from one cooperative's people to another's needs somebody of each: the request
 * names both and the amount, and the database decides by the limit of that moment whether one checker is enough.
 */
const LIMIT = `
ALTER TABLE participants.network ADD COLUMN joint_approval_above bigint
  CHECK (joint_approval_above >= 0);
COMMENT ON COLUMN participants.network.joint_approval_above IS
  'sen; what two persons agree on between two cooperatives, above it by one of each; null: never';
GRANT UPDATE (joint_approval_above) ON participants.network TO simpul_app;
DROP TRIGGER audited ON participants.network;
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE ON participants.network
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('network', 'uid', 'name', 'cutoffs', 'skip_sundays', 'holidays',
    'large_cash_threshold', 'joint_approval_above');
`;

const hashed = (more: string): string => `
CREATE OR REPLACE FUNCTION access.approval_hash(p_approval access.approval) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\\n', p_approval.uid, p_approval.network,
    coalesce(p_approval.cooperative::text, '-'), p_approval.kind, p_approval.subject,
    p_approval.maker, p_approval.payload::text${more}), 'UTF8')), 'hex')
$$;
`;

const APPROVALS = `
ALTER TABLE access.approval
  ADD COLUMN party_one uuid, ADD COLUMN party_other uuid,
  ADD COLUMN amount bigint CHECK (amount >= 0),
  ADD COLUMN is_joint boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT between_two CHECK (num_nonnulls(party_one, party_other, amount) IN (0, 3)
    AND party_one <> party_other),
  ADD CONSTRAINT joint_between_two CHECK (NOT is_joint OR amount IS NOT NULL);
COMMENT ON COLUMN access.approval.is_joint IS 'somebody of either cooperative has to agree';

-- The hash of what names no two cooperatives stays as it was.
${hashed(`,
    p_approval.party_one, p_approval.party_other, p_approval.amount`)}
CREATE OR REPLACE FUNCTION access.seal_approval() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.is_joint := coalesce(NEW.amount > (SELECT n.joint_approval_above
    FROM participants.network n WHERE n.id = NEW.network), false);
  NEW.payload_hash := access.approval_hash(NEW);
  RETURN NEW;
END
$$;

-- Who agreed for which of the two cooperatives.
CREATE TABLE access.agreement (
  approval     uuid NOT NULL REFERENCES access.approval,
  cooperative  uuid NOT NULL,
  person       uuid NOT NULL REFERENCES access.person,
  agreed_at    timestamptz NOT NULL,
  remark       text CHECK (char_length(remark) BETWEEN 1 AND 140),
  PRIMARY KEY (approval, cooperative)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access.agreement
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- By a treasurer or manager of that cooperative, who is neither the maker nor whoever agreed for the other one.
CREATE FUNCTION access.check_agreement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_approval access.approval;
BEGIN
  SELECT * INTO v_approval FROM access.approval WHERE uid = NEW.approval FOR UPDATE;
  IF NOT v_approval.is_joint OR v_approval.state <> 'PENDING'
    OR NEW.cooperative NOT IN (v_approval.party_one, v_approval.party_other)
    OR NOT EXISTS (SELECT FROM access.role_grant g WHERE g.person_id = NEW.person
      AND g.cooperative = NEW.cooperative AND g.role IN ('treasurer', 'manager')
      AND g.revoked_at IS NULL AND g.suspended_at IS NULL)
  THEN
    RAISE EXCEPTION 'agreed to by nobody who may' USING ERRCODE = 'SM011';
  END IF;
  IF access.same_human(v_approval.maker, NEW.person) OR EXISTS (
    SELECT FROM access.agreement a
    WHERE a.approval = NEW.approval AND access.same_human(a.person, NEW.person))
  THEN
    RAISE EXCEPTION 'one human being asked for this and agreed to it, or agreed to it twice'
      USING ERRCODE = 'SM011';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER agreed_by_another BEFORE INSERT ON access.agreement
  FOR EACH ROW EXECUTE FUNCTION access.check_agreement();

CREATE FUNCTION access.check_both_agreed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (SELECT count(*) FROM access.agreement a WHERE a.approval = NEW.uid) <> 2 OR NOT EXISTS (
    SELECT FROM access.agreement a WHERE a.approval = NEW.uid AND a.person = NEW.checker)
  THEN
    RAISE EXCEPTION 'somebody of each cooperative has to agree' USING ERRCODE = 'SM011';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER both_agreed BEFORE UPDATE OF state ON access.approval
  FOR EACH ROW WHEN (NEW.is_joint AND NEW.state = 'APPROVED' AND OLD.state <> 'APPROVED')
  EXECUTE FUNCTION access.check_both_agreed();

ALTER TABLE access.agreement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON access.agreement TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY tenant ON access.agreement TO simpul_app
  USING ((SELECT access.is_switch()) OR EXISTS (SELECT FROM access.approval o WHERE o.uid = approval))
  WITH CHECK ((SELECT access.is_switch())
    OR EXISTS (SELECT FROM access.approval o WHERE o.uid = approval));
REVOKE ALL ON FUNCTION access.check_agreement, access.check_both_agreed FROM PUBLIC;
GRANT SELECT, INSERT ON access.agreement TO simpul_app;
`;

const DOWN = `
DROP TRIGGER both_agreed ON access.approval;
DROP TABLE access.agreement;
DROP FUNCTION access.check_agreement(), access.check_both_agreed();
CREATE OR REPLACE FUNCTION access.seal_approval() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.payload_hash := access.approval_hash(NEW);
  RETURN NEW;
END
$$;
${hashed('')}
ALTER TABLE access.approval DROP CONSTRAINT joint_between_two, DROP CONSTRAINT between_two,
  DROP COLUMN is_joint, DROP COLUMN amount, DROP COLUMN party_other, DROP COLUMN party_one;
DROP TRIGGER audited ON participants.network;
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE ON participants.network
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('network', 'uid', 'name', 'cutoffs', 'skip_sundays', 'holidays',
    'large_cash_threshold');
ALTER TABLE participants.network DROP COLUMN joint_approval_above;
`;

export class JointApprovals0055 implements MigrationInterface {
  readonly name = 'JointApprovals0055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LIMIT);
    await runner.query(APPROVALS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
