import { SEN_PER_RUPIAH } from '@app/core';
import { BUDI, TOKO_SITI } from '../world/cast.js';

/** The worked example of docs/books.md. */
export const FIRST_PAYMENT = {
  act: 'pay',
  payer: BUDI,
  merchant: TOKO_SITI,
  amount: 100_000n * SEN_PER_RUPIAH,
} as const;
