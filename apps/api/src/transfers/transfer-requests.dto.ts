import type { Money } from '@app/core';
import { IsInstant, IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { IsOptional } from 'class-validator';

/** Money to another member. */
export class SendMoneyRequest {
  /** Who receives it, as `POST /v1/payees/resolve` names them; this or `qr`. */
  @IsOptional()
  @IsPublicId('mbr')
  payee_member_id?: string;

  /** The text of the QR code that the payee shows. */
  @IsOptional()
  @IsText({ max: 600 })
  qr?: string;

  /** What the payee receives: more than zero, whole rupiah. A fee comes on top. A code that says the amount needs none. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  /** The client's own reference, unique for ever; the sending can be looked up and reversed by it. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** A note for both. */
  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}

/** A merchant's takings to the owner. */
export class PayoutRequest {
  /** A membership of the shop's owner, at any cooperative of the network. */
  @IsPublicId('mbr')
  member_id!: string;

  @IsMoney({ principal: true })
  amount!: Money;

  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}

export class ListSentMoneyQuery extends PageQuery {
  /** Posted at or after this instant. */
  @IsOptional()
  @IsInstant()
  created_from?: string;

  /** Posted before this instant. */
  @IsOptional()
  @IsInstant()
  created_to?: string;
}
