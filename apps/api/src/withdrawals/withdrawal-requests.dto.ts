import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsOptional, Matches, ValidateNested } from 'class-validator';
import { MemberReferenceRequest } from '../deposits/member-reference.dto.js';

export class CounterAuthorisationRequest {
  /** The PIN that the member types at the counter, on the teller's device. */
  @ApiProperty({ type: String, pattern: '^[0-9]{6}$' })
  @Matches(/^[0-9]{6}$/)
  pin!: string;
}

/** Exactly one of `member` and `merchant_id`; and `code`, or `authorisation` with `amount`. */
export class WithdrawalRequest {
  @ApiPropertyOptional({ type: MemberReferenceRequest })
  @IsOptional()
  @ValidateNested()
  @Type(() => MemberReferenceRequest)
  member?: MemberReferenceRequest;

  /** A shop whose owner takes out its takings. */
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;

  /** The one-time code; it says how much. */
  @ApiPropertyOptional({ type: String, pattern: '^[0-9]{8}$' })
  @IsOptional()
  @Matches(/^[0-9]{8}$/)
  code?: string;

  @ApiPropertyOptional({ type: CounterAuthorisationRequest })
  @IsOptional()
  @IsDefined()
  @ValidateNested()
  @Type(() => CounterAuthorisationRequest)
  authorisation?: CounterAuthorisationRequest;

  /** With `authorisation`: more than zero, whole rupiah. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}
