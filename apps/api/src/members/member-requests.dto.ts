import { ACCOUNT_STATUSES, type AccountStatus } from '@app/core';
import { IsPublicId, IsText, PageQuery } from '@app/http';
import { MEMBER_TIERS, type MemberTier } from '@app/participants';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';

/** Somebody to become a member. */
export class MemberRequest {
  /** The caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  @IsText({ max: 120 })
  full_name!: string;

  /** As people write it: 0812…, 62812… or +62812…. */
  @IsText({ max: 32 })
  phone!: string;

  @ApiPropertyOptional({ type: String, pattern: '^[0-9]{16}$' })
  @IsOptional()
  @Matches(/^[0-9]{16}$/)
  nik?: string;

  /** The number that the cooperative knows the member by. */
  @ApiProperty({ type: String, pattern: '^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$', example: 'D-0042' })
  @Matches(/^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$/)
  number!: string;

  /** `registered` unless told. */
  @ApiPropertyOptional({ enum: MEMBER_TIERS })
  @IsOptional()
  @IsIn(MEMBER_TIERS)
  tier?: MemberTier;
}

/** What is to become of a wallet. */
export class WalletStatusRequest {
  @ApiProperty({ enum: ACCOUNT_STATUSES })
  @IsIn(ACCOUNT_STATUSES)
  status!: AccountStatus;

  /** Why; kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}

export class ListMembersQuery extends PageQuery {
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;
}
