import { snapOutcome, type SnapServiceCode } from '@app/standards';

/** An answer to what has begun and waits for somebody: 202. */
export class InProgress {
  constructor(readonly fields: object) {}
}

/** What a service answers, with the code and the message of the standard before it, and its HTTP status. */
export function enveloped(
  service: SnapServiceCode,
  answer: unknown,
): { readonly status: number; readonly body: object } {
  const waits = answer instanceof InProgress;
  const fields = waits ? answer.fields : answer;
  const outcome = snapOutcome(service, waits ? 'in_progress' : 'successful');
  const { status, responseCode, responseMessage } = outcome;
  return { status, body: { responseCode, responseMessage, ...(isRecord(fields) ? fields : {}) } };
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
