/** What a line of a day file may ask for. */
export const ACTS = [
  'pay',
  'replay',
  'quote',
  'pay_quoted',
  'show_qr',
  'pay_qr',
  'pay_edited_qr',
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
  'open_till',
  'close_till',
  'ask_difference',
  'approve',
  'reject',
  'deposit',
  'cash_code',
  'hold_cash',
  'wrong_code',
  'hand_out',
  'let_go',
  'send',
  'pay_out',
  'refund',
  'authorise',
  'capture',
  'void',
  'ask',
  'pay_asked',
  'decline',
  'reverse',
] as const;

export type Act = (typeof ACTS)[number];

/**
 * What comes of an act that is not refused: money moved; done; money reserved; a drawer counted
 * that isn't as the books say; a request that waits for another person.
 */
export const SUCCESSES = ['posted', 'ok', 'held', 'counted', 'waiting'] as const;

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
  /** The key of the earlier line that this one is about. */
  readonly about: string;
  readonly reference: string;
  /** One of {@link SUCCESSES} or a problem code; "a|b" where either is right. */
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
  'about',
  'reference',
  'expected',
  'note',
] as const satisfies readonly (keyof DayRow)[];

export type Column = (typeof COLUMNS)[number];

export function isAct(text: string): text is Act {
  return ACTS.some((act) => act === text);
}
