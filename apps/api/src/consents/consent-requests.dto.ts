import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

export class ApproveConsentRequest {
  @ApiProperty({ type: String, pattern: '^[0-9]{6}$', writeOnly: true })
  @Matches(/^[0-9]{6}$/)
  pin!: string;
}
