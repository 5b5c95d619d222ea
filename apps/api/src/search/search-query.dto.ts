import { IsText } from '@app/http';

export class SearchQuery {
  /** An id, short code, reference, idempotency key, phone number, member or invoice number, whole. */
  @IsText({ max: 255 })
  q!: string;
}
