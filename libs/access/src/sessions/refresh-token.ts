import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretHasher } from '../credentials/secret-hasher.js';

const PREFIX = 'srt_';
const SESSION_BYTES = 16;
const SECRET_BYTES = 32;
const TAG_BYTES = 16;
const CONTENT_BYTES = SESSION_BYTES + SECRET_BYTES;
const FORM = /^srt_[A-Za-z0-9_-]{86}$/;

/**
 * A refresh token: `srt_`, then the session, 32 random bytes and a tag in base64url. Only its hash is stored. The tag
 * says that we made it, so that one which is not the latest of its session is known to be spent, and that a
 * stranger who has heard of a session can't end it by a token made up.
 */
export function newRefreshToken(hasher: SecretHasher, session: string): string {
  const content = Buffer.concat([uuidBytes(session), randomBytes(SECRET_BYTES)]);
  return PREFIX + Buffer.concat([content, tagOf(hasher, content)]).toString('base64url');
}

/** The session (uuid) that a token of ours belongs to; undefined for what we didn't make. */
export function sessionOf(hasher: SecretHasher, token: string): string | undefined {
  if (!FORM.test(token)) return undefined;
  const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
  const content = bytes.subarray(0, CONTENT_BYTES);
  const tag = bytes.subarray(CONTENT_BYTES);
  if (!timingSafeEqual(tag, tagOf(hasher, content))) return undefined;
  return uuidText(content.subarray(0, SESSION_BYTES));
}

/** What is stored of a refresh token, 32 bytes. The token is random: there is nothing to guess. */
export function refreshTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function tagOf(hasher: SecretHasher, content: Buffer): Buffer {
  return hasher.refreshTag(content).subarray(0, TAG_BYTES);
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
