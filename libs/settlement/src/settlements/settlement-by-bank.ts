import type { Identity } from '@app/access';
import { fail, SEN_PER_RUPIAH, succeed, type Result, type Sen } from '@app/core';
import { asSwitch } from '@app/database';
import type { TransferRecord } from '@app/ledger';
import type { BankIdentity } from '@app/standards';
import type { DataSource } from 'typeorm';
import type { FundsAnswer } from '../funds/funds-desk.js';
import { listFunds } from '../funds/funds.store.js';
import type { Funds } from '../funds/funds.js';
import type { FundsIn, LiquidityService } from '../liquidity/liquidity.service.js';
import type { SettlementService } from './settlement.service.js';
import { readLiquidity } from './settlement.store.js';
import { readBankIdentities } from '../statements/bank-identity.service.js';
import type { DirectLine, Settlement, SettlementLine } from './settlement.js';

export interface ByBankPorts {
  readonly dataSource: DataSource;
  readonly liquidity: Pick<LiquidityService, 'fundsIn'>;
  readonly settlements: Pick<SettlementService, 'read' | 'proceed'>;
}

/** What a debtor is told to transfer to the settlement bank. */
export interface Collection {
  readonly line: SettlementLine;
  /** In sen, whole rupiah: what is due and its liquidity doesn't hold, rounded up. */
  readonly toTransfer: Sen;
  /** What it is asked to write on the transfer. */
  readonly paymentReference: string;
}

/** What a debtor is told to transfer to a creditor's own bank. */
export interface DirectInstruction {
  readonly line: DirectLine;
  /** In sen; nothing until the creditor's headroom is reserved. */
  readonly toTransfer: Sen;
  readonly paymentReference: string;
  /** The creditor's bank and account, as agreed upon when the settlement was approved; null: nothing was. */
  readonly bank: BankIdentity | null;
}

export interface BankInstructions {
  readonly settlement: Settlement;
  readonly collections: readonly Collection[];
  readonly direct: readonly DirectInstruction[];
  /** What is paid out to creditors, newest first. */
  readonly payOuts: readonly Funds[];
}

/** Pay-outs of a settlement that are shown: each creditor has one for each round. */
const PAY_OUTS_MAX = 1_000;

/** The settlement's business with the bank: what is to come in, what came, what goes out. */
export class SettlementByBank {
  constructor(private readonly ports: ByBankPorts) {}

  /** `not_found` for what the caller doesn't reach; a cooperative's staff see its own only. */
  async instructions(caller: Identity, uid: string): Promise<Result<BankInstructions>> {
    const found = await this.ports.settlements.read(caller, uid);
    if (!found.ok) return found;
    const { settlement, lines, direct } = found.value;
    const { manager } = this.ports.dataSource;
    const liquidity = await readLiquidity(manager, uid);
    const debtors = lines.filter(({ side }) => side === 'debtor');
    const payOuts = await listFunds(
      manager,
      {
        network: settlement.network,
        cooperative: caller.cooperative,
        settlement: uid,
        direction: 'out',
      },
      { limit: PAY_OUTS_MAX },
    );
    return succeed({
      settlement,
      collections: debtors.map((line) => ({
        line,
        toTransfer: wholeRupiahUp(line.due - line.paid - (liquidity.get(line.cooperative) ?? 0n)),
        paymentReference: paymentReferenceOf(uid, line.cooperative),
      })),
      direct: await this.directInstructions(settlement, direct),
      payOuts,
    });
  }

  private async directInstructions(
    { uid, network, approvedAt, proposedAt }: Settlement,
    lines: readonly DirectLine[],
  ): Promise<DirectInstruction[]> {
    if (lines.length === 0) return [];
    // A debtor has to know the account of whom it pays.
    const banks = await asSwitch(() =>
      readBankIdentities(this.ports.dataSource.manager, network, approvedAt ?? proposedAt),
    );
    return lines.map((line) => ({
      line,
      toTransfer: line.reservedAt === null ? 0n : line.due - line.confirmed,
      paymentReference: paymentReferenceOf(uid, line.debtor, line.creditor),
      bank: banks.get(line.creditor) ?? null,
    }));
  }

  /**
   * A debtor's money came in: books it, and pays what can be paid with it. Failures: `not_found`,
   * also for who owes nothing through the settlement bank; `wrong_state` (detail `state`) for one that is
   * prefunded, not approved or at its end; those of `LiquidityService.fundsIn`.
   */
  async confirm(
    caller: Identity,
    uid: string,
    cooperative: string,
    order: FundsIn,
  ): Promise<FundsAnswer<TransferRecord>> {
    const found = await this.ports.settlements.read(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    const { settlement, lines } = found.value;
    const owes = lines.some(
      (line) => line.side === 'debtor' && line.cooperativeUid === cooperative,
    );
    if (!owes) return { ...fail('not_found'), replayed: false };
    if (settlement.mode === 'prefunded') {
      return { ...fail('wrong_state', { state: settlement.mode }), replayed: false };
    }
    if (settlement.state === 'PROPOSED' || settlement.state === 'ABORTED') {
      return { ...fail('wrong_state', { state: settlement.state }), replayed: false };
    }
    const booked = await this.ports.liquidity.fundsIn(caller, cooperative, {
      ...order,
      settlement: uid,
    });
    if (booked.ok) await this.ports.settlements.proceed(uid);
    return booked;
  }
}

/** The next whole rupiah; 0 for what is covered already. */
function wholeRupiahUp(amount: Sen): Sen {
  if (amount <= 0n) return 0n;
  return ((amount + SEN_PER_RUPIAH - 1n) / SEN_PER_RUPIAH) * SEN_PER_RUPIAH;
}

/** Short enough for any bank's field, and the same whenever it is asked. */
function paymentReferenceOf(uid: string, ...parties: readonly number[]): string {
  return ['STL', uid.slice(-12).toUpperCase(), ...parties].join('-');
}
