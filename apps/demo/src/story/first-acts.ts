import { DemoError } from '../demo-error.js';
import { FIRST_ACTS } from '../play/errands.js';
import { showBooks } from '../print/books.js';
import type { Screen } from '../print/screen.js';
import type { ActPlayer } from './act-player.js';
import type { Town } from './town.js';

/** What is told of each act, and what it must move; of opening and closing the drawer nothing. */
const TOLD: Readonly<Record<string, { readonly text: string; readonly books: readonly string[] }>> =
  {
    deposit: {
      text: 'Pak Budi (Dinoyo) pays Rp500.000 in at the counter of Bu Rina (Kedungkandang)',
      books: [
        'Dinoyo member_wallet  Rp500.000',
        'Dinoyo clearing Rp499.000 ',
        'Dinoyo interchange_expense Rp750 ',
        'Dinoyo switch_fee_expense Rp250 ',
        'Kedungkandang interchange_income  Rp750',
        'Kedungkandang clearing  Rp499.250',
        'Kedungkandang till Rp500.000 ',
        'switch position:Kedungkandang Rp499.250 ',
        'switch position:Dinoyo  Rp499.000',
        'switch switch_fee_income  Rp250',
      ],
    },
    withdraw: {
      text: 'He takes Rp200.000 out there, by a code that he makes on his phone',
      books: [
        'Dinoyo member_wallet Rp201.000 ',
        'Dinoyo clearing  Rp201.000',
        'Dinoyo fee_income  Rp1.000',
        'Dinoyo interchange_expense Rp750 ',
        'Dinoyo switch_fee_expense Rp250 ',
        'Kedungkandang interchange_income  Rp750',
        'Kedungkandang clearing Rp200.750 ',
        'Kedungkandang till  Rp200.000',
        'switch position:Dinoyo Rp201.000 ',
        'switch position:Kedungkandang  Rp200.750',
        'switch switch_fee_income  Rp250',
      ],
    },
    send: {
      text: 'He sends Mas Agus (Sawojajar) Rp50.000',
      books: [
        'Dinoyo member_wallet Rp51.000 ',
        'Dinoyo clearing  Rp51.000',
        'Dinoyo fee_income  Rp1.000',
        'Dinoyo interchange_expense Rp750 ',
        'Dinoyo switch_fee_expense Rp250 ',
        'Sawojajar member_wallet  Rp50.000',
        'Sawojajar interchange_income  Rp750',
        'Sawojajar clearing Rp50.750 ',
        'switch position:Dinoyo Rp51.000 ',
        'switch position:Sawojajar  Rp50.750',
        'switch switch_fee_income  Rp250',
      ],
    },
    refund: {
      text: 'Toko Siti gives him Rp25.000 of the Rp100.000 back',
      books: [
        'Dinoyo member_wallet  Rp25.000',
        'Dinoyo interchange_income Rp70 ',
        'Dinoyo clearing Rp24.930 ',
        'Bumiayu clearing  Rp24.895',
        'Bumiayu merchant_wallet Rp24.825 ',
        'Bumiayu fee_income Rp70 ',
        'switch position:Bumiayu Rp24.895 ',
        'switch position:Dinoyo  Rp24.930',
        'switch switch_fee_income Rp35 ',
      ],
    },
  };

/**
 * Cash at another cooperative's counter, money sent, money given back: what each moves.
 *
 * @throws DemoError if a single sen is elsewhere than it must be
 */
export async function showFirstActs(town: Town, acts: ActPlayer, screen: Screen): Promise<void> {
  for (const planned of FIRST_ACTS) {
    const reply = await acts.play(planned, `first-${planned.act}`);
    const told = TOLD[planned.act];
    if (told === undefined) continue;
    const id = reply.at('transfer_id');
    screen.line(`${told.text}: ${reply.text('status')}, slip ${reply.text('short_code')}.`);
    const transfer = await town.asOperator(
      'GET',
      `/v1/transfers/${typeof id === 'string' ? id : reply.text('id')}`,
    );
    const books = showBooks(screen, transfer, town.cooperativeNames);
    if (JSON.stringify(books) !== JSON.stringify(told.books)) {
      throw new DemoError(`The books of the ${planned.act} are not as they must be.`);
    }
  }
}
