import { isUtf8 } from 'node:buffer';

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_MARK = Buffer.from([0xff, 0xfe]);

/**
 * The text of a CSV file as spreadsheets save it: UTF-8 with or without a byte order mark, UTF-16 with one
 * ("Unicode text"), and whatever is none of these as Windows-1252, in which every byte is a character.
 */
export function decodeText(bytes: Buffer): string {
  if (startsWith(bytes, UTF16_MARK)) return bytes.toString('utf16le', UTF16_MARK.length);
  const rest = startsWith(bytes, UTF8_MARK) ? bytes.subarray(UTF8_MARK.length) : bytes;
  return isUtf8(rest) ? rest.toString('utf8') : new TextDecoder('windows-1252').decode(rest);
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}
