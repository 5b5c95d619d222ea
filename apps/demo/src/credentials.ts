/**
 * What everybody of the demo world signs in with. Known to the whole world and therefore worth
 * nothing: they open invented people's wallets in a network that is not live.
 */
export const DEMO_PIN = '482917';
export const WRONG_PIN = '739164';
export const DEMO_PASSWORD = 'malang-raya-2026';

export const OPERATORS = [
  { name: 'Dewi Lestari', username: 'dewi.operator' },
  { name: 'Arif Hidayat', username: 'arif.operator' },
] as const;

/** Asks; the other one approves. */
export const MAKER = OPERATORS[0].username;
export const CHECKER = OPERATORS[1].username;
