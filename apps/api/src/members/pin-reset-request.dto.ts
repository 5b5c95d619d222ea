import { IsText } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';

const CHECK = '^[a-z_]{1,40}$';

/** Somebody at the counter who needs a new PIN, and was looked at. */
export class PinResetBody {
  /** Codes of the checks that were made; all those of `identity_checks` of POST /v1/members/find must be among them. */
  @ApiProperty({ type: [String], pattern: CHECK, example: ['ktp_photo', 'ktp_name', 'ktp_valid'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  @Matches(new RegExp(CHECK), { each: true })
  identity_checks!: string[];

  /** Why; kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}
