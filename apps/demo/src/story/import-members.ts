import { SEN_PER_RUPIAH } from '@app/core';
import { setTimeout as wait } from 'node:timers/promises';
import { DEMO_PIN } from '../credentials.js';
import { DemoError } from '../demo-error.js';
import { inParallel } from '../rest/in-parallel.js';
import { textAt, type Reply } from '../rest/rest-client.js';
import type { MemberPlan } from '../world/plans.js';
import type { Town } from './town.js';

/** Looks at an import that is being worked on so often, and no longer. */
const LOOKS_MAX = 300;
const BETWEEN_LOOKS_MS = 100;
const PAGE = 100;

/**
 * Takes a cooperative's members over from the spreadsheet that it kept: first a dry run of a file
 * with a fault in it, then the right one. Those who act set their PINs with the codes they get.
 *
 * @throws DemoError if anything of it comes otherwise
 */
export async function importMembers(
  town: Town,
  cooperative: string,
  plans: readonly MemberPlan[],
): Promise<void> {
  const token = await town.sessions.staff(town.postOf('manager', cooperative));
  const send = (csv: string, key: string, dryRun: boolean): Promise<Reply> =>
    town.client.must('POST', `/v1/imports?dry_run=${String(dryRun)}`, { token, csv, key });

  const faulty = sheetOf(plans).replace(/\+62\d+/, 'belum punya');
  const tried = await send(faulty, `try-${cooperative}`, true);
  if (tried.at('fault_count') !== 1) throw new DemoError('The dry run found no fault.');
  let made = await send(sheetOf(plans), `import-${cooperative}`, false);
  const path = `/v1/imports/${made.text('id')}`;
  for (let looks = 0; made.text('status') === 'applying' && looks < LOOKS_MAX; looks += 1) {
    await wait(BETWEEN_LOOKS_MS);
    made = await town.client.must('GET', path, { token });
  }
  if (made.at('members') !== plans.length || made.text('status') === 'failed') {
    throw new DemoError(`The import of ${cooperative} was left ${made.text('status')}.`);
  }
  const idsByNumber = await readIds(town, cooperative, token);
  for (const plan of plans) town.knowMember(plan, idsByNumber.get(plan.number) ?? '');
  const codes = await town.client.must('POST', `${path}/activation-codes`, { token });
  const codeByNumber = codesOf(String(codes.body));
  await inParallel(
    plans.filter(({ acts }) => acts),
    async ({ phone, number }) => {
      const body = { phone, code: codeByNumber.get(number), pin: DEMO_PIN };
      await town.client.must('POST', '/v1/auth/activation', { body });
    },
  );
}

/** As an office keeps it: semicolons between, whole rupiah with dots. */
function sheetOf(plans: readonly MemberPlan[]): string {
  const rows = plans.map(({ number, name, phone, tier, opening }) => {
    const rupiah = String(opening / SEN_PER_RUPIAH).replace(/\B(?=(\d{3})+$)/g, '.');
    const level = tier === 'registered' ? 'terdaftar' : 'belum terdaftar';
    return [number, name, phone, level, `Rp${rupiah}`].join(';');
  });
  return `${['Nomor anggota;Nama;No. HP;Tingkat;Saldo awal', ...rows].join('\r\n')}\r\n`;
}

async function readIds(town: Town, cooperative: string, token: string) {
  const ids = new Map<string, string>();
  const of = `/v1/members?cooperative_id=${town.cooperativeId(cooperative) ?? ''}&limit=${PAGE}`;
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: Reply = await town.client.must('GET', of + after, { token });
    const rows = page.list('data');
    for (const row of rows) ids.set(textAt(row, 'number'), textAt(row, 'id'));
    const next = page.at('next_cursor');
    after = typeof next === 'string' ? `&after=${encodeURIComponent(next)}` : undefined;
  }
  return ids;
}

/** Number and code of each line of the answer. */
function codesOf(csv: string): Map<string, string> {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [number = '', , , code = ''] = line.split(';');
      return /^[0-9]{8}$/.test(code) ? [[number, code]] : [];
    }),
  );
}
