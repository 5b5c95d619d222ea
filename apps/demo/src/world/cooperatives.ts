import type { Sen } from '@app/core';

const MILLION: Sen = 100_000_000n;

/** A cooperative of the demo network. Money in sen. */
export interface CooperativePlan {
  /** The name it goes by, in the day file too. */
  readonly short: string;
  readonly name: string;
  /** Begins its members' numbers. */
  readonly prefix: string;
  readonly state: 'active' | 'training';
  readonly members: number;
  readonly merchants: number;
  readonly tellers: number;
  /** Debt that the network allows it without security. */
  readonly line: Sen;
  /** What it paid in at the settlement bank to begin with. */
  readonly liquidity: Sen;
  /** How often its people go shopping, in comparison. */
  readonly liveliness: number;
}

function active(
  short: string,
  prefix: string,
  size: Pick<CooperativePlan, 'members' | 'merchants' | 'tellers' | 'liveliness'>,
): CooperativePlan {
  const name = `Koperasi Kelurahan Merah Putih ${short}`;
  return {
    ...size,
    short,
    name,
    prefix,
    state: 'active',
    line: 15n * MILLION,
    liquidity: (short === 'Dinoyo' ? 5n : 12n) * MILLION,
  };
}

/** The eight that are alive in Malang, and one that still learns. */
export const COOPERATIVES: readonly CooperativePlan[] = [
  active('Dinoyo', 'D', { members: 190, merchants: 7, tellers: 2, liveliness: 6 }),
  active('Bumiayu', 'B', { members: 170, merchants: 9, tellers: 2, liveliness: 4 }),
  active('Bandulan', 'N', { members: 120, merchants: 6, tellers: 1, liveliness: 2 }),
  active('Sawojajar', 'S', { members: 160, merchants: 8, tellers: 2, liveliness: 4 }),
  active('Bandungrejosari', 'R', { members: 130, merchants: 7, tellers: 1, liveliness: 3 }),
  active('Madyopuro', 'M', { members: 120, merchants: 7, tellers: 1, liveliness: 3 }),
  active('Kedungkandang', 'K', { members: 150, merchants: 7, tellers: 2, liveliness: 3 }),
  active('Cemorokandang', 'C', { members: 148, merchants: 8, tellers: 1, liveliness: 3 }),
  {
    short: 'Tlogowaru',
    name: 'Koperasi Kelurahan Merah Putih Tlogowaru',
    prefix: 'T',
    state: 'training',
    members: 12,
    merchants: 1,
    tellers: 0,
    line: 0n,
    liquidity: 0n,
    liveliness: 0,
  },
];

/** Whose people have been silent for nine days when the demo ends. */
export const SILENT = 'Bandulan';
export const TRAINING = 'Tlogowaru';
