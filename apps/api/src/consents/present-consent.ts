import type { Consent, ConsentState } from '@app/access';
import { encodeId } from '@app/core';

/** What a partner asks, or may do, in a member's name. */
export interface ConsentReply {
  id: string;
  object: 'consent';
  /** `asked` waits for the member, `approved` for the partner to come for its tokens. */
  status: ConsentState;
  client_id: string;
  /** As the partner's program is called. */
  client_name: string;
  created_at: string;
  approved_at: string | null;
  expires_at: string | null;
}

export function presentConsent(consent: Consent, clientName: string): ConsentReply {
  return {
    id: encodeId('cns', consent.uid),
    object: 'consent',
    status: consent.status,
    client_id: encodeId('cli', consent.client),
    client_name: clientName,
    created_at: consent.askedAt.toISOString(),
    approved_at: consent.approvedAt?.toISOString() ?? null,
    expires_at: consent.expiresAt?.toISOString() ?? null,
  };
}

/** A wallet's app asks Pak Budi. */
export const CONSENT_EXAMPLE: ConsentReply = {
  id: 'cns_01jzq3v5hfe0d9k3yx8m2n4p6r',
  object: 'consent',
  status: 'asked',
  client_id: 'cli_01jzq3v5hfe0d9k3yx8m2n4p6s',
  client_name: 'Dompet Malang',
  created_at: '2026-01-31T03:15:42.123Z',
  approved_at: null,
  expires_at: null,
};
