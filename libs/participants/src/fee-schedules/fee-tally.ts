import {
  assessFees,
  type AssessedFee,
  type FeeComponentName,
  type FeeSchedule,
  type FeeScope,
  type FeeService,
  type Sen,
  type TransferType,
} from '@app/core';

/** A posted act that a schedule prices. */
export interface PricedAct {
  readonly service: FeeService;
  readonly issuer: number;
  readonly acquirer: number;
  readonly criterion: string | undefined;
  readonly amount: Sen;
}

/** What fees were and what they would have been, in sen. */
export interface Compared {
  booked: Sen;
  simulated: Sen;
}

type Side = keyof Compared;

export interface ServiceTally {
  readonly service: FeeService;
  readonly scope: FeeScope;
  count: number;
  value: Sen;
  readonly components: Map<FeeComponentName, Compared>;
}

/** What a party gets and gives of all fees. */
export interface PartyTally {
  readonly earned: Compared;
  readonly paid: Compared;
}

/** Acts that the schedule could not have charged. */
export interface UnpricedTally {
  readonly service: FeeService;
  readonly scope: FeeScope;
  readonly code: 'fee_rule_missing' | 'fee_exceeds_amount';
  count: number;
  value: Sen;
}

/** What was booked of fees: one kind of account of one book, by acts of one kind. */
export interface BookedFee {
  readonly type: TransferType;
  readonly onUs: boolean;
  readonly book: number;
  readonly kind: FeeAccountKind;
  readonly amount: Sen;
}

/** The accounts that tell who earned and who paid a fee. */
export type FeeAccountKind =
  | 'fee_income'
  | 'interchange_income'
  | 'interchange_expense'
  | 'switch_fee_expense'
  | 'switch_fee_income'
  | 'fee_payable'
  | 'incentive_budget';

/** Which service's price an act has; a merchant's payout is a transfer. */
export const SERVICE_OF = {
  payment: 'payment',
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  transfer: 'transfer',
  payout: 'transfer',
  invoice_payment: 'invoice',
} as const satisfies Partial<Record<TransferType, FeeService>>;

export type PricedType = keyof typeof SERVICE_OF;

/** Parties that are no cooperative's book. */
const OTHERS = 'others';

/**
 * Adds up what acts were charged, from the ledger's own legs, beside what they would have been
 * charged under another schedule. Both sides count alike: on-us the cooperative earns the whole MDR
 * and pays the switch's and others' shares of it.
 */
export class FeeTally {
  readonly services = new Map<string, ServiceTally>();
  readonly unpriced = new Map<string, UnpricedTally>();
  /** By book: cooperatives and the switch. */
  readonly books = new Map<number, PartyTally>();
  /** Those to whom the switch owes shares, together. */
  readonly others: PartyTally = emptyParty();

  constructor(
    private readonly schedule: FeeSchedule,
    private readonly switchBook: number,
  ) {}

  /** An act, with what it would have been charged. */
  addAct(act: PricedAct): void {
    const onUs = act.issuer === act.acquirer;
    const tally = this.serviceOf(act.service, onUs);
    tally.count += 1;
    tally.value += act.amount;
    const assessed = assessFees(this.schedule, act);
    if (!assessed.ok) return this.addUnpriced(act, onUs, assessed.code);
    for (const fee of assessed.fees) {
      componentOf(tally, fee.component).simulated += fee.total;
      this.addAssessed(act, fee, onUs);
    }
  }

  /** What the ledger booked of such acts. */
  addBooked({ type, onUs, book, kind, amount }: BookedFee & { readonly type: PricedType }): void {
    const service = SERVICE_OF[type];
    const component = componentOfBooked(service, onUs, kind);
    if (component !== undefined) {
      componentOf(this.serviceOf(service, onUs), component).booked += amount;
    }
    const pays =
      kind === 'interchange_expense' ||
      kind === 'switch_fee_expense' ||
      kind === 'incentive_budget';
    const party = kind === 'fee_payable' ? OTHERS : book;
    this.add(party, pays ? 'paid' : 'earned', 'booked', amount);
  }

  private addAssessed({ issuer, acquirer }: PricedAct, fee: AssessedFee, onUs: boolean): void {
    const books = new Map([
      ['issuer', issuer],
      ['acquirer', acquirer],
      ['switch', this.switchBook],
    ]);
    const payer = books.get(fee.payer);
    if (payer !== undefined) this.add(payer, 'paid', 'simulated', fee.total);
    for (const { party, amount } of fee.shares) {
      // What the member gets back is what its sponsor pays.
      if (party === 'member') continue;
      const book = books.get(party);
      this.add(book ?? OTHERS, 'earned', 'simulated', amount);
      if (fee.component === 'mdr' && onUs && book !== acquirer) {
        this.add(acquirer, 'earned', 'simulated', amount);
        this.add(acquirer, 'paid', 'simulated', amount);
      }
    }
  }

  private addUnpriced(act: PricedAct, onUs: boolean, code: UnpricedTally['code']): void {
    const scope = scopeOf(onUs);
    const key = [act.service, scope, code].join('|');
    const empty = { service: act.service, scope, code, count: 0, value: 0n };
    const tally = this.unpriced.get(key) ?? empty;
    tally.count += 1;
    tally.value += act.amount;
    this.unpriced.set(key, tally);
  }

  private add(
    party: number | typeof OTHERS,
    what: keyof PartyTally,
    side: Side,
    amount: Sen,
  ): void {
    if (party === OTHERS) {
      this.others[what][side] += amount;
      return;
    }
    const tally = this.books.get(party) ?? emptyParty();
    tally[what][side] += amount;
    this.books.set(party, tally);
  }

  private serviceOf(service: FeeService, onUs: boolean): ServiceTally {
    const scope = scopeOf(onUs);
    const key = `${service}|${scope}`;
    const known = this.services.get(key);
    if (known !== undefined) return known;
    const tally = { service, scope, count: 0, value: 0n, components: new Map() };
    this.services.set(key, tally);
    return tally;
  }
}

/** As which component a booked fee counts; undefined for the other side of one that is counted. */
function componentOfBooked(
  service: FeeService,
  onUs: boolean,
  kind: FeeAccountKind,
): FeeComponentName | undefined {
  if (kind === 'incentive_budget') return 'incentive';
  if (kind === 'interchange_expense' || kind === 'switch_fee_expense') return undefined;
  // On-us the whole MDR is the cooperative's income, which then pays the others' shares of it.
  if (service === 'payment') return !onUs || kind === 'fee_income' ? 'mdr' : undefined;
  if (kind === 'fee_income') return 'member_fee';
  return kind === 'interchange_income' ? 'interchange' : 'switch_fee';
}

function componentOf({ components }: ServiceTally, name: FeeComponentName): Compared {
  const known = components.get(name);
  if (known !== undefined) return known;
  const empty: Compared = { booked: 0n, simulated: 0n };
  components.set(name, empty);
  return empty;
}

const scopeOf = (onUs: boolean): FeeScope => (onUs ? 'on_us' : 'off_us');

function emptyParty(): PartyTally {
  return { earned: { booked: 0n, simulated: 0n }, paid: { booked: 0n, simulated: 0n } };
}
