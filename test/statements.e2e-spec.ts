import { encodeId, type Sen } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import { parse } from 'csv-parse/sync';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let budi: Member;
let tokoSiti: Merchant;
let month: string;

beforeAll(async () => {
  world = await paymentsWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 350_000 });
  tokoSiti = await world.aMerchant(world.bumiayu);
  for (const rupiah of [100_000, 25_000, 1_000]) {
    const body = { description: rupiah === 1_000 ? '=1+1' : 'beras' };
    expect((await world.pay(budi, tokoSiti, rupiah, { body })).status).toBe(201);
  }
  const now = await world.owner.query<{ month: string }>(
    `SELECT to_char(ledger.network_now(id) AT TIME ZONE time_zone, 'YYYY-MM') AS month
     FROM ledger.network`,
  );
  month = now.rows[0]?.month ?? '';
}, 60_000);

afterAll(() => world.close());

const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);

interface Line {
  direction: 'debit' | 'credit';
  amount: { value: string };
  balance: { value: string };
}

const sen = (value: unknown): Sen => BigInt(String(value).replace('.', ''));

describe('my statement', () => {
  it('opens, lists and closes as the ledger does, line by line', async () => {
    const readers = [
      { bearer: world.as.member(budi), wallet: budi.wallet },
      { bearer: world.as.shop(tokoSiti), wallet: tokoSiti.wallet },
    ];
    for (const { bearer, wallet } of readers) {
      const { body } = await get(`/v1/me/statements/${month}`, bearer).expect(200);
      expect(body).toMatchObject({
        object: 'statement',
        month,
        final: false,
        opening: idr('0.00'),
      });
      const lines: Line[] = body.entries;
      let balance = 0n;
      for (const { direction, amount, balance: after } of lines) {
        balance += direction === 'credit' ? sen(amount.value) : -sen(amount.value);
        expect(sen(after.value)).toBe(balance);
      }
      expect(sen(body.closing.value)).toBe(balance);
      expect(await world.posted(wallet)).toBe(balance);
    }
    const { body } = await get(`/v1/me/statements/${month}`, world.as.member(budi));
    expect(body.closing).toEqual(idr('224000.00'));
    expect(body.debits).toEqual(idr('126000.00'));
    expect(await world.posted(budi.wallet)).toBe(224_000_00n);
  });

  it('H12 comes as CSV that no spreadsheet executes, in Indonesian amounts and times', async () => {
    const answer = await get(`/v1/me/statements/${month}?format=csv`, world.as.member(budi));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.csv"$/);
    const rows: string[][] = parse(answer.text, { delimiter: ';', bom: true });
    expect(rows).toHaveLength(7);
    expect(rows[3]?.[0]).toMatch(/^\d{1,2} [A-Z][a-z]+ \d{4} \d\d\.\d\d WIB$/);
    expect(rows[3]?.slice(5)).toEqual(['Rp100.000', '', 'Rp250.000']);
    expect(rows[5]?.[4]).toBe(`'=1+1`);
    expect(rows[6]?.at(-1)).toBe('Rp224.000');
  });

  it.each(['member', 'shop'] as const)('comes as PDF to a %s who accepts that', async (who) => {
    const bearer = who === 'member' ? world.as.member(budi) : world.as.shop(tokoSiti);
    const answer = await get(`/v1/me/statements/${month}`, bearer)
      .set('accept', 'application/pdf')
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    const pdf: Buffer = answer.body;
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.subarray(-6).toString()).toContain('%%EOF');
  });

  it('H35 of the month before is empty, of the next is not there', async () => {
    const [year = 0, number = 0] = month.split('-').map(Number);
    const name = (y: number, m: number) => `${y}-${String(m).padStart(2, '0')}`;
    const before = number === 1 ? name(year - 1, 12) : name(year, number - 1);
    const after = number === 12 ? name(year + 1, 1) : name(year, number + 1);
    const { body } = await get(`/v1/me/statements/${before}`, world.as.member(budi)).expect(200);
    expect(body).toMatchObject({ final: true, entries: [], closing: idr('0.00') });
    for (const missing of [after, '2025-13', 'juli']) {
      await get(`/v1/me/statements/${missing}`, world.as.member(budi)).expect(404);
    }
    await get(`/v1/me/statements/${month}?format=xlsx`, world.as.member(budi)).expect(400);
  });
});

describe('the statement of an account', () => {
  it('is for whoever keeps the book, in every kind of account', async () => {
    const { rows } = await world.owner.query<{ uid: string; posted: string }>(
      'SELECT uid, posted FROM ledger.account WHERE book = $1 AND posted <> 0',
      [world.dinoyo.book],
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { uid, posted } of rows) {
      const path = `/v1/accounts/${encodeId('acc', uid)}/statements/${month}`;
      const { body } = await get(path, world.as.staff('treasurer', world.dinoyo)).expect(200);
      expect(sen(body.closing.value)).toBe(BigInt(posted));
      await get(path, world.as.operator()).expect(200);
      await get(path, world.as.staff('treasurer', world.bumiayu)).expect(404);
      await get(path, world.as.member(budi)).expect(403);
      const csv = await get(`${path}?format=csv`, world.as.staff('manager', world.dinoyo));
      expect(csv.text.trimEnd()).toMatch(/Rp[\d.,]+( [DK])?$/);
    }
  });
});
