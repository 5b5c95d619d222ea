import { InvariantError } from '../errors/index.js';

/**
 * The kinds of business act, with the code that the ledger stores. A leg's code is
 * type × 100 + component, so that every figure can be derived from legs alone.
 */
export const TRANSFER_TYPES = {
  payment: 1,
  deposit: 2,
  withdrawal: 3,
  /** Between two wallets. */
  transfer: 4,
  /** Between two cooperatives, for goods. */
  invoice_payment: 5,
  refund: 6,
  reversal: 7,
  /** A merchant's takings to the owner's own wallet. */
  payout: 8,
  /** Cash between vault and bank, or vault and till. */
  cash_transfer: 10,
  till_open: 11,
  till_close: 12,
  /** Money set aside for cashback. */
  incentive_funding: 14,
  suspense_release: 15,
  opening_balance: 20,
  funds_in: 21,
  funds_out: 22,
  settlement: 23,
  /** By two persons, with a document. */
  adjustment: 24,
  cap_change: 30,
  account_status: 31,
  hold: 40,
  capture: 41,
  void: 42,
  expiry: 43,
  /** A payment code taken back before it was paid: nothing moves. */
  code_cancellation: 44,
  internal: 50,
} as const;

export type TransferType = keyof typeof TRANSFER_TYPES;

export const LEG_COMPONENTS = {
  principal: 1,
  interchange: 2,
  mdr: 3,
  switch_fee: 4,
  member_fee: 5,
  incentive: 6,
  opening: 7,
  liquidity: 8,
  settlement: 9,
  cash: 10,
  difference: 11,
  budget: 13,
  suspense: 14,
  adjustment: 15,
} as const;

export type LegComponent = keyof typeof LEG_COMPONENTS;

const types = new Map<number, TransferType>(
  (Object.keys(TRANSFER_TYPES) as TransferType[]).map((name) => [TRANSFER_TYPES[name], name]),
);
const components = new Map<number, LegComponent>(
  (Object.keys(LEG_COMPONENTS) as LegComponent[]).map((name) => [LEG_COMPONENTS[name], name]),
);

/** The number that a leg of this act and component carries. */
export function legCode(type: TransferType, component: LegComponent): number {
  return TRANSFER_TYPES[type] * 100 + LEG_COMPONENTS[component];
}

/** Reads a leg's number back; throws InvariantError for one that no release wrote. */
export function readLegCode(code: number): { type: TransferType; component: LegComponent } {
  return { type: transferTypeOf(Math.floor(code / 100)), component: componentOf(code % 100) };
}

/** The act that a stored code means. */
export function transferTypeOf(code: number): TransferType {
  const type = types.get(code);
  if (type === undefined) throw new InvariantError(`unknown transfer type code ${code}`);
  return type;
}

function componentOf(code: number): LegComponent {
  const component = components.get(code);
  if (component === undefined) throw new InvariantError(`unknown leg component code ${code}`);
  return component;
}
