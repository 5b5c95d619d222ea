import { ACCOUNT_STATUSES, type AccountStatus } from '@app/core';
import { IsPublicId, IsText, PageQuery } from '@app/http';
import { MEMBER_TIERS, type MemberTier } from '@app/participants';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, ValidateIf } from 'class-validator';

/** Somebody to become a member. */
export class MemberRequest {
  /** The caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** Somebody who is a member elsewhere in the network, by the id that their own app shows; then without a name. */
  @IsOptional()
  @IsPublicId('per')
  person_id?: string;

  @ValidateIf((body: MemberRequest) => body.person_id === undefined)
  @IsText({ max: 120 })
  full_name?: string;

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

/** How well the cooperative knows a member from now on. */
export class MemberTierRequest {
  @ApiProperty({ enum: MEMBER_TIERS })
  @IsIn(MEMBER_TIERS)
  tier!: MemberTier;

  /** From the identity card; needed for `registered` unless it is known. One that is known is never replaced. */
  @ApiPropertyOptional({ type: String, pattern: '^[0-9]{16}$' })
  @IsOptional()
  @Matches(/^[0-9]{16}$/)
  nik?: string;

  /** Why; kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
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
