/** What a line of a day file may ask for. */
export const ACTS = [
  'pay',
  'replay',
  'quote',
  'pay_quoted',
  'balance',
  'sign_in',
  'wrong_pin',
  'freeze',
  'reopen',
  'close',
  'suspend',
  'activate',
  'cap',
  'funds_in',
  'limit',
  'cutoff',
] as const;

export type Act = (typeof ACTS)[number];

/** A line of a day file. Texts are as typed; empty where nothing was. */
export interface DayRow {
  /** Of the line in the file, as editors count. */
  readonly line: number;
  /** "08:30:15" */
  readonly time: string;
  readonly act: Act;
  /** A member's name, a user name of staff, or "-" for somebody without a token. */
  readonly actor: string;
  /** A cooperative's short name: the one that the act is about. */
  readonly cooperative: string;
  /** A shop's or member's name, a tier, or "?" for an id that nobody has. */
  readonly counterpart: string;
  /** In rupiah, sent to the server as it stands here; "USD 10.00" for another currency. */
  readonly amount: string;
  /** Idempotency key: a name within the file, "-" for none, empty for one of its own. */
  readonly key: string;
  readonly reference: string;
  /** "posted", "ok" or a problem code. */
  readonly expected: string;
  readonly note: string;
}

export const COLUMNS = [
  'time',
  'act',
  'actor',
  'cooperative',
  'counterpart',
  'amount',
  'key',
  'reference',
  'expected',
  'note',
] as const satisfies readonly (keyof DayRow)[];

export type Column = (typeof COLUMNS)[number];

/** Acts that move money, or record something like it, and therefore carry a key. */
export const KEYED_ACTS: ReadonlySet<Act> = new Set([
  'pay',
  'replay',
  'pay_quoted',
  'freeze',
  'reopen',
  'close',
  'cap',
  'funds_in',
]);

export function isAct(text: string): text is Act {
  return ACTS.some((act) => act === text);
}
