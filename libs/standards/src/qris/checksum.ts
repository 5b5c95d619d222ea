import crc16ccitt from 'crc/calculators/crc16ccitt';

/** Id and length of the checksum, which is computed over them too. */
const HEAD = '6304';

/** Appends data object 63: CRC-16/CCITT-FALSE (polynomial 0x1021, from 0xFFFF) over all that stands before its value. */
export function withChecksum(objects: string): string {
  const covered = objects + HEAD;
  return covered + checksumOf(covered);
}

/** Whether a payload ends in the checksum of what stands before, in four upper-case hexadecimal digits. */
export function hasChecksum(payload: string): boolean {
  const covered = payload.slice(0, -4);
  return covered.endsWith(HEAD) && payload.slice(-4) === checksumOf(covered);
}

/** CRC-16/CCITT-FALSE of a text as UTF-8, in four upper-case hexadecimal digits. */
export function checksumOf(covered: string): string {
  return crc16ccitt(Buffer.from(covered, 'utf8')).toString(16).toUpperCase().padStart(4, '0');
}
