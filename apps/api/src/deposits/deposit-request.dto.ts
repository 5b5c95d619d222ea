import type { Money } from '@app/core';
import { IsMoney, IsText } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsOptional, ValidateNested } from 'class-validator';
import { DepositorRequest } from './member-reference.dto.js';

export class DepositRequest {
  /** Whose wallet it is for. */
  @ApiProperty({ type: DepositorRequest })
  @IsDefined()
  @ValidateNested()
  @Type(() => DepositorRequest)
  member!: DepositorRequest;

  /** The cash that was taken in: more than zero, whole rupiah. A code that says the amount needs none. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  /** The terminal's own reference, unique for ever; the deposit can be looked up, or reversed, by it. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}
