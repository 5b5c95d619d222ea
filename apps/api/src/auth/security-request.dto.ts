import type { Money } from '@app/core';
import { IsMoney, KeepsNull } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

const PIN = '^[0-9]{6}$';

export class SecurityRequest {
  /** What I pay above this needs my PIN once more; `0.00` for all of it, null for none. */
  @IsOptional()
  @KeepsNull
  @IsMoney()
  pin_above?: Money | null;

  /** Needed to raise the amount or take it away. */
  @ApiPropertyOptional({ type: String, pattern: PIN, example: '482917' })
  @IsOptional()
  @Matches(new RegExp(PIN))
  pin?: string;
}
