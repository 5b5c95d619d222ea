import { IgnoresUnknownFields, IsText } from '@app/http';
import { IsDefined } from 'class-validator';

@IgnoresUnknownFields()
export class AuthCodeQuery {
  /** The partner's own number of its question. */
  @IsDefined()
  @IsText({ max: 64 })
  state!: string;

  /** JSON: `mobileNumber`, and `accountNo` (`mbr_…`) of somebody who is a member of several cooperatives. */
  @IsDefined()
  @IsText({ max: 512 })
  seamlessData!: string;
}
