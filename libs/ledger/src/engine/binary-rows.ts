import { invariant } from '@app/core';

const SIGNATURE = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const INT8_OID = 20;
const NULL = -1;

/**
 * Rows as COPY … (FORMAT binary) takes them: cheaper to build here than text, and several times cheaper to read there. Each
 * call writes one field, in the order of the columns; null where the value is null.
 */
export class BinaryRows {
  private buffer: Buffer;
  private view: DataView;
  private at = SIGNATURE.length;

  /** @param size about how many bytes the rows will take */
  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(SIGNATURE.length + size);
    this.view = viewOf(this.buffer);
    SIGNATURE.copy(this.buffer);
  }

  begin(fields: number): void {
    this.reserve(2);
    this.view.setInt16(this.at, fields);
    this.at += 2;
  }

  null(): void {
    this.length(NULL, 0);
  }

  int2(value: number): void {
    this.length(2, 2);
    this.view.setInt16(this.at - 2, value);
  }

  int4(value: number | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.length(4, 4);
    this.view.setInt32(this.at - 4, value);
  }

  int8(value: bigint): void {
    this.length(8, 8);
    this.view.setBigInt64(this.at - 8, value);
  }

  /** An eight-byte integer given as its upper and its lower four bytes. */
  halves(high: number, low: number): void {
    this.length(8, 8);
    this.view.setInt32(this.at - 8, high);
    this.view.setInt32(this.at - 4, low);
  }

  uuid(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.length(16, 16);
    const hex = value.replaceAll('-', '');
    const written = hex.length === 32 ? this.buffer.write(hex, this.at - 16, 'hex') : 0;
    invariant(written === 16, 'an id that is no uuid');
  }

  text(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    const size = Buffer.byteLength(value);
    this.length(size, size);
    this.buffer.write(value, this.at - size);
  }

  /** The head of an array of eight-byte integers; so many of them have to follow. */
  int8Array(count: number): void {
    this.length(20 + count * 12, 20);
    const start = this.at - 20;
    this.view.setInt32(start, 1);
    this.view.setInt32(start + 4, 0);
    this.view.setInt32(start + 8, INT8_OID);
    this.view.setInt32(start + 12, count);
    this.view.setInt32(start + 16, 1);
  }

  /** All rows; nothing may be added after. */
  end(): Buffer {
    this.reserve(2);
    this.view.setInt16(this.at, -1);
    return this.buffer.subarray(0, this.at + 2);
  }

  /** Writes a field's length and steps over the first `bytes` of it. */
  private length(size: number, bytes: number): void {
    this.reserve(4 + bytes);
    this.view.setInt32(this.at, size);
    this.at += 4 + bytes;
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * this.buffer.length + bytes);
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
    this.view = viewOf(larger);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
