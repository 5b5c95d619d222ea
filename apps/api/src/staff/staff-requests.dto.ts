import { IsPublicId, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';

/** Posts in a cooperative. */
export const COOPERATIVE_POSTS = ['teller', 'treasurer', 'manager'] as const;
/** Posts in a network. */
export const NETWORK_POSTS = ['auditor', 'dinas'] as const;
const POSTS = [...COOPERATIVE_POSTS, ...NETWORK_POSTS, 'operator'] as const;

/** Somebody to work with Simpul. */
export class StaffRequest {
  @ApiProperty({ enum: POSTS })
  @IsIn(POSTS)
  role!: (typeof POSTS)[number];

  /** For posts in a cooperative; the caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** For posts in a network, and where the request for an operator waits; the caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @IsText({ max: 120 })
  full_name!: string;

  /** From the identity card: who asks and who agrees are known to be two by it. */
  @ApiPropertyOptional({ type: String, pattern: '^[0-9]{16}$' })
  @IsOptional()
  @Matches(/^[0-9]{16}$/)
  nik?: string;

  /** To sign in with: 3 to 64 of a–z, 0–9, dot, hyphen, underscore. */
  @IsText({ min: 3, max: 64 })
  username!: string;
}

/** Why something becomes of a post. */
export class StaffReasonRequest {
  /** Kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}
