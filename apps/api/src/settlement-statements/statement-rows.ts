import { encodeId, type LegComponent, type Sen } from '@app/core';
import { wordsOfAct } from '@app/payments';
import type { SettlementStatement } from '@app/settlement';

/** What a row of a statement on paper is about. */
export type RowSection = 'parts' | 'counterparts' | 'settled';

/** A row of a statement of settlement, as every format of paper shows it. */
export interface StatementRow {
  readonly section: RowSection;
  readonly description: string;
  readonly component: string;
  /** In sen; absent where it has no meaning. */
  readonly owes?: Sen | undefined;
  readonly isOwed?: Sen | undefined;
  /** Positive: owes. */
  readonly net?: Sen | undefined;
  readonly count?: bigint | undefined;
  readonly at?: Date | undefined;
  readonly reference?: string | undefined;
  /** Sums up or closes its section. */
  readonly isTotal: boolean;
}

const COMPONENTS: Readonly<Partial<Record<LegComponent, string>>> = {
  principal: 'Pokok',
  interchange: 'Biaya antarkoperasi',
  mdr: 'Biaya merchant',
  switch_fee: 'Biaya jaringan',
  member_fee: 'Biaya layanan anggota',
  incentive: 'Insentif',
  suspense: 'Dana titipan',
  adjustment: 'Koreksi',
};

export const SECTION_TITLES: Readonly<Record<RowSection, string>> = {
  parts: 'Menurut layanan dan komponen',
  counterparts: 'Menurut lawan',
  settled: 'Pelunasan',
};

export const SWITCH_WORDS = 'Jaringan (biaya)';

/** All figures of a statement, in the order of paper. */
export function rowsOf(statement: SettlementStatement): StatementRow[] {
  const { debit, credit, net, legCount } = statement;
  return [
    ...statement.parts.map((part): StatementRow => ({
      section: 'parts',
      description: wordsOfAct(part.service).id,
      component: COMPONENTS[part.component] ?? part.component,
      owes: part.debit,
      isOwed: part.credit,
      net: part.net,
      count: part.legCount,
      isTotal: false,
    })),
    {
      section: 'parts',
      description: 'Jumlah',
      component: '',
      owes: debit,
      isOwed: credit,
      net,
      count: legCount,
      isTotal: true,
    },
    ...statement.bilateral.map((line): StatementRow => ({
      section: 'counterparts',
      description: line.counterpart?.name ?? SWITCH_WORDS,
      component: '',
      owes: line.owes,
      isOwed: line.isOwed,
      net: line.net,
      isTotal: false,
    })),
    ...settledRows(statement),
  ];
}

function settledRows({ settled, outstanding }: SettlementStatement): StatementRow[] {
  const row = (description: string, amount: Sen, pays: boolean): StatementRow => ({
    section: 'settled',
    description,
    component: '',
    ...(pays ? { owes: amount } : { isOwed: amount }),
    isTotal: false,
  });
  return [
    ...settled.map(({ transfer, side, amount, at, counterpart }) => ({
      ...row(settledWords(side, counterpart?.name), amount, side === 'paid'),
      at,
      reference: encodeId('trf', transfer),
    })),
    {
      ...row('Belum dilunasi', magnitude(outstanding), outstanding > 0n),
      isTotal: true,
    },
  ];
}

function settledWords(side: 'paid' | 'received', counterpart: string | undefined): string {
  if (side === 'paid') return counterpart === undefined ? 'Dibayar' : `Dibayar ke ${counterpart}`;
  return counterpart === undefined ? 'Diterima' : `Diterima dari ${counterpart}`;
}

/** An amount without its side. */
export function magnitude(amount: Sen): Sen {
  return amount < 0n ? -amount : amount;
}

/** A net as people say it: what is owed, or is due to the cooperative. */
export function sideWords(net: Sen): string {
  if (net === 0n) return 'Impas';
  return net > 0n ? 'Harus dibayar' : 'Akan diterima';
}
