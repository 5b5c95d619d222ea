/** What a file may say of members and merchants. */
export const IMPORT_COLUMNS = [
  'kind',
  'number',
  'full_name',
  'phone',
  'nik',
  'tier',
  'opening_balance',
  'business_name',
  'criterion',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
