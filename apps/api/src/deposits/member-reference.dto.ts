import { parsePhone } from '@app/access';
import { fieldsProblem, IsPublicId, IsText, publicId } from '@app/http';
import type { MemberReference } from '@app/payments';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

/** How a teller names a member: by id, by phone, or by cooperative and member number. */
export class MemberReferenceRequest {
  @IsOptional()
  @IsPublicId('mbr')
  member_id?: string;

  /** As people write it: 0812…, 62812… or +62812…. */
  @IsOptional()
  @IsText({ max: 32 })
  phone?: string;

  /** With `member_number`; or with `phone`, for a person who is a member of several. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** The number that the cooperative knows the member by. */
  @ApiPropertyOptional({ type: String, pattern: '^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$' })
  @IsOptional()
  @Matches(/^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$/)
  member_number?: string;
}

/** The same, or by the code for a deposit that the member shows. */
export class DepositorRequest extends MemberReferenceRequest {
  /** The text of the QR code that was scanned. */
  @IsOptional()
  @IsText({ max: 600 })
  qr?: string;
}

/** Whom a deposit is for; throws `validation_failed` for none or several ways of naming. */
export function depositorOf(body: DepositorRequest): MemberReference | { readonly qr: string } {
  if (body.qr === undefined) return memberReferenceOf(body);
  const { member_id: member, phone, member_number: number } = body;
  const others = [member, phone, number].some((way) => way !== undefined);
  if (others) throw fieldsProblem([{ field: 'qr', code: 'invalid' }]);
  return { qr: body.qr };
}

/** The one way in which a member is named; throws `validation_failed` for none or several. */
export function memberReferenceOf(body: MemberReferenceRequest): MemberReference {
  const { member_id: member, phone, cooperative_id: cooperative, member_number: number } = body;
  const ways = [member, phone, number].filter((way) => way !== undefined);
  if (ways.length !== 1) throw fieldsProblem([{ field: 'member_id', code: 'invalid' }]);
  if (member !== undefined) return { member: publicId('mbr', member) };
  if (phone !== undefined) {
    const e164 = parsePhone(phone);
    if (e164 === undefined) throw fieldsProblem([{ field: 'phone', code: 'text_invalid' }]);
    const within = cooperative === undefined ? undefined : publicId('coop', cooperative);
    return { phone: e164, within };
  }
  if (cooperative === undefined || number === undefined) {
    throw fieldsProblem([{ field: 'cooperative_id', code: 'required' }]);
  }
  return { cooperative: publicId('coop', cooperative), number };
}
