import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

const PIN = '^[0-9]{6}$';

export class PinChangeRequest {
  /** The PIN until now. */
  @ApiProperty({ type: String, pattern: PIN, example: '482917' })
  @Matches(new RegExp(PIN))
  old_pin!: string;

  /** The PIN from now on: another one, and none that is easily guessed. */
  @ApiProperty({ type: String, pattern: PIN, example: '591736' })
  @Matches(new RegExp(PIN))
  new_pin!: string;
}
