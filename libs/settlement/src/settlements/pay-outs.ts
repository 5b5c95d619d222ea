import { createHash } from 'node:crypto';
import { SEN_PER_RUPIAH, type Sen } from '@app/core';
import { FundsDesk, type FundsPorts } from '../funds/funds-desk.js';
import { select } from '../sql.js';

interface DueRow {
  readonly settlement: string;
  readonly network: number;
  readonly proposed_by: string;
  readonly cooperative: number;
  readonly paid: string;
  readonly ordered: string;
  readonly orders: number;
}

/** How long after its end a settlement is looked at: longer than any process is down. */
const LOOKED_BACK_DAYS = 30;

/**
 * Unless a network settles out of prefunded money, what a creditor was credited is ordered to be paid out to it, in
 * whole rupiah; the rest stays in its liquidity. Each part is ordered once: what was refused, because
 * the creditor has come to owe by now, or was given up, stays in its liquidity too.
 */
export class PayOuts {
  private readonly desk: FundsDesk;

  constructor(private readonly ports: FundsPorts) {
    this.desk = new FundsDesk(ports);
  }

  /** Of one settlement. */
  async order(settlement: string): Promise<void> {
    await this.orderDue('s.uid = $1', settlement);
  }

  /** Of all settlements of a network that were under way lately. */
  async orderAll(network: number): Promise<void> {
    await this.orderDue(
      `s.network = $1 AND (s.ended_at IS NULL OR s.ended_at > ledger.network_now(s.network)
         - make_interval(days => ${LOOKED_BACK_DAYS}))`,
      network,
    );
  }

  private async orderDue(which: string, parameter: string | number): Promise<void> {
    const rows = await select<DueRow>(
      this.ports.dataSource.manager,
      `SELECT l.settlement, s.network, s.proposed_by, l.cooperative, l.paid,
         coalesce(sum(f.amount), 0)::text AS ordered, count(f.uid)::integer AS orders
       FROM settlement.settlement s
       JOIN settlement.settlement_line l ON l.settlement = s.uid AND l.side = 'creditor'
       LEFT JOIN settlement.funds f ON f.settlement = s.uid AND f.cooperative = l.cooperative
         AND f.direction = 'out'
       WHERE ${which} AND s.mode <> 'prefunded' AND s.state IN ('SETTLING', 'SETTLED')
       GROUP BY l.settlement, s.network, s.proposed_by, l.cooperative, l.paid
       HAVING l.paid - coalesce(sum(f.amount), 0) >= ${SEN_PER_RUPIAH}
       ORDER BY l.settlement, l.cooperative`,
      [parameter],
    );
    for (const row of rows) await this.orderOne(row);
  }

  /** Of processes that order at once each uses the same key, so one of them does. */
  private async orderOne(row: DueRow): Promise<void> {
    const { settlement, network, cooperative, orders } = row;
    const rest: Sen = BigInt(row.paid) - BigInt(row.ordered);
    const amount = rest - (rest % SEN_PER_RUPIAH);
    const facts = [settlement, cooperative, orders, amount].join('\n');
    await this.desk.book({
      network,
      cooperative,
      direction: 'out',
      amount,
      reserves: true,
      bankReference: null,
      principal: row.proposed_by,
      key: `pay-out-${settlement}-${cooperative}-${orders + 1}`,
      requestHash: createHash('sha256').update(facts).digest('hex').slice(0, 32),
      settlement,
    });
  }
}
