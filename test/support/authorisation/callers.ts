import { COOPERATIVE_SCOPES, MERCHANT_SCOPES } from '@app/access';
import type { CashWorld, Colleague } from '../cash-world.js';
import type { CallerName } from './matrix.js';
import type { TenantObjects } from './tenant-objects.js';

/** Everybody of a cooperative, and of its network: the header that each of them sends. */
export function bearersOf(
  { as, network, operator }: CashWorld,
  { cooperative, member, merchant, till }: TenantObjects,
  { treasurer, manager }: Readonly<Record<'treasurer' | 'manager', Colleague>>,
): Readonly<Record<CallerName, string | undefined>> {
  return {
    nobody: undefined,
    member: as.member(member),
    merchant_owner: as.shop(merchant),
    cashier: as.shop(merchant, 'cashier'),
    teller: till.teller.bearer,
    treasurer: treasurer.bearer,
    manager: manager.bearer,
    operator: as.operator(),
    network_operator: as.somebody({
      role: 'operator',
      network: network.id,
      principal: operator.principal,
    }),
    auditor: as.somebody({ role: 'auditor', network: network.id }),
    cooperative_auditor: as.somebody({
      role: 'auditor',
      network: network.id,
      cooperative: cooperative.uid,
    }),
    dinas: as.somebody({ role: 'dinas', network: network.id }),
    shop_program: as.program(MERCHANT_SCOPES, merchant),
    cooperative_program: as.program(COOPERATIVE_SCOPES, cooperative),
  };
}
