import { IsText } from '@app/http';
import { IsOptional } from 'class-validator';

/** One of the two. */
export class ActQuery {
  /** The reference that the act was sent with. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** Or its idempotency key. */
  @IsOptional()
  @IsText({ max: 255 })
  idempotency_key?: string;
}
