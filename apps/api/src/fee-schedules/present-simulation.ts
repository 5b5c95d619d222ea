import { encodeId, toMoney, type Money } from '@app/core';
import type { Compared, FeeSimulation, PartyTally } from '@app/participants';

import type { Cooperatives } from './schedule-form.js';

interface ComparedReply {
  /** As it was booked. */
  booked: Money;
  /** As this schedule would have it. */
  simulated: Money;
}

interface PartyReply {
  earned: ComparedReply;
  paid: ComparedReply;
  /** Earned less paid. */
  net: ComparedReply;
}

export interface SimulationReply {
  fee_schedule_id: string;
  from: string;
  to: string;
  services: {
    service: string;
    scope: string;
    count: number;
    /** Of the principals. */
    value: Money;
    components: ({ component: string } & ComparedReply)[];
  }[];
  cooperatives: ({ cooperative_id: string } & PartyReply)[];
  switch: PartyReply;
  /** Parties outside of the acts to whom the switch owes shares. */
  others: PartyReply;
  /** Acts that this schedule could not have charged, and why. */
  not_priced: { service: string; scope: string; code: string; count: number; value: Money }[];
}

export function presentSimulation(
  { stored, period, tally, switchBook }: FeeSimulation,
  cooperatives: Cooperatives,
): SimulationReply {
  const nothing = { booked: 0n, simulated: 0n };
  const party = (book: number): PartyTally =>
    tally.books.get(book) ?? { earned: nothing, paid: nothing };
  return {
    fee_schedule_id: encodeId('fsc', stored.uid),
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    services: [...tally.services.values()].map(({ service, scope, count, value, components }) => ({
      service,
      scope,
      count,
      value: toMoney(value),
      components: [...components].map(([component, sums]) => ({ component, ...compared(sums) })),
    })),
    cooperatives: [...cooperatives.values()]
      .filter(({ book }) => tally.books.has(book))
      .map(({ uid, book }) => ({
        cooperative_id: encodeId('coop', uid),
        ...presentParty(party(book)),
      })),
    switch: presentParty(party(switchBook)),
    others: presentParty(tally.others),
    not_priced: [...tally.unpriced.values()].map((one) => ({ ...one, value: toMoney(one.value) })),
  };
}

function presentParty({ earned, paid }: PartyTally): PartyReply {
  const net = { booked: earned.booked - paid.booked, simulated: earned.simulated - paid.simulated };
  return { earned: compared(earned), paid: compared(paid), net: compared(net) };
}

function compared({ booked, simulated }: Compared): ComparedReply {
  return { booked: toMoney(booked), simulated: toMoney(simulated) };
}

const rupiah = (value: string): Money => ({ value, currency: 'IDR' });
const both = (booked: string, simulated: string): ComparedReply => ({
  booked: rupiah(booked),
  simulated: rupiah(simulated),
});
const NOTHING = both('0.00', '0.00');

export const SIMULATION_EXAMPLE: SimulationReply = {
  fee_schedule_id: 'fsc_01jzq3v5hfe0d9k3yx8m2n4p6r',
  from: '2025-12-31T17:00:00.000Z',
  to: '2026-01-31T17:00:00.000Z',
  services: [
    {
      service: 'payment',
      scope: 'off_us',
      count: 1,
      value: rupiah('100000.00'),
      components: [{ component: 'mdr', ...both('700.00', '300.00') }],
    },
  ],
  cooperatives: [
    {
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
      earned: both('280.00', '120.00'),
      paid: NOTHING,
      net: both('280.00', '120.00'),
    },
  ],
  switch: { earned: both('140.00', '60.00'), paid: NOTHING, net: both('140.00', '60.00') },
  others: { earned: NOTHING, paid: NOTHING, net: NOTHING },
  not_priced: [
    {
      service: 'invoice',
      scope: 'off_us',
      code: 'fee_rule_missing',
      count: 2,
      value: rupiah('7500000.00'),
    },
  ],
};
