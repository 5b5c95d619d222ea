import type { Sen } from '@app/core';
import type { CooperativePlan } from './cooperatives.js';
import type { TradeKey } from './trades.js';

export interface MemberPlan {
  /** Unique in the whole world; the day file calls people by it. */
  readonly name: string;
  readonly cooperative: string;
  readonly number: string;
  readonly phone: string;
  readonly tier: 'registered' | 'unregistered';
  /** What the cooperative's former books had for them, in sen; none if zero. */
  readonly opening: Sen;
  /** Whether they have a PIN: only who acts in the story or on the day needs one. */
  readonly acts: boolean;
}

export interface MerchantPlan {
  /** Unique in the whole world. */
  readonly name: string;
  readonly cooperative: string;
  readonly trade: TradeKey;
  /** A member of the same cooperative, or somebody who is not. */
  readonly owner: { readonly member: string } | { readonly name: string; readonly phone: string };
  readonly cashier?: { readonly name: string; readonly username: string } | undefined;
}

export interface StaffPlan {
  readonly name: string;
  readonly username: string;
  readonly role: 'teller' | 'treasurer' | 'manager' | 'auditor' | 'dinas';
  /** null for posts in the network. */
  readonly cooperative: string | null;
}

export interface World {
  readonly cooperatives: readonly CooperativePlan[];
  readonly members: readonly MemberPlan[];
  readonly merchants: readonly MerchantPlan[];
  readonly staff: readonly StaffPlan[];
}
