import { IsPublicId } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

export class ImportQuery {
  /** The caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** `true`: only to be told what is wrong with the file. */
  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  dry_run?: 'true' | 'false';
}
