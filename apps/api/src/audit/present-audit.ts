import { varying } from '@app/http';
import type { AuditEntry, AuditRoot } from '@app/access';
import { encodeId, type IdPrefix } from '@app/core';

/** In the header of the signature: what kind of document it is. */
export const AUDIT_ROOT_TYPE = 'simpul-audit-root+jws';

/** A chain of the audit: a network's, or number 0 for what belongs to none. */
export interface AuditChain {
  readonly number: number;
  readonly networkId: string | null;
}

export interface AuditEntryReply {
  object: 'audit_entry';
  network_id: string | null;
  /** Counts the entries of the network's chain, from 1. */
  number: string;
  /** By the database's clock, also where the network's own was moved. */
  created_at: string;
  cooperative_id: string | null;
  /** The person or program; null: the switch itself. */
  actor_id: string | null;
  role: string | null;
  address: string | null;
  request_id: string | null;
  /** `POST /v1/tills/:id/state` for an act, `till.changed` for a change. */
  action: string;
  /** What it was done to: an id, or the name of a tier. */
  subject_id: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** Hex SHA-256 over the hash of the entry before and the hash of this one's content. */
  hash: string;
}

/** Where the chain stood at the end of a day, as it is signed. */
export interface AuditRootDocument {
  kind: 'audit_root';
  version: 1;
  issuer: string;
  network_id: string | null;
  day: string;
  first_number: string;
  last_number: string;
  /** The hash before the first entry of the day. */
  previous_hash: string;
  hash: string;
}

export interface AuditDayReply {
  object: 'audit_day';
  /** Compact JWS (ES256) over exactly `root`, under a key of `GET /v1/auth/jwks`. */
  jws: string;
  root: AuditRootDocument;
}

/** By what a change is of, or the resource in the path of an act: the prefix of its subject's id. */
const PREFIX_OF: Readonly<Record<string, IdPrefix>> = {
  activation: 'per',
  alert: 'alr',
  alerts: 'alr',
  api_client: 'cli',
  api_client_key: 'key',
  'api-clients': 'cli',
  approval: 'apr',
  approvals: 'apr',
  authorisations: 'aut',
  'bank-breaks': 'bln',
  bank_identity: 'apr',
  cooperative: 'coop',
  cooperatives: 'coop',
  credential: 'per',
  cycles: 'cyc',
  device: 'per',
  disputes: 'dsp',
  'fee-schedules': 'fsc',
  fee_schedule: 'fsc',
  flow_limit: 'mrc',
  funds: 'fnd',
  imports: 'imp',
  invoices: 'inv',
  member: 'mbr',
  members: 'mbr',
  merchant: 'mrc',
  merchants: 'mrc',
  network: 'net',
  networks: 'net',
  role: 'per',
  session: 'per',
  settlement: 'stl',
  settlement_terms: 'apr',
  settlements: 'stl',
  till: 'til',
  'till-sessions': 'tls',
  tills: 'til',
  'webhook-endpoints': 'whk',
  webhook_endpoint: 'whk',
  webhook_secret: 'whk',
  withdrawals: 'wdr',
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function presentAuditEntry(entry: AuditEntry, { networkId }: AuditChain): AuditEntryReply {
  const { cooperative, actor } = entry;
  return {
    object: 'audit_entry',
    network_id: networkId,
    number: entry.number.toString(),
    created_at: entry.at.toISOString(),
    cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
    actor_id: actor === null ? null : encodeId(entry.role === 'program' ? 'cli' : 'per', actor),
    role: entry.role,
    address: entry.address,
    request_id: entry.request,
    action: entry.action,
    subject_id: subjectOf(entry),
    before: recordOf(entry.before),
    after: recordOf(entry.after),
    hash: entry.hash,
  };
}

export function rootDocument(
  root: AuditRoot,
  { networkId }: AuditChain,
  issuer: string,
): AuditRootDocument {
  return {
    kind: 'audit_root',
    version: 1,
    issuer,
    network_id: networkId,
    day: root.day,
    first_number: root.firstNumber.toString(),
    last_number: root.lastNumber.toString(),
    previous_hash: root.previous,
    hash: root.hash,
  };
}

function subjectOf({ action, subject }: AuditEntry): string | null {
  if (subject === null || !UUID.test(subject)) return subject;
  const act = /^[A-Z]+ \/v1\/([^/]+)/.exec(action)?.[1];
  const prefix = PREFIX_OF[act ?? action.split('.')[0] ?? ''];
  return prefix === undefined ? subject : encodeId(prefix, subject);
}

function recordOf(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  return isRecord(value) ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const AUDIT_ENTRY_EXAMPLE: AuditEntryReply = varying(
  {
    object: 'audit_entry',
    network_id: 'net_01kw0z1d7peh7rqa0bfgg7qms4',
    number: '4711',
    created_at: '2026-03-02T03:04:05.678Z',
    cooperative_id: 'coop_01kw0z1d7peh7rqa0bfgg7qms5',
    actor_id: 'per_01kw0z1d7peh7rqa0bfgg7qms6',
    role: 'operator',
    address: '10.20.0.7',
    request_id: 'req_01kw0z1d7peh7rqa0bfgg7qms7',
    action: 'cooperative.changed',
    subject_id: 'coop_01kw0z1d7peh7rqa0bfgg7qms5',
    before: varying({ name: 'Koperasi Dinoyo', state: 'active' }, { open: true }),
    after: varying({ name: 'Koperasi Dinoyo', state: 'suspended' }, { open: true }),
    hash: '41d05cbb2e6a4a7f41d05cbb2e6a4a7f41d05cbb2e6a4a7f41d05cbb2e6a4a7f',
  },
  {
    nullable: [
      'network_id',
      'cooperative_id',
      'actor_id',
      'role',
      'address',
      'request_id',
      'subject_id',
      'before',
      'after',
    ],
  },
);

export const AUDIT_DAY_EXAMPLE: AuditDayReply = {
  object: 'audit_day',
  jws: 'eyJhbGciOiJFUzI1NiIs…',
  root: varying(
    {
      kind: 'audit_root',
      version: 1,
      issuer: 'https://simpul.example.id',
      network_id: 'net_01kw0z1d7peh7rqa0bfgg7qms4',
      day: '2026-03-02',
      first_number: '4203',
      last_number: '4711',
      previous_hash: '9f2c17d0b1c6d3559f2c17d0b1c6d3559f2c17d0b1c6d3559f2c17d0b1c6d355',
      hash: '41d05cbb2e6a4a7f41d05cbb2e6a4a7f41d05cbb2e6a4a7f41d05cbb2e6a4a7f',
    },
    { nullable: ['network_id'] },
  ),
};
