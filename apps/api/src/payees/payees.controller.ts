import { Body, Controller, Post } from '@nestjs/common';
import { parsePhone, type Identity } from '@app/access';
import { encodeId, fail, invariant, toMoney, type Money, type ProblemCode } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  problemOf,
  publicId,
  senOf,
  unwrap,
  varying,
} from '@app/http';
import {
  PartyFinder,
  QrReader,
  TransferService,
  type FoundParty,
  type PartyReference,
} from '@app/payments';
import { QR_PROBLEMS } from '../qr-codes/qr-problems.js';
import { ResolvePayeeRequest } from './payee-requests.dto.js';

/** Somebody whom the reference means, and what paying them costs. */
interface PayeeReply {
  kind: 'member' | 'merchant';
  member_id?: string;
  merchant_id?: string;
  /** A shop's name; of a member only the first letters. */
  name: string;
  cooperative_id: string;
  cooperative_name: string;
  on_us: boolean;
  /** With `amount`: the payer's fee, and what would leave the wallet. */
  fee?: Money;
  total?: Money;
  /** With `amount`: why it would be refused now. */
  refusal?: ProblemCode;
}

const EXAMPLE: { data: PayeeReply[] } = {
  data: [
    varying(
      {
        kind: 'member',
        member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6v',
        name: 'An*** Le***',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
        cooperative_name: 'Koperasi Kelurahan Merah Putih Bumiayu',
        on_us: false,
        fee: { value: '0.00', currency: 'IDR' },
        total: { value: '50000.00', currency: 'IDR' },
      },
      {
        optional: ['member_id', 'fee', 'total'],
        also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v', refusal: 'insufficient_funds' },
      },
    ),
  ],
};

@Controller('v1/payees')
export class PayeesController {
  constructor(
    private readonly finder: PartyFinder,
    private readonly transfers: TransferService,
    private readonly codes: QrReader,
  ) {}

  @Post('resolve')
  @Access({ roles: ['member'], scope: 'own_account' })
  @Describes({
    summary: 'Ask whom a number means, before sending',
    description:
      'By `member_id`, `merchant_id`, `phone`, `qr`, or `cooperative_id` with `member_number`. Shows enough of the name to ' +
      'notice a wrong number. One person may be a member of several cooperatives: choose one of `data`.',
    success: { status: 200, description: 'Found', example: EXAMPLE },
    problems: [
      'not_found',
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      ...QR_PROBLEMS,
    ],
  })
  async resolvePayee(
    @Body() body: ResolvePayeeRequest,
    @Caller() caller: Identity,
  ): Promise<{ data: PayeeReply[] }> {
    invariant(caller.network !== null && caller.member !== null, 'a member without membership');
    const reference =
      body.qr === undefined ? referenceOf(body) : await this.scanned(caller.network, body);
    const found = await this.finder.find(caller.network, reference);
    if (found.length === 0) throw problemOf(fail('not_found'));
    const amount = body.amount === undefined ? undefined : senOf(body.amount);
    const data: PayeeReply[] = [];
    for (const party of found) {
      const price = amount === undefined ? {} : await this.price(caller.member, party, amount);
      const onUs = caller.cooperative === party.cooperative.uid;
      data.push({ ...presentPayee(party), on_us: onUs, ...price });
    }
    return { data };
  }

  /** Whoever shows a code that could be used now. */
  private async scanned(network: number, body: ResolvePayeeRequest): Promise<PartyReference> {
    const { qr, member_id, merchant_id, phone, member_number } = body;
    invariant(qr !== undefined, 'no code to read');
    const others = [member_id, merchant_id, phone, member_number];
    if (others.some((way) => way !== undefined)) {
      throw fieldsProblem([{ field: 'qr', code: 'invalid' }]);
    }
    const { holder, purpose } = unwrap(await this.codes.open(network, qr, 'payment', 'transfer'));
    return purpose === 'payment' ? { merchant: holder } : { member: holder };
  }

  /** A shop is paid without a fee of the payer's. */
  private async price(
    member: string,
    party: FoundParty,
    amount: bigint,
  ): Promise<Pick<PayeeReply, 'fee' | 'total' | 'refusal'>> {
    if (party.kind === 'merchant') return { fee: toMoney(0n), total: toMoney(amount) };
    const price = await this.transfers.price({ member }, party.member.uid, amount);
    if (!price.ok) return { refusal: price.code };
    const { fee, refusal } = price.value;
    return {
      fee: toMoney(fee),
      total: toMoney(amount + fee),
      ...(refusal !== undefined && { refusal }),
    };
  }
}

function presentPayee(party: FoundParty): Omit<PayeeReply, 'on_us'> {
  const cooperative = {
    cooperative_id: encodeId('coop', party.cooperative.uid),
    cooperative_name: party.cooperative.name,
  };
  if (party.kind === 'merchant') {
    const { merchant, name } = party;
    return { kind: 'merchant', merchant_id: encodeId('mrc', merchant.uid), name, ...cooperative };
  }
  const { member, maskedName: name } = party;
  return { kind: 'member', member_id: encodeId('mbr', member.uid), name, ...cooperative };
}

/** Exactly one way of naming; a phone that is none means nobody. */
function referenceOf(body: ResolvePayeeRequest): PartyReference {
  const { member_id, merchant_id, phone, cooperative_id, member_number } = body;
  const ways = [member_id, merchant_id, phone, member_number].filter((way) => way !== undefined);
  if (ways.length === 0) throw fieldsProblem([{ field: 'member_id', code: 'required' }]);
  if (ways.length > 1) throw fieldsProblem([{ field: 'member_id', code: 'invalid' }]);
  if (member_id !== undefined) return { member: publicId('mbr', member_id) };
  if (merchant_id !== undefined) return { merchant: publicId('mrc', merchant_id) };
  if (phone !== undefined) {
    const parsed = parsePhone(phone);
    if (parsed === undefined) throw fieldsProblem([{ field: 'phone', code: 'text_invalid' }]);
    return { phone: parsed };
  }
  if (cooperative_id === undefined || member_number === undefined) {
    throw fieldsProblem([{ field: 'cooperative_id', code: 'required' }]);
  }
  return { cooperative: publicId('coop', cooperative_id), number: member_number };
}
