import { IsInstant, PageQuery } from '@app/http';
import { IsOptional } from 'class-validator';

export class ListEntriesQuery extends PageQuery {
  /** Posted at or after this instant. */
  @IsOptional()
  @IsInstant()
  created_from?: string;

  /** Posted before this instant. */
  @IsOptional()
  @IsInstant()
  created_to?: string;
}
