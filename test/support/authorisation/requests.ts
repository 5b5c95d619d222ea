import type { IdPrefix } from '@app/core';

import { counted } from '../cash-world.js';
import { idr } from '../payments-world.js';
import type { Objects } from './tenant-objects.js';

/** What is sent to a route beside the ids in its path. */
export interface Sending {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** Of which kind the object is that a path names after this segment. */
export const KIND_OF: Readonly<Record<string, IdPrefix>> = {
  accounts: 'acc',
  alerts: 'alr',
  'api-clients': 'cli',
  appointment: 'apr',
  approvals: 'apr',
  authorisations: 'aut',
  'bank-breaks': 'bln',
  cashiers: 'csh',
  consents: 'cns',
  cooperatives: 'coop',
  cycles: 'cyc',
  deposits: 'dep',
  devices: 'dev',
  events: 'evt',
  disputes: 'dsp',
  'fee-schedules': 'fsc',
  funds: 'fnd',
  imports: 'imp',
  invoices: 'inv',
  keys: 'key',
  members: 'mbr',
  merchants: 'mrc',
  networks: 'net',
  'payment-requests': 'prq',
  'pin-resets': 'apr',
  payments: 'pay',
  'qr-codes': 'qrc',
  recovery: 'apr',
  refunds: 'rfd',
  reversals: 'rev',
  settlements: 'stl',
  staff: 'stf',
  'till-sessions': 'tls',
  tills: 'til',
  transfers: 'trf',
  'webhook-deliveries': 'dlv',
  'webhook-endpoints': 'whk',
  'withdrawal-codes': 'wdc',
  withdrawals: 'wdr',
};

/** The path of a route with ids of these objects; undefined for a segment that nothing here knows. */
export function pathWith(url: string, objects: Objects): string {
  const segments = url.split('/');
  return segments
    .map((segment, at) => {
      if (!segment.startsWith(':')) return segment;
      if (segment === ':short_code') return objects.shortCode;
      if (segment === ':month') return '2026-01';
      if (segment === ':day') return '2026-01-01';
      const kind = KIND_OF[segments[at - 1] ?? ''];
      if (kind === undefined) throw new Error(`nothing is known of ${segment} in ${url}`);
      return objects.id(kind);
    })
    .join('/');
}

const PRICE = idr('1000.00');
const WHY = { reason: 'untuk pengujian' };
const HASH = { payload_hash: '0'.repeat(64) };
const NO_LIMIT = idr('900000000.00');
const TIER = {
  per_payment: NO_LIMIT,
  per_day_amount: NO_LIMIT,
  per_day_count: 10_000,
  per_month_amount: NO_LIMIT,
};

/** What each route is sent that needs more than its path: all references are to these objects. */
export const SENDINGS: Readonly<Record<string, (objects: Objects) => Sending>> = {
  'POST /v1/auth/token': () => ({ body: { phone: '0812-0000-0000', pin: '482917' } }),
  'POST /v1/auth/activation': () => ({
    body: { phone: '0812-0000-0000', code: '30718264', pin: '482917' },
  }),
  'POST /v1/auth/client-token': (o) => ({
    body: { client_id: o.id('cli'), client_secret: 'simpul_key_test_0' },
  }),
  'POST /v1/api-clients': (o) => ({
    body: { merchant_id: o.id('mrc'), name: 'Uji', scopes: ['refunds'] },
  }),
  'GET /v1/api-clients': (o) => ({ query: { merchant_id: o.id('mrc') } }),
  'POST /v1/webhook-endpoints': (o) => ({
    body: { client_id: o.id('cli'), url: 'https://kasir.example/simpul' },
  }),
  'GET /v1/webhook-endpoints': (o) => ({ query: { client_id: o.id('cli') } }),
  'PATCH /v1/webhook-endpoints/:id': () => ({ body: { types: ['payment.posted'] } }),
  'POST /v1/webhook-endpoints/:id/secret': () => ({ body: {} }),
  'PATCH /v1/api-clients/:id': () => ({ body: { name: 'Uji' } }),
  'POST /v1/api-clients/:id/keys': () => ({ body: { kind: 'secret' } }),
  'POST /v1/auth/step-up': () => ({ body: { totp: 'none' } }),
  'POST /v1/auth/refresh': () => ({ body: { refresh_token: 'srt_x' } }),
  // A whole one would sign the caller out.
  'POST /v1/auth/sign-out': () => ({ body: { everywhere: 'perhaps' } }),
  'POST /v1/payments': (o) => ({ body: { merchant_id: o.id('mrc'), amount: PRICE } }),
  'GET /v1/payments': (o) => ({ query: { merchant_id: o.id('mrc') } }),
  'POST /v1/quotes': (o) => ({ body: { merchant_id: o.id('mrc'), amount: PRICE } }),
  'POST /v1/members/:id/opening-balance': () => ({ body: { amount: PRICE } }),
  'POST /v1/merchants/:id/opening-balance': () => ({ body: { amount: PRICE } }),
  'POST /v1/transfers': (o) => ({ body: { payee_member_id: o.id('mbr'), amount: PRICE } }),
  'POST /v1/payouts': (o) => ({ body: { member_id: o.id('mbr'), amount: PRICE } }),
  'POST /v1/payees/resolve': (o) => ({ body: { merchant_id: o.id('mrc') } }),
  'POST /v1/me/consents/:id/approve': () => ({ body: { pin: '482917' } }),
  'POST /v1/me/notifications/read': () => ({ body: { up_to: '2026-01-01T00:00:00.000Z' } }),
  'GET /v1/receipts/:short_code': (o) => ({ query: { amount: '20000', network_id: o.id('net') } }),
  'GET /v1/search': (o) => ({ query: { q: o.id('trf') } }),
  'POST /v1/payment-requests': (o) => ({
    body: { payer_member_id: o.id('mbr'), amount: PRICE },
  }),
  'GET /v1/payment-requests': () => ({ query: { direction: 'asked_of_me' } }),
  'POST /v1/payment-requests/:id/pay': () => ({ body: { amount: PRICE } }),
  'POST /v1/payment-requests/:id/decline': () => ({ body: WHY }),
  'POST /v1/invoices': (o) => ({
    body: {
      buyer_cooperative_id: o.id('coop'),
      amount: PRICE,
      number: 'INV-7',
      due_date: '2030-12-31',
    },
  }),
  'GET /v1/invoices': () => ({ query: { direction: 'issued' } }),
  'POST /v1/invoices/:id/payments': () => ({ body: { amount: PRICE } }),
  'POST /v1/invoices/:id/decline': () => ({ body: WHY }),
  'POST /v1/invoices/:id/cancel': () => ({ body: WHY }),
  'GET /v1/incentive-budgets/own': (o) => ({ query: { network_id: o.id('net') } }),
  'POST /v1/incentive-budgets/fundings': (o) => ({
    body: { amount: PRICE, network_id: o.id('net'), ...WHY },
  }),
  'POST /v1/tills': (o) => ({ body: { name: 'Laci uji', cooperative_id: o.id('coop') } }),
  'GET /v1/tills': (o) => ({ query: { cooperative_id: o.id('coop') } }),
  'POST /v1/tills/:id/state': () => ({ body: { state: 'open', ...WHY } }),
  'POST /v1/till-sessions': (o) => ({ body: { till_id: o.id('til'), ...counted(100) } }),
  'GET /v1/till-sessions': (o) => ({ query: { till_id: o.id('til') } }),
  'POST /v1/till-sessions/:id/counts': () => ({ body: counted(100) }),
  'POST /v1/till-sessions/:id/close': () => ({ body: counted(100) }),
  'POST /v1/till-sessions/:id/difference': () => ({ body: WHY }),
  'POST /v1/cash-transfers': (o) => ({
    body: { from: 'vault', to: 'till', till_id: o.id('til'), amount: PRICE },
  }),
  'POST /v1/members/find': (o) => ({ body: { member_id: o.id('mbr') } }),
  'POST /v1/deposits': (o) => ({ body: { member: { member_id: o.id('mbr') }, amount: PRICE } }),
  'POST /v1/withdrawal-codes': () => ({ body: { amount: idr('50000.00') } }),
  'POST /v1/withdrawals': (o) => ({
    body: { member: { member_id: o.id('mbr') }, code: '12345678' },
  }),
  'POST /v1/authorisations': (o) => ({
    body: { merchant_id: o.id('mrc'), amount: PRICE, expires_in: 3_600 },
  }),
  'POST /v1/authorisations/:id/capture': () => ({ body: { amount: PRICE } }),
  'POST /v1/refunds': (o) => ({ body: { payment_id: o.id('pay'), amount: PRICE } }),
  'POST /v1/suspense-releases': (o) => ({
    body: { transfer_id: o.id('trf'), to: 'wallet', member_id: o.id('mbr'), ...WHY },
  }),
  'POST /v1/reversals': (o) => ({ body: { transfer_id: o.id('trf') } }),
  'GET /v1/acts': () => ({ query: { reference: 'tak-ada' } }),
  'POST /v1/approvals/:id/approve': () => ({ body: HASH }),
  'POST /v1/approvals/:id/reject': () => ({ body: { ...HASH, remark: 'tidak' } }),
  'POST /v1/approvals/:id/cancel': () => ({ body: { remark: 'tidak' } }),
  'GET /v1/approvals': (o) => ({ query: { network_id: o.id('net') } }),
  'GET /v1/alerts': (o) => ({ query: { network_id: o.id('net') } }),
  'GET /v1/audit': (o) => ({ query: { network_id: o.id('net') } }),
  'GET /v1/audit/days': (o) => ({ query: { network_id: o.id('net') } }),
  'GET /v1/audit/days/:day': (o) => ({ query: { network_id: o.id('net') } }),
  'POST /v1/networks': () => ({ body: { name: 'Malang Raya', live: false } }),
  'POST /v1/networks/:id/clock': () => ({ body: { now: '2020-01-01T00:00:00.000Z' } }),
  'POST /v1/qr-codes': () => ({ body: { kind: 'dynamic', amount: PRICE } }),
  'POST /v1/qr-codes/decode': () => ({ body: { qr: 'bukan kode' } }),
  'PUT /v1/networks/:id/qris-identity': () => ({
    body: {
      reverse_domain: 'ID.CO.EXAMPLE.WWW',
      nns: '93600899',
      nmid: 'ID1020039293482',
      postal_code: '65141',
    },
  }),
  'PUT /v1/networks/:id/limits': () => ({ body: { unregistered: TIER, registered: TIER } }),
  'PUT /v1/networks/:id/joint-approval-limit': () => ({
    body: { joint_approval_above: null, ...WHY },
  }),
  'PUT /v1/networks/:id/calendar': () => ({
    body: { cutoffs: ['16:00'], skip_sundays: false, holidays: [] },
  }),
  'PUT /v1/merchants/:id/limits': () => ({ body: { sales: null } }),
  'PUT /v1/merchants/:id/cashiers/:cashier_id/limits': () => ({ body: { per_day_count: null } }),
  'POST /v1/merchants/:id/cashiers/:cashier_id/end': () => ({ body: WHY }),
  'GET /v1/reports/large-cash': (o) => ({
    query: { date: '2026-01-01', network_id: o.id('net') },
  }),
  'POST /v1/fee-schedules': (o) => ({
    body: { network_id: o.id('net'), preset: 'cooperative_simple' },
  }),
  'GET /v1/fee-schedules': (o) => ({ query: { network_id: o.id('net') } }),
  'POST /v1/fee-schedules/:id/submit': () => ({ body: {} }),
  'POST /v1/fee-schedules/:id/simulate': () => ({ body: {} }),
  'POST /v1/cooperatives': (o) => ({
    body: { network_id: o.id('net'), name: 'Dinoyo', short_name: 'Dinoyo', city: 'Malang' },
  }),
  'GET /v1/cooperatives': (o) => ({ query: { network_id: o.id('net') } }),
  'PUT /v1/cooperatives/:id/reachability': () => ({ body: { reachable: true } }),
  'POST /v1/cooperatives/:id/state': () => ({ body: { state: 'active', ...WHY } }),
  'POST /v1/members': (o) => ({
    body: {
      cooperative_id: o.id('coop'),
      full_name: 'Budi Santoso',
      phone: '0812-3000-7001',
      number: 'X-1',
    },
  }),
  'GET /v1/members': (o) => ({ query: { cooperative_id: o.id('coop') } }),
  'PUT /v1/members/:id/tier': () => ({ body: { tier: 'registered', ...WHY } }),
  'POST /v1/members/:id/status': () => ({ body: { status: 'open', ...WHY } }),
  'POST /v1/me/closure': (o) => ({ body: { send_rest_to: o.id('mbr') } }),
  'PUT /v1/me/security': () => ({ body: { pin_above: 'none' } }),
  'PUT /v1/me/pin': () => ({ body: { old_pin: '482917', new_pin: '123456' } }),
  'POST /v1/members/:id/pin-resets': () => ({
    body: { identity_checks: ['ktp_photo', 'ktp_name', 'ktp_valid'], ...WHY },
  }),
  'POST /v1/merchants/:id/pin-resets': () => ({
    body: { identity_checks: ['ktp_photo', 'ktp_name', 'ktp_valid'], ...WHY },
  }),
  'POST /v1/members/:id/erasure': () => ({ body: WHY }),
  'POST /v1/members/:id/close': (o) => ({ body: { send_rest_to: o.id('mbr'), ...WHY } }),
  'POST /v1/merchants': (o) => ({
    body: {
      cooperative_id: o.id('coop'),
      name: 'Toko Uji',
      criterion: 'UMI',
      owner_member_id: o.id('mbr'),
    },
  }),
  'GET /v1/merchants': (o) => ({ query: { cooperative_id: o.id('coop') } }),
  'PATCH /v1/merchants/:id': () => ({ body: { criterion: 'UMI', ...WHY } }),
  'POST /v1/merchants/:id/status': () => ({ body: { status: 'open', ...WHY } }),
  'POST /v1/merchants/:id/cashiers': () => ({
    body: { full_name: 'Ani Kasir', username: 'ani.kasir' },
  }),
  'POST /v1/imports': (o) => ({
    query: { cooperative_id: o.id('coop'), dry_run: 'true' },
    body: 'Jenis;Nomor anggota;Nama;No. HP\r\nanggota;I-1;Budi;0812-3000-0001',
  }),
  'POST /v1/staff/:id/suspend': () => ({ body: WHY }),
  'POST /v1/staff/:id/dismiss': () => ({ body: WHY }),
  'POST /v1/staff/:id/reinstatement': () => ({ body: WHY }),
  'POST /v1/staff/:id/recovery': () => ({ body: WHY }),
  'POST /v1/staff': (o) => ({
    body: {
      role: 'teller',
      cooperative_id: o.id('coop'),
      full_name: 'Ani Teller',
      username: 'ani.teller',
    },
  }),
  'GET /v1/cycles': (o) => ({ query: { network_id: o.id('net') } }),
  'GET /v1/settlement-terms': (o) => ({ query: { network_id: o.id('net') } }),
  'POST /v1/settlement-terms': (o) => ({
    body: { network_id: o.id('net'), mode: 'prefunded', standing_order: false, ...WHY },
  }),
  'POST /v1/settlements/:id/confirmations': (o) => ({
    body: { cooperative_id: o.id('coop'), amount: PRICE, bank_reference: 'BRI-UJI' },
  }),
  'POST /v1/settlements/:id/direct-payments': (o) => ({
    body: {
      debtor_id: o.id('coop'),
      creditor_id: o.id('coop'),
      amount: PRICE,
      bank_reference: 'BRI-UJI',
    },
  }),
  'POST /v1/settlements': (o) => ({ body: { cycle_id: o.id('cyc') } }),
  'GET /v1/settlements': (o) => ({ query: { network_id: o.id('net') } }),
  'GET /v1/cycles/:id/statement': (o) => ({ query: { cooperative: o.id('coop') } }),
  'GET /v1/cycles/:id/transfers': (o) => ({ query: { cooperative: o.id('coop') } }),
  'GET /v1/cycles/:id/manifest': (o) => ({ query: { cooperative: o.id('coop') } }),
  'PUT /v1/cooperatives/:id/bank-identity': () => ({
    body: { bic: 'BRINIDJA', account: '0011223344' },
  }),
  'GET /v1/funds': (o) => ({
    query: { network_id: o.id('net'), cooperative_id: o.id('coop') },
  }),
  'POST /v1/funds/:id/commit': () => ({ body: { bank_reference: 'BRI-UJI' } }),
  'POST /v1/cooperatives/:id/funds-in': () => ({
    body: { amount: PRICE, bank_reference: 'BRI-UJI-2' },
  }),
  'POST /v1/cooperatives/:id/funds-out': () => ({ body: { amount: PRICE } }),
  'PUT /v1/cooperatives/:id/bilateral-caps': (o) => ({
    body: { creditor_id: o.id('coop'), maximum: PRICE, ...WHY },
  }),
  'POST /v1/cooperatives/:id/cap': () => ({ body: { unsecured_line: PRICE, ...WHY } }),
  'GET /v1/positions': (o) => ({ query: { network_id: o.id('net') } }),
  'POST /v1/bank-statements': (o) => ({
    query: {
      network_id: o.id('net'),
      date_column: 'D',
      reference_column: 'R',
      amount_column: 'A',
    },
    body: 'D;R;A\n2026-03-02;BRI-X;10.00',
  }),
  'GET /v1/bank-statements': (o) => ({ query: { network_id: o.id('net') } }),
  'GET /v1/bank-breaks': (o) => ({ query: { network_id: o.id('net') } }),
  'POST /v1/bank-breaks/:id/resolve': (o) => ({
    body: { action: 'cooperative', cooperative_id: o.id('coop'), ...WHY },
  }),
  'POST /v1/funds/:id/reversal': () => ({ body: WHY }),
  'POST /v1/adjustments': (o) => ({
    body: {
      network_id: o.id('net'),
      document_reference: 'BA-1',
      legs: [{ debit_account_id: o.id('acc'), credit_account_id: o.id('acc'), amount: PRICE }],
      ...WHY,
    },
  }),
  'POST /v1/disputes': (o) => ({
    body: { transfer_id: o.id('trf'), reason: 'not_received', evidence_reference: 'Uji' },
  }),
  'GET /v1/disputes': (o) => ({ query: { network_id: o.id('net') } }),
  'POST /v1/disputes/:id/answer': () => ({
    body: { answer: 'accepts', evidence_reference: 'Nota 1' },
  }),
  'POST /v1/disputes/:id/outcome': () => ({ body: { outcome: 'upheld', ...WHY } }),
};
