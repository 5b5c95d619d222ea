/** Whom a matrix has a column for: nobody, and each role as a token may carry it. */
export const CALLERS = [
  'nobody',
  'member',
  'merchant_owner',
  'cashier',
  'teller',
  'treasurer',
  'manager',
  'operator',
  'network_operator',
  'auditor',
  'cooperative_auditor',
  'dinas',
  'shop_program',
  'cooperative_program',
] as const;
export type CallerName = (typeof CALLERS)[number];

/** Whose the objects are that a request names: the caller's cooperative's, another's, another network's. */
export const OWNERS = ['own', 'foreign', 'elsewhere'] as const;
export type Owner = (typeof OWNERS)[number];

/**
 * `in`: the request was dealt with, whether done or refused by the rules of business; `none`: so it was, but word for
 * word as if the object named did not exist. With `!` what must never be.
 */
export type Answer = 'in' | 'none' | '401' | '403' | '404' | `${number}!`;

export interface Line {
  /** `GET /v1/members/:id`. */
  readonly route: string;
  /** `-` for a route that names no object. */
  readonly owner: Owner | '-';
  readonly answers: ReadonlyMap<CallerName, Answer>;
}

const HEAD =
  'Who is answered what, route by route. Written by `npm run matrix`, compared by test/authorisation-matrix.e2e-spec.ts.\n' +
  'in: dealt with, done or refused by a rule of business. none: dealt with as if the object did not exist. own, foreign, elsewhere: the objects named are those of the\n' +
  'caller\'s cooperative, of another one of the network, of another network; "-": none is named.\n\n';

/** The matrix as a text to be read, one line for a route and an owner. */
export function matrixText(lines: readonly Line[]): string {
  const cells = lines.map(({ route, owner, answers }) => [
    route,
    owner,
    ...CALLERS.map((caller) => answers.get(caller) ?? ''),
  ]);
  const rows = [['route', 'objects', ...CALLERS], ...cells];
  const widths = rows[0]?.map((head, at) =>
    // A new route shall not move the lines of all others.
    at === 0 ? 64 : Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const text = rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
  return `${HEAD}${text}\n`;
}

/** Who gets in by which route (`GET /v1/members/:id`), as such a text says. */
export function admittedBy(text: string): ReadonlyMap<string, readonly CallerName[]> {
  const admitted = new Map<string, readonly CallerName[]>();
  for (const line of text.split('\n')) {
    const [route, , ...answers] = line.split(/ {2,}/);
    if (route === undefined || answers.length !== CALLERS.length) continue;
    const inside = CALLERS.filter((_caller, at) => answers[at] === 'in');
    admitted.set(route, [...new Set([...(admitted.get(route) ?? []), ...inside])]);
  }
  return admitted;
}
