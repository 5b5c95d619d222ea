import type { Money } from '@app/core';
import { IsMoney, IsText, PageQuery } from '@app/http';
import {
  QR_KINDS,
  QR_SECONDS_MAX,
  QR_SECONDS_MIN,
  QR_STATES,
  type QrKind,
  type QrState,
} from '@app/payments';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

const MEMBERS_PURPOSES = ['transfer', 'deposit'] as const;
export const PICTURE_FORMATS = ['svg', 'png'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export class MakeQrCodeRequest {
  /** `static`: paid any number of times, on a sign or sticker, shops only; `dynamic`: for one payment. */
  @ApiProperty({ enum: QR_KINDS })
  @IsIn(QR_KINDS)
  kind!: QrKind;

  /** Of a member: what others do with it. A shop’s is always paid. */
  @ApiPropertyOptional({ enum: MEMBERS_PURPOSES, default: 'transfer' })
  @IsOptional()
  @IsIn(MEMBERS_PURPOSES)
  purpose?: (typeof MEMBERS_PURPOSES)[number];

  /** More than zero, whole rupiah. A shop’s dynamic code has one; without it the payer says how much. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  /** The holder’s own, such as the number of a bill; it becomes the note of the payment. */
  @IsOptional()
  @IsText({ max: 25 })
  reference?: string;

  /** Seconds by the network’s clock in which a dynamic code can be paid; 15 minutes unless told. */
  @ApiPropertyOptional({
    type: 'integer',
    minimum: QR_SECONDS_MIN,
    maximum: QR_SECONDS_MAX,
    default: 900,
  })
  @IsOptional()
  @IsInt()
  @Min(QR_SECONDS_MIN)
  @Max(QR_SECONDS_MAX)
  expires_in_seconds?: number;
}

export class DecodeQrCodeRequest {
  /** The text of a code that was scanned: merchant-presented, or customer-presented (Base64). */
  @IsText({ max: 600 })
  qr!: string;
}

export class ListQrCodesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: QR_STATES })
  @IsOptional()
  @IsIn(QR_STATES)
  status?: QrState;

  @IsOptional()
  @IsText({ max: 25 })
  reference?: string;
}

export class QrPictureQuery {
  @ApiPropertyOptional({ enum: PICTURE_FORMATS, default: 'svg' })
  @IsOptional()
  @IsIn(PICTURE_FORMATS)
  format?: PictureFormat;
}

/** As the licensed provider gave it to the network. */
export class QrisIdentityRequest {
  @ApiProperty({ type: String, example: 'ID.CO.EXAMPLE.WWW' })
  @Matches(/^(?=.{1,32}$)[A-Z0-9-]+(\.[A-Z0-9-]+)+$/)
  reverse_domain!: string;

  /** The institution’s number in the national numbering system. */
  @ApiProperty({ type: String, pattern: '^9360[0-9]{4}$' })
  @Matches(/^9360[0-9]{4}$/)
  nns!: string;

  /** The number in the national merchant repository. */
  @ApiProperty({ type: String, pattern: '^ID[0-9]{13}$' })
  @Matches(/^ID[0-9]{13}$/)
  nmid!: string;

  @ApiProperty({ type: String, pattern: '^[0-9]{5}$' })
  @Matches(/^[0-9]{5}$/)
  postal_code!: string;
}
