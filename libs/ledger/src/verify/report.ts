/** Something in the database that must not be. */
export interface Violation {
  /** Which rule of the invariant it breaks, e.g. `leg_outside_its_book`. */
  readonly rule: string;
  /** What it was found on: an account, a batch, a transfer. */
  readonly subject: string;
  /** What stands there and what should. Amounts in sen. */
  readonly detail: string;
}

/** What was found about one of the twelve invariants of the ledger. */
export interface InvariantReport {
  /** 1 to 12. */
  readonly invariant: number;
  readonly name: string;
  readonly title: string;
  readonly ok: boolean;
  /** How many things were looked at, and what they are. */
  readonly checked: number;
  readonly checkedWhat: string;
  readonly violationCount: number;
  /** Up to 20 of them. */
  readonly violations: readonly Violation[];
  /** What could not be looked at, and why; for example a table that this role may not read. */
  readonly remarks: readonly string[];
  readonly ms: number;
}

export interface VerifyReport {
  readonly ok: boolean;
  /**
   * When the snapshot was taken, by the database's clock; everything reported is true of that one
   * instant.
   */
  readonly snapshotAt: Date;
  readonly invariants: readonly InvariantReport[];
  readonly ms: number;
}

export interface VerifyOptions {
  /** Only this network; all of them unless told. */
  readonly network?: number | undefined;
  /** False: compute again only the latest 1,000 hashes of each network. True unless told. */
  readonly full?: boolean | undefined;
}
