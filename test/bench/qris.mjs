// How long it takes to read a QRIS payload: checksum, structure and every field, in this process, nothing else.
import { parseMerchantCode } from '../../dist/libs/standards/src/index.js';

/** A dynamic code of a real network: amount, two templates of accounts, additional data. */
const PAYLOAD =
  '00020101021226610014COM.GO-JEK.WWW01189360091432343267810210G2343267810303UBE51440014ID.CO.QRIS.WWW0215ID20190143816000303UBE5204581253033605802ID5910Starbucks 6013JAKARTA PUSAT610510210540839000.006239502801202104130502044NMWVA6P4CID0703A0363049A04';

/** @returns `qris_decode_us`, the mean of the better half of a hundred intervals, so that neighbours count less */
export function decodeQris({ qrisDecodes }, log) {
  const intervals = 100;
  const each = Math.ceil(qrisDecodes / intervals);
  const times = [];
  for (let n = 0; n < intervals; n += 1) {
    const started = performance.now();
    for (let i = 0; i < each; i += 1) {
      if (!parseMerchantCode(PAYLOAD).ok) throw new Error('a sound code was refused');
    }
    times.push(((performance.now() - started) * 1_000) / each);
  }
  times.sort((a, b) => a - b);
  const better = times.slice(0, intervals / 2);
  const mean = better.reduce((sum, time) => sum + time, 0) / better.length;
  log(`a QRIS payload is read in ${mean.toFixed(2)} µs`);
  return { qris_decode_us: mean };
}
