import { IsPublicId, IsText, PageQuery } from '@app/http';
import { MERCHANT_CRITERIA, type MerchantCriterion } from '@app/participants';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';

/** An owner who is no member yet. */
export class OwnerRequest {
  @IsText({ max: 120 })
  full_name!: string;

  /** As people write it: 0812…, 62812… or +62812…. */
  @IsText({ max: 32 })
  phone!: string;

  @ApiPropertyOptional({ type: String, pattern: '^[0-9]{16}$' })
  @IsOptional()
  @Matches(/^[0-9]{16}$/)
  nik?: string;
}

/** A shop to become a merchant; its owner is a member of the cooperative, or somebody new. */
export class MerchantRequest {
  /** The caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** Of the shop. */
  @IsText({ max: 60 })
  name!: string;

  /** As QRIS names it; `UMI` unless told. */
  @ApiPropertyOptional({ enum: MERCHANT_CRITERIA })
  @IsOptional()
  @IsIn(MERCHANT_CRITERIA)
  criterion?: MerchantCriterion;

  @IsOptional()
  @IsPublicId('mbr')
  owner_member_id?: string;

  @ApiProperty({ type: OwnerRequest, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OwnerRequest)
  owner?: OwnerRequest;
}

export class MerchantChangeRequest {
  @IsOptional()
  @IsText({ max: 60 })
  name?: string;

  @ApiPropertyOptional({ enum: MERCHANT_CRITERIA })
  @IsOptional()
  @IsIn(MERCHANT_CRITERIA)
  criterion?: MerchantCriterion;

  /** Why; kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}

export class ListMerchantsQuery extends PageQuery {
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** A part of the shop's name, in upper or lower case. */
  @IsOptional()
  @IsText({ min: 2, max: 60 })
  name_contains?: string;
}
