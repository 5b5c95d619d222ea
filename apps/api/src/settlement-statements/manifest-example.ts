import { varying } from '@app/http';
import type { ManifestReply } from './cycle-manifest.js';

export const MANIFEST_EXAMPLE: ManifestReply = {
  object: 'cycle_manifest',
  jws: 'eyJhbGciOiJFUzI1NiIsInR5cCI6InNpbXB1bC1jeWNsZS1tYW5pZmVzdCtqd3MifQ.eyJraW5kIjoiY3ljbGVfbWFuaWZlc3QifQ.MEUCIQ',
  manifest: varying(
    {
      kind: 'cycle_manifest',
      version: 1,
      issuer: 'https://simpul.example',
      network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
      cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
      cycle_number: 31,
      state: 'SETTLED',
      opened_at: '2026-01-30T09:00:00.412Z',
      closed_at: '2026-01-31T09:00:00.377Z',
      as_of: '2026-01-31T09:05:12.004Z',
      first_batch: '1000000000101',
      last_batch: '1000000000170',
      chain_head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      nets: [
        { cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t', net: '99720.00', leg_count: '2' },
      ],
      files: [
        {
          name: 'siklus-31-coop_01jzq3v5hfe0d9k3yx8m2n4p6t.csv',
          media_type: 'text/csv; charset=utf-8',
          bytes: 811,
          sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
        },
      ],
    },
    { nullable: ['closed_at', 'last_batch', 'chain_head'] },
  ),
};
