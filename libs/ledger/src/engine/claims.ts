import { createHash } from 'node:crypto';
import type { PostingRequest } from './request.js';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The value under which an idempotency key is claimed for ever. A UUID stands for itself, so that clients
 * which send time-ordered UUIDs keep the claims' index compact; any other text becomes a version 8 UUID made of
 * its SHA-256, and a UUID that already is of version 8 is hashed as well, so the two can't meet.
 */
export function keyClaim(key: string): string {
  const lower = key.toLowerCase();
  const version = uuidPattern.exec(lower)?.[1];
  return version !== undefined && version !== '8' ? lower : hashedUuid('key', key);
}

/** The value under which a client's own reference is claimed; never equal to that of a key. */
export function referenceClaim(reference: string): string {
  return hashedUuid('reference', reference);
}

/** Tickets are claimed as those of this principal, which is nobody: whoever takes one takes it from all. */
export const TICKETS = '00000000-0000-8000-8000-000000000000';

/** A claim within its principal. */
export function claimId(value: string, principal: string): string {
  return value + principal;
}

/** What a request claims: its key and, if it has one, its reference. */
export function claimIdsOf(request: PostingRequest): string[] {
  const ids = [claimId(keyClaim(request.key), request.principal)];
  if (request.reference !== undefined) {
    ids.push(claimId(referenceClaim(request.reference), request.principal));
  }
  return ids;
}

function hashedUuid(domain: string, text: string): string {
  const bytes = createHash('sha256').update(`${domain}:${text}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
