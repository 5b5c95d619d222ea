import { varying } from '@app/http';
import { APPROVAL_EXAMPLE, type ApprovalReply } from '../approvals/present-approval.js';

/** What whoever asked hands over. */
export interface ResetCodeReply {
  activation_code: string;
  expires_at: string;
}

export const RESET_CODE_EXAMPLE: ResetCodeReply = {
  activation_code: '30718264',
  expires_at: '2026-01-31T04:15:42.000Z',
};

/** A reset that waits for another person, with `subject`, whose PIN it is, among its details. */
export function waitingResetExample(
  kind: ApprovalReply['kind'],
  title: ApprovalReply['title'],
  subject: Readonly<Record<string, string>>,
): ApprovalReply {
  return varying(
    {
      ...APPROVAL_EXAMPLE,
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
      kind,
      title,
      state: 'PENDING',
      details: varying(
        {
          ...subject,
          person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
          identity_checks: ['ktp_photo', 'ktp_name', 'ktp_valid'],
        },
        { open: true },
      ),
      reason: 'Lupa PIN',
      decided_by: null,
      decided_at: null,
      ended_at: null,
      outcome: null,
    },
    { nullable: ['cooperative_id', 'reason'] },
  );
}
