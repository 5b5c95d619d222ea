/** What a shop sells, and what people leave there in one visit, in thousands of rupiah. */
export interface Trade {
  readonly name: string;
  readonly shops: readonly string[];
  readonly criterion: 'UMI' | 'UKE' | 'UME';
  readonly thousands: readonly [low: number, high: number];
}

export const TRADES = {
  sembako: {
    name: 'sembako',
    shops: ['Toko Makmur', 'Warung Barokah', 'Toko Sumber Rejeki', 'Kios Mbok Darmi', 'Toko Rukun'],
    criterion: 'UMI',
    thousands: [8, 120],
  },
  lpg: {
    name: 'LPG',
    shops: ['Pangkalan LPG Sejahtera', 'Agen LPG Mandiri'],
    criterion: 'UKE',
    thousands: [20, 66],
  },
  water: {
    name: 'water refill',
    shops: ['Depot Air Segar', 'Isi Ulang Tirta'],
    criterion: 'UMI',
    thousands: [5, 20],
  },
  fertiliser: {
    name: 'fertiliser',
    shops: ['Kios Pupuk Tani Jaya', 'Saprotan Subur'],
    criterion: 'UME',
    thousands: [180, 620],
  },
  cake: {
    name: 'cakes',
    shops: ['Kue Basah Bu Ning', 'Jajan Pasar Melati'],
    criterion: 'UMI',
    thousands: [4, 60],
  },
  angkot: {
    name: 'angkot',
    shops: ['Angkot Mas Yono', 'Angkot Pak Tarmin'],
    criterion: 'UMI',
    thousands: [4, 6],
  },
} as const satisfies Record<string, Trade>;

export type TradeKey = keyof typeof TRADES;

/** The trades that a cooperative's shops have, in turn. */
export const TRADES_IN_TURN: readonly TradeKey[] = [
  'sembako',
  'lpg',
  'water',
  'cake',
  'angkot',
  'sembako',
  'cake',
  'sembako',
  'water',
];
