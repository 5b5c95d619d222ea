import type { ErrorAnswer, ErrorDialect, ProblemException } from '@app/http';
import { snapOutcome, snapServiceAt, writeTimestamp, type SnapCase } from '@app/standards';
import type { FastifyRequest } from 'fastify';
import { SNAP_CASE_OF } from './snap-case.js';
import { SnapException, type SnapTelling } from './snap-exception.js';

/** How a failure is answered below the paths of SNAP BI: seven digits and a message. */
export const SNAP_DIALECT: ErrorDialect = {
  prefix: '/v1.0/',
  answer(problem: ProblemException, request: FastifyRequest): ErrorAnswer {
    const [path = ''] = request.url.split('?', 1);
    const { snapCase, about, fields } = caseOf(problem);
    const { status, responseCode, responseMessage } = snapOutcome(
      snapServiceAt(path),
      snapCase,
      about,
    );
    return {
      status,
      headers: { 'x-timestamp': writeTimestamp(new Date()) },
      body: { responseCode, responseMessage, ...fields },
    };
  },
};

function caseOf(problem: ProblemException): { readonly snapCase: SnapCase } & SnapTelling {
  if (problem instanceof SnapException) return { snapCase: problem.snapCase, ...problem.telling };
  const snapCase = SNAP_CASE_OF[problem.failure.code];
  const field = fieldOf(problem);
  if (snapCase === 'invalid_field_format' && field !== undefined) {
    const isMissing = problem.fields?.[0]?.code === 'required';
    return { snapCase: isMissing ? 'invalid_mandatory_field' : snapCase, about: field };
  }
  return snapCase === 'unauthorized' ? { snapCase, about: problem.failure.code } : { snapCase };
}

/** The first field that is wrong. */
function fieldOf({ fields, failure }: ProblemException): string | undefined {
  const named = fields?.[0]?.field ?? failure.detail?.['field'];
  return typeof named === 'string' ? named : undefined;
}
