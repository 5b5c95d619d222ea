import { Inject, Injectable } from '@nestjs/common';
import { decodeId, fail, type TransferType } from '@app/core';
import { problemOf, unwrap } from '@app/http';
import { LedgerReads } from '@app/ledger';
import { ActInquiry, actOf, ReturnStore, type Act, type Returns } from '@app/payments';
import type { ApiClient } from '@app/access';
import { statusOfPaid, type SnapStatus } from '@app/standards';
import { missing } from './snap-exception.js';

/** How a request names what was done before. */
export interface OriginalNumbers {
  readonly originalPartnerReferenceNo?: string | undefined;
  readonly originalReferenceNo?: string | undefined;
}

/** An act that a partner sent, with what became of it since. */
export interface PartnerAct {
  readonly act: Act;
  readonly returns: Returns;
}

const PREFIXES = ['pay', 'trf', 'dep', 'wdr', 'rfd'] as const;

/** What partners sent, by their numbers or by ours: the status inquiries of SNAP BI. */
@Injectable()
export class PartnerActs {
  constructor(
    @Inject(ActInquiry) private readonly inquiry: ActInquiry,
    @Inject(LedgerReads) private readonly reads: LedgerReads,
    @Inject(ReturnStore) private readonly returns: ReturnStore,
  ) {}

  /**
   * The partner's act of one of these types, posted or refused. By the partner's own number the answer is final, also when it
   * is not found: nothing that was sent before is still under way. Throws not found for whatever is another's.
   */
  async find(
    client: ApiClient,
    numbers: OriginalNumbers,
    ...types: readonly TransferType[]
  ): Promise<PartnerAct> {
    const found =
      numbers.originalPartnerReferenceNo === undefined
        ? await this.byOurs(client, numbers.originalReferenceNo)
        : await this.byTheirs(client, numbers.originalPartnerReferenceNo);
    if (!types.includes(found.act.type)) throw problemOf(fail('not_found'));
    return found;
  }

  private async byTheirs(client: ApiClient, reference: string): Promise<PartnerAct> {
    const found = unwrap(await this.inquiry.find(client.networkId, client.uid, { reference }));
    if (found.kind === 'reversal') throw problemOf(fail('not_found'));
    return found;
  }

  private async byOurs(client: ApiClient, number: string | undefined): Promise<PartnerAct> {
    if (number === undefined) throw missing('originalPartnerReferenceNo');
    const prefix = PREFIXES.find((one) => number.startsWith(`${one}_`));
    const uid = prefix && decodeId(prefix, number);
    const transfer = uid === undefined ? undefined : await this.reads.transfer(uid);
    if (transfer?.principal !== client.uid) throw problemOf(fail('not_found'));
    return { act: actOf(transfer), returns: await this.returns.returnsOf(transfer.id) };
  }
}

/** Where an act stands. */
export function statusOfAct({ act, returns }: PartnerAct): SnapStatus {
  if (act.refusal !== null) return 'failed';
  return returns.reversal === null ? statusOfPaid(act.amount, returns.refunded) : 'cancelled';
}
