import { Inject, Injectable } from '@nestjs/common';
import { decodeId } from '@app/core';
import { Directory, type Merchant } from '@app/participants';
import type { ApiClient } from '@app/access';
import { missing, SnapException } from './snap-exception.js';

/** The shops for which a partner asks: its own, or those of its cooperative. */
@Injectable()
export class PartnerShops {
  constructor(@Inject(Directory) private readonly directory: Directory) {}

  /** The shop that a request names, as `mrc_…`, or the partner's only one. Throws Invalid Merchant for another's. */
  async named(client: ApiClient, merchantId: string | undefined): Promise<Merchant> {
    const { merchantUid } = client;
    if (merchantId === undefined && merchantUid === undefined) throw missing('merchantId');
    const uid = merchantId === undefined ? merchantUid : decodeId('mrc', merchantId);
    return this.own(client, uid);
  }

  /** The shop (uuid), if it is the partner's. */
  async own(client: ApiClient, uid: string | undefined): Promise<Merchant> {
    const merchant = uid === undefined ? undefined : await this.directory.merchant(uid);
    const isOwn =
      merchant !== undefined &&
      merchant.network === client.networkId &&
      (client.merchantUid === undefined
        ? merchant.cooperative === client.cooperativeUid
        : merchant.uid === client.merchantUid);
    if (!isOwn) throw new SnapException('invalid_merchant', 'not_found');
    return merchant;
  }
}
