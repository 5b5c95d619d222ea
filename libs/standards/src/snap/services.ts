/**
 * The services that Simpul has, by their code: how and where each is asked. Numbers and paths are those of the standard; those of
 * direct debit and of codes that customers show are as providers have them.
 */
export const SNAP_SERVICES = {
  '10': { method: 'GET', path: '/v1.0/get-auth-code' },
  '11': { method: 'POST', path: '/v1.0/balance-inquiry' },
  '12': { method: 'POST', path: '/v1.0/transaction-history-list' },
  '13': { method: 'POST', path: '/v1.0/transaction-history-detail' },
  '14': { method: 'POST', path: '/v1.0/bank-statement' },
  '15': { method: 'POST', path: '/v1.0/account-inquiry-internal' },
  '16': { method: 'POST', path: '/v1.0/account-inquiry-external' },
  '17': { method: 'POST', path: '/v1.0/transfer-intrabank' },
  '18': { method: 'POST', path: '/v1.0/transfer-interbank' },
  '36': { method: 'POST', path: '/v1.0/transfer/status' },
  '37': { method: 'POST', path: '/v1.0/emoney/account-inquiry' },
  '38': { method: 'POST', path: '/v1.0/emoney/topup' },
  '39': { method: 'POST', path: '/v1.0/emoney/topup-status' },
  '44': { method: 'POST', path: '/v1.0/emoney/otc-cashout' },
  '45': { method: 'POST', path: '/v1.0/emoney/otc-status' },
  '46': { method: 'POST', path: '/v1.0/emoney/otc-cancel' },
  '47': { method: 'POST', path: '/v1.0/qr/qr-mpm-generate' },
  '48': { method: 'POST', path: '/v1.0/qr/qr-mpm-decode' },
  '50': { method: 'POST', path: '/v1.0/qr/qr-mpm-payment' },
  '51': { method: 'POST', path: '/v1.0/qr/qr-mpm-query' },
  '53': { method: 'POST', path: '/v1.0/qr/qr-mpm-status' },
  '54': { method: 'POST', path: '/v1.0/debit/payment-host-to-host' },
  '55': { method: 'POST', path: '/v1.0/debit/status' },
  '57': { method: 'POST', path: '/v1.0/debit/cancel' },
  '58': { method: 'POST', path: '/v1.0/debit/refund' },
  '59': { method: 'POST', path: '/v1.0/qr/qr-cpm-generate' },
  '60': { method: 'POST', path: '/v1.0/qr/qr-cpm-payment' },
  '61': { method: 'POST', path: '/v1.0/qr/qr-cpm-query' },
  '62': { method: 'POST', path: '/v1.0/qr/qr-cpm-cancel' },
  '73': { method: 'POST', path: '/v1.0/access-token/b2b' },
  '74': { method: 'POST', path: '/v1.0/access-token/b2b2c' },
  '77': { method: 'POST', path: '/v1.0/qr/qr-mpm-cancel' },
  '80': { method: 'POST', path: '/v1.0/qr/qr-cpm-refund' },
  '78': { method: 'POST', path: '/v1.0/qr/qr-mpm-refund' },
} as const satisfies Record<string, { method: 'GET' | 'POST'; path: string }>;

export type SnapServiceCode = keyof typeof SNAP_SERVICES;

/** What partners are told of at their own address: the same for all, so that a partner's library knows them. */
export const SNAP_NOTIFICATIONS = {
  '52': '/v1.0/qr/qr-mpm-notify',
  '56': '/v1.0/debit/notify',
  '79': '/v1.0/qr/qr-cpm-notify',
} as const;

export type SnapNotificationCode = keyof typeof SNAP_NOTIFICATIONS;

/** What a path is answered as that is no service's. */
export const NO_SERVICE = '00';

const byPath: ReadonlyMap<string, string> = new Map(
  Object.entries(SNAP_SERVICES).map(([code, { path }]) => [path, code]),
);

/** The two digits of the service at a path, without its query; {@link NO_SERVICE} where there is none. */
export function snapServiceAt(path: string): string {
  return byPath.get(path) ?? NO_SERVICE;
}
