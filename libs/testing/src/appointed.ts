import type { ApprovalService, Identity, Onboarding } from '@app/access';
import type { NewStaff, Post, StaffService } from '@app/participants';
import type { DataSource } from 'typeorm';

import { valueOf } from './access-world.js';

export interface StaffOffice {
  readonly dataSource: Pick<DataSource, 'manager'>;
  readonly staff: StaffService;
  readonly approvals: ApprovalService;
  readonly onboarding: Onboarding;
  readonly maker: Identity;
  readonly checker: Identity;
}

/** Somebody whom two persons gave a post: uuids of role and person, and the code with which they choose a password. */
export async function appointed(
  { dataSource, staff, approvals, onboarding, maker, checker }: StaffOffice,
  wanted: NewStaff,
  post: Post,
) {
  const { uid, payloadHash, subject } = valueOf(await staff.appoint(maker, wanted, post));
  const done = valueOf(await approvals.approve(checker, uid, { payloadHash }));
  if (done.state !== 'EXECUTED') throw new Error(`an appointment ended as ${done.state}`);
  const [row] = await dataSource.manager.query<{ person: string }[]>(
    'SELECT person_id AS person FROM access.role_grant WHERE id = $1',
    [subject],
  );
  const person = row?.person ?? '';
  const code = await onboarding.renewReset(dataSource.manager, person, 'password', uid);
  const username = wanted.username.toLowerCase();
  return { uid: subject, person, username, activationCode: valueOf(code).code };
}
