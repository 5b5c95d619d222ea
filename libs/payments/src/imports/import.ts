import type { Sen } from '@app/core';
import type { ImportFault } from '@app/participants';

/**
 * `validating` the file is being read; `ready` nothing is wrong with it (a dry run ends here); `applying` everybody is
 * made and opening balances are being posted; `done` all of it; `failed` nothing was made, or an opening balance was
 * refused.
 */
export const IMPORT_STATES = ['validating', 'ready', 'applying', 'done', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A file of members, merchants and opening balances, and what came of it. Ids are uuids, times the network's. */
export interface Import {
  readonly uid: string;
  readonly network: number;
  /** Uuid. */
  readonly cooperative: string;
  readonly principal: string;
  readonly requestHash: string;
  readonly dryRun: boolean;
  readonly state: ImportState;
  /** Of the file, without its header. */
  readonly rows: number;
  /** Made; by a dry run, that would be made. */
  readonly members: number;
  readonly merchants: number;
  /** Rows that say what was there before. */
  readonly unchanged: number;
  /** That were found; of one file no more than 1,000 are looked for. */
  readonly faults: number;
  readonly openings: number;
  /** Sen. */
  readonly openingAmount: Sen;
  /** Opening balances posted or refused so far. */
  readonly openingsDone: number;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
}

/** What a file comes to. */
export type ImportCounts = Pick<
  Import,
  'rows' | 'members' | 'merchants' | 'unchanged' | 'openings' | 'openingAmount'
>;

/** A row that made somebody. */
export interface ImportedRow {
  readonly row: number;
  readonly kind: 'member' | 'merchant';
  readonly subject: string;
  readonly person: string;
  readonly walletUid: string;
  readonly wallet: number;
  /** Sen; 0: none. */
  readonly opening: Sen;
}

export type { ImportFault };
