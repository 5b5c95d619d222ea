const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * A JSON text as it was received, in bytes, without the blanks between its tokens: order, numbers, nulls and duplicate names stay
 * as they are, since a signature is over what was sent and not over what was understood. What is no JSON comes out as well.
 */
export function minifyJson(body: Uint8Array): Buffer {
  const kept = Buffer.alloc(body.length);
  let length = 0;
  let inString = false;
  let escaped = false;
  for (const byte of body) {
    if (!inString && BLANKS.has(byte)) continue;
    kept[length] = byte;
    length += 1;
    if (!inString) inString = byte === QUOTE;
    else if (escaped) escaped = false;
    else if (byte === BACKSLASH) escaped = true;
    else inString = byte !== QUOTE;
  }
  return kept.subarray(0, length);
}

/** Without any blank, those within strings too: so some clients in use compute what they sign, by mistake. */
export function withoutBlanks(body: Uint8Array): Buffer {
  return Buffer.from(body.filter((byte) => !BLANKS.has(byte)));
}
