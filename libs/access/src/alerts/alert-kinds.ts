/** How soon somebody has to look: critical means that money or the service waits for a person. */
export type AlertSeverity = 'info' | 'warning' | 'critical';

export interface AlertKindFacts {
  readonly severity: AlertSeverity;
  readonly title: { readonly id: string; readonly en: string };
}

/** Everything that a person has to look at. A kind once given out keeps its meaning. */
export const ALERT_KINDS = {
  approval_unfinished: {
    severity: 'critical',
    title: {
      id: 'Yang disetujui belum dapat dibukukan',
      en: 'What was approved could not be posted yet',
    },
  },
  bank_break: {
    severity: 'warning',
    title: {
      id: 'Selisih dengan rekening koran bank',
      en: 'The bank’s statement and the books differ',
    },
  },
  cap_use_75: {
    severity: 'info',
    title: { id: 'Batas kliring terpakai 75 %', en: 'Three quarters of a cap are used' },
  },
  cap_use_90: {
    severity: 'warning',
    title: { id: 'Batas kliring terpakai 90 %', en: 'Nine tenths of a cap are used' },
  },
  cap_use_100: {
    severity: 'critical',
    title: { id: 'Batas kliring habis', en: 'A cap is used up' },
  },
  debtor_late: {
    severity: 'critical',
    title: {
      id: 'Koperasi belum melunasi penyelesaian; dibekukan',
      en: 'A debtor is past its deadline and was suspended',
    },
  },
  dispute_unanswered: {
    severity: 'warning',
    title: { id: 'Sengketa lewat tenggat', en: 'A dispute is past its deadline' },
  },
  suspense_not_zero: {
    severity: 'critical',
    title: { id: 'Dana penampungan tidak nol', en: 'There is money in suspense' },
  },
  cash_difference: {
    severity: 'warning',
    title: { id: 'Selisih kas saat tutup laci', en: 'A till was counted short or over' },
  },
  fee_schedule_not_activated: {
    severity: 'critical',
    title: { id: 'Tarif tidak dapat diberlakukan', en: 'A fee schedule could not come into force' },
  },
  incentive_budget_empty: {
    severity: 'warning',
    title: { id: 'Anggaran insentif habis', en: 'An incentive budget is used up' },
  },
  payee_closed: {
    severity: 'critical',
    title: {
      id: 'Penerima sudah tutup; dana dalam penampungan',
      en: 'The payee is closed; the money is in suspense',
    },
  },
  reversal_pending: {
    severity: 'critical',
    title: { id: 'Pembatalan belum dapat dibukukan', en: 'A reversal can not be posted yet' },
  },
  webhook_stuck: {
    severity: 'warning',
    title: {
      id: 'Webhook tidak menjawab',
      en: 'A webhook does not answer',
    },
  },
  import_failed: {
    severity: 'warning',
    title: { id: 'Impor terhenti', en: 'An import stopped' },
  },
} as const satisfies Record<string, AlertKindFacts>;

export type AlertKind = keyof typeof ALERT_KINDS;

/** The words of a stored kind; a kind that this release doesn't know is undefined. */
export function alertTitle(kind: string): AlertKindFacts['title'] | undefined {
  const known: ReadonlyMap<string, AlertKindFacts> = new Map(Object.entries(ALERT_KINDS));
  return known.get(kind)?.title;
}
