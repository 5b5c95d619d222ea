import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import type { Identity } from '@app/access';
import { fail, invariant } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  pageExample,
  problemOf,
  senOf,
  unwrap,
  type AccessRule,
  type Page,
} from '@app/http';
import {
  PartyFinder,
  QrCodeService,
  QrCodeStore,
  QrReader,
  type QrCode,
  type QrCodeView,
  type QrHolder,
} from '@app/payments';
import { Directory } from '@app/participants';
import { parseCustomerCode } from '@app/standards';
import { shopProgram } from '../api-clients/program-access.js';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import {
  DECODED_EXAMPLE,
  presentCustomerCode,
  presentDecoded,
  presentQrCode,
  QR_CODE_EXAMPLE,
  type DecodedHolder,
  type DecodedReply,
  type QrCodeReply,
} from './present-qr-code.js';
import {
  DecodeQrCodeRequest,
  ListQrCodesQuery,
  MakeQrCodeRequest,
  QrPictureQuery,
} from './qr-code-requests.dto.js';
import { pngPicture, svgPicture, TEST_CAPTION } from './qr-picture.js';

const MEMBER = { roles: ['member'], scope: 'own_account' } as const satisfies AccessRule;
const SHOP = {
  roles: ['merchant_owner', 'cashier'],
  scope: 'own_merchant',
} as const satisfies AccessRule;

const PROGRAM = shopProgram('qr_codes');

const DEFAULT_SECONDS = 900;

/** Codes that shops and members show, and reading those that people scan. */
@Controller('v1/qr-codes')
export class QrCodesController {
  constructor(
    private readonly codes: QrCodeService,
    private readonly store: QrCodeStore,
    private readonly reader: QrReader,
    private readonly finder: PartyFinder,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(SHOP, PROGRAM, MEMBER)
  @Describes({
    summary: 'Make a QR code',
    description:
      'A shop’s is paid (`POST /v1/payments` with `qr`): a static one any number of times, a dynamic one once, before it ' +
      'expires. A member’s is for one sending of money or one cash deposit. Nothing moves. In a network that is not live the ' +
      'code says UJI COBA – BUKAN QRIS; a live one needs its QRIS identity first.',
    idempotent: true,
    success: { status: 201, description: 'Made', example: QR_CODE_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'qris_not_configured',
    ],
  })
  async makeQrCode(
    @Body() body: MakeQrCodeRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<QrCodeReply> {
    invariant(caller.network !== null, 'members and merchants are of a network');
    const holder = holderOf(caller);
    if ('merchant' in holder && body.purpose !== undefined) {
      throw problemOf(fail('validation_failed', { field: 'purpose' }));
    }
    const made = await this.codes.make({
      network: caller.network,
      principal: caller.principal,
      key,
      requestHash: hash,
      holder,
      kind: body.kind,
      purpose: 'merchant' in holder ? 'payment' : (body.purpose ?? 'transfer'),
      amount: body.amount && senOf(body.amount),
      reference: body.reference,
      expiresInSeconds: body.expires_in_seconds ?? DEFAULT_SECONDS,
    });
    markReplayed(made.replayed);
    return this.present(unwrap(made));
  }

  @Get()
  @Access(SHOP, PROGRAM, MEMBER)
  @Describes({
    summary: 'List my QR codes',
    description: 'Newest first.',
    success: { example: pageExample([QR_CODE_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid'],
  })
  async listQrCodes(
    @Query() query: ListQrCodesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<QrCodeReply>> {
    const holder = holderOf(caller);
    const rows = await this.codes.list({
      ...uidPageOf(query, 'qrc'),
      holder: 'member' in holder ? holder.member : holder.merchant,
      state: query.status,
      reference: query.reference,
    });
    const isTest = await this.isTest(caller.network);
    return pageByUid({
      rows,
      query,
      prefix: 'qrc',
      uid: ({ uid }) => uid,
      present: (row) => presentQrCode(row, isTest),
    });
  }

  @Get(':id')
  @Access(SHOP, PROGRAM, MEMBER)
  @Describes({
    summary: 'Read a QR code of mine',
    description: 'Also to learn whether it was paid, and by what.',
    success: { example: QR_CODE_EXAMPLE },
    problems: ['not_found'],
  })
  async getQrCode(
    @IdParam('id', 'qrc') id: string,
    @Caller() caller: Identity,
  ): Promise<QrCodeReply> {
    return this.present(unwrap(await this.codes.read(holderOf(caller), id)));
  }

  @Get(':id/picture')
  @Header('cache-control', 'private, max-age=300')
  @Access(SHOP, PROGRAM, MEMBER)
  @Describes({
    summary: 'Draw a QR code of mine',
    description: 'As SVG or PNG. A test has UJI COBA – BUKAN QRIS below.',
    success: { mediaType: 'image/svg+xml', example: '<svg …>', files: ['image/png'] },
    problems: ['validation_failed', 'not_found'],
  })
  async drawQrCode(
    @IdParam('id', 'qrc') id: string,
    @Query() query: QrPictureQuery,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const { payload } = unwrap(await this.codes.read(holderOf(caller), id));
    const caption = (await this.isTest(caller.network)) ? TEST_CAPTION : undefined;
    return query.format === 'png'
      ? new StreamableFile(pngPicture(payload, caption), { type: 'image/png' })
      : new StreamableFile(Buffer.from(svgPicture(payload, caption)), { type: 'image/svg+xml' });
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access(SHOP, PROGRAM, MEMBER)
  @Describes({
    summary: 'Take a QR code back',
    description:
      'It is paid no more. If a payment comes in the same moment, only one of the two happens. Done again, it answers the same.',
    success: { example: { ...QR_CODE_EXAMPLE, status: 'cancelled' } },
    problems: ['not_found', 'qr_code_used', 'qr_code_expired'],
  })
  async cancelQrCode(
    @IdParam('id', 'qrc') id: string,
    @Caller() caller: Identity,
  ): Promise<QrCodeReply> {
    const { principal } = caller;
    const holder = holderOf(caller);
    return this.present(unwrap(await this.codes.cancel({ principal, holder }, id)));
  }

  @Post('decode')
  @HttpCode(200)
  @Access(MEMBER, SHOP, PROGRAM, { roles: ['teller'], scope: 'own_cooperative' })
  @Describes({
    summary: 'Read a QR code that was scanned',
    description:
      'Any QRIS code. One of this network is looked up: `ours`, with who is paid, and whether it still can be. One that says something ' +
      'else than what was made is refused, whatever its checksum.',
    success: { example: DECODED_EXAMPLE },
    problems: ['qr_code_invalid', 'qr_code_altered'],
  })
  async decodeQrCode(
    @Body() { qr }: DecodeQrCodeRequest,
    @Caller() caller: Identity,
  ): Promise<DecodedReply> {
    invariant(caller.network !== null, 'members, merchants and tellers are of a network');
    const customers = qr.startsWith('000201') ? undefined : parseCustomerCode(qr);
    if (customers?.ok === true) return presentCustomerCode(customers.value);
    const scanned = unwrap(await this.reader.scan(caller.network, qr));
    return presentDecoded(scanned, scanned.code && (await this.holderShown(scanned.code)));
  }

  private async holderShown(code: QrCode): Promise<DecodedHolder> {
    const { network, holder, purpose, uid } = code;
    const reference = purpose === 'payment' ? { merchant: holder } : { member: holder };
    const [found] = await this.finder.find(network, reference);
    const view = await this.store.view(uid);
    invariant(found !== undefined && view !== undefined, 'who showed a code is never deleted');
    const name = found.kind === 'merchant' ? found.name : found.maskedName;
    return { view, name, cooperative: found.cooperative };
  }

  private async present(code: QrCodeView): Promise<QrCodeReply> {
    return presentQrCode(code, await this.isTest(code.network));
  }

  private async isTest(network: number | null): Promise<boolean> {
    const found = network === null ? undefined : await this.directory.network(network);
    return found?.live !== true;
  }
}

function holderOf(caller: Identity): QrHolder {
  if (caller.member !== null) return { member: caller.member };
  invariant(caller.merchant !== null, 'neither member nor merchant');
  return { merchant: caller.merchant };
}
