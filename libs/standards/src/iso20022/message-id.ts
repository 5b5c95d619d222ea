import { createHash } from 'node:crypto';

const HEX_DIGITS = 32;

/**
 * An identifier of at most 35 characters for what these parts name: the same for the same parts, whoever makes it
 * and how often, so that a receiver recognises a message that comes twice.
 *
 * @param kind one to three capital letters in front
 */
export function messageId(kind: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('\0')).digest('hex');
  return `${kind}${digest.slice(0, HEX_DIGITS)}`;
}
