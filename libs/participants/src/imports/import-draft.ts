import type { Sen } from '@app/core';

import type { MemberTier, MerchantCriterion } from '../directory/directory-types.js';
import type { ImportFault } from './import-fault.js';

interface Draft {
  /** As the spreadsheet numbers it. */
  readonly row: number;
  /** In sen; 0: none. */
  readonly opening: Sen;
}

/** Somebody to become a member. */
export interface MemberDraft extends Draft {
  readonly kind: 'member';
  readonly number: string;
  readonly fullName: string;
  /** E.164. */
  readonly phone: string;
  readonly nik: string | null;
  readonly tier: MemberTier;
}

/** Who owns a shop: a member of the cooperative by number, or somebody by phone and name. */
export type OwnerDraft =
  | { readonly number: string }
  | { readonly phone: string; readonly fullName: string; readonly nik: string | null };

export interface MerchantDraft extends Draft {
  readonly kind: 'merchant';
  readonly name: string;
  readonly criterion: MerchantCriterion;
  readonly owner: OwnerDraft;
}

export type ImportDraft = MemberDraft | MerchantDraft;

/** What a file says, as far as it can be told without looking at what is there already. */
export interface ParsedImport {
  /** Rows beside the header. */
  readonly rows: number;
  readonly drafts: readonly ImportDraft[];
  readonly faults: readonly ImportFault[];
}
