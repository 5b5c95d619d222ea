import type { DataSource } from 'typeorm';

/** A row that a search may show, with where it belongs; null stands for "of the network as a whole". */
export interface FoundRow {
  readonly kind:
    | 'cooperative'
    | 'member'
    | 'merchant'
    | 'account'
    | 'cycle'
    | 'approval'
    | 'alert'
    | 'payment_request'
    | 'invoice'
    | 'till'
    | 'till_session'
    | 'reversal'
    | 'import';
  readonly uid: string;
  readonly network: number;
  readonly cooperative: string | null;
  /** A member's number, a business name, a kind, a state; never a person's name. */
  readonly label: string;
}

/** Who or what takes part. Each by a unique index; an account of the switch's book belongs to no cooperative. */
const PARTIES = `
  SELECT 'cooperative' AS kind, c.uid, c.network, c.uid AS cooperative, c.short_name AS label
    FROM participants.cooperative c WHERE c.uid = $1
  UNION ALL
  SELECT 'member', m.uid, c.network, m.cooperative, m.number
    FROM participants.member m JOIN participants.cooperative c ON c.uid = m.cooperative
    WHERE m.uid = $1 OR m.wallet_uid = $1 OR m.person = $1
  UNION ALL
  SELECT 'merchant', m.uid, c.network, m.cooperative, m.name
    FROM participants.merchant m JOIN participants.cooperative c ON c.uid = m.cooperative
    WHERE m.uid = $1 OR m.wallet_uid = $1 OR m.owner_person = $1
  UNION ALL
  SELECT 'account', a.uid, b.network, c.uid, k.name
    FROM ledger.account a JOIN ledger.book b ON b.id = a.book
    JOIN ledger.account_kind k ON k.code = a.kind
    LEFT JOIN participants.cooperative c ON c.book = b.id
    WHERE a.uid = $1
  UNION ALL
  SELECT 'cycle', y.uid, y.network, NULL, y.number::text FROM ledger.cycle y WHERE y.uid = $1`;

/**
 * What is asked, counted or begun. What lies between two cooperatives is shown to each as its own, and to the operator as
 * that of whoever asks. Codes for withdrawals are not looked through: they are their owner's alone.
 */
const MATTERS = `
  SELECT 'approval', a.uid, a.network, a.cooperative, a.kind || ' ' || a.state
    FROM access.approval a WHERE a.uid = $1
  UNION ALL
  SELECT 'alert', a.uid, a.network, a.cooperative, a.kind FROM access.alert a WHERE a.uid = $1
  UNION ALL
  SELECT 'payment_request', d.uid, d.network,
      CASE WHEN payer.uid = $3::uuid THEN payer.uid ELSE asker.uid END, d.state
    FROM payments.payment_request r JOIN payments.demand d ON d.uid = r.uid
    JOIN participants.cooperative asker ON asker.book = r.asker_book
    JOIN participants.cooperative payer ON payer.book = r.payer_book
    WHERE r.uid = $1
  UNION ALL
  SELECT 'invoice', d.uid, d.network,
      CASE WHEN i.buyer = $3::uuid THEN i.buyer ELSE i.seller END, i.number || ' ' || d.state
    FROM payments.invoice i JOIN payments.demand d ON d.uid = i.uid WHERE i.uid = $1
  UNION ALL
  SELECT 'till', t.uid, c.network, t.cooperative, t.name
    FROM participants.till t JOIN participants.cooperative c ON c.uid = t.cooperative
    WHERE t.uid = $1 OR t.account_uid = $1
  UNION ALL
  SELECT 'till_session', s.uid, s.network, t.cooperative, t.name || ' ' || s.state
    FROM payments.till_session s JOIN participants.till t ON t.uid = s.till WHERE s.uid = $1
  UNION ALL
  SELECT 'reversal', r.uid, r.network, r.cooperative, r.state
    FROM payments.reversal r WHERE r.uid = $1
  UNION ALL
  SELECT 'import', i.uid, i.network, i.cooperative, i.state
    FROM payments.import i WHERE i.uid = $1`;

const BY_UUID = `${PARTIES} UNION ALL ${MATTERS}`;

const MEMBERS_AND_SHOPS_OF = `
  SELECT 'member' AS kind, m.uid, c.network, m.cooperative, m.number AS label
    FROM access.person p JOIN participants.member m ON m.person = p.id
    JOIN participants.cooperative c ON c.uid = m.cooperative WHERE p.phone_index = $1
  UNION ALL
  SELECT 'merchant', m.uid, c.network, m.cooperative, m.name
    FROM access.person p JOIN participants.merchant m ON m.owner_person = p.id
    JOIN participants.cooperative c ON c.uid = m.cooperative WHERE p.phone_index = $1`;

const BY_NUMBER = `
  SELECT 'member' AS kind, m.uid, c.network, m.cooperative, m.number AS label
    FROM participants.cooperative c
    JOIN participants.member m ON m.cooperative = c.uid AND m.number = $1
  UNION ALL
  SELECT 'invoice', d.uid, d.network,
      CASE WHEN i.buyer = $3::uuid THEN i.buyer ELSE i.seller END, i.number || ' ' || d.state
    FROM participants.cooperative c
    JOIN payments.invoice i ON i.seller = c.uid AND i.number = $1
    JOIN payments.demand d ON d.uid = i.uid`;

/** Whose things are looked through; null: everybody's. */
export interface SearchReach {
  readonly network: number | null;
  /** Uuid. */
  readonly cooperative: string | null;
}

/** Exact look-ups, each by an index. What is out of reach is not found. */
export class SearchStore {
  constructor(private readonly dataSource: DataSource) {}

  byUuid(uuid: string, reach: SearchReach, most: number): Promise<FoundRow[]> {
    return this.rows(BY_UUID, uuid, reach, most);
  }

  /** @param phoneIndex what PersonStore.phoneIndex makes of a phone */
  byPhone(phoneIndex: Buffer, reach: SearchReach, most: number): Promise<FoundRow[]> {
    return this.rows(MEMBERS_AND_SHOPS_OF, phoneIndex, reach, most);
  }

  /** Members and invoices that a cooperative has given this number. */
  byNumber(number: string, reach: SearchReach, most: number): Promise<FoundRow[]> {
    return this.rows(BY_NUMBER, number, reach, most);
  }

  private rows(
    text: string,
    value: string | Buffer,
    { network, cooperative }: SearchReach,
    most: number,
  ): Promise<FoundRow[]> {
    return this.dataSource.query<FoundRow[]>(
      `SELECT * FROM (${text}) AS found
       WHERE ($2::smallint IS NULL OR network = $2) AND ($3::uuid IS NULL OR cooperative = $3)
       ORDER BY kind, uid LIMIT $4`,
      [value, network, cooperative, most],
    );
  }
}
