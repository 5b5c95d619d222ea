import { Controller, Get } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { Identity, Role } from '@app/access';
import { Access, admits } from './access-rule.js';
import type { AccessRule } from './route-doors.js';
import { ClosedRoutes } from './closed-routes.js';

@Controller('guarded')
class GuardedController {
  @Get()
  @Access({ scope: 'public' })
  open(): string {
    return 'open';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  leak(): string {
    return 'everything';
  }
}

@Controller('whole')
@Access({ scope: 'network', roles: ['operator'] })
class WholeController {
  @Get()
  inherited(): string {
    return 'guarded by the class';
  }
}

async function boot(...controllers: (new () => object)[]): Promise<void> {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers,
    providers: [ClosedRoutes],
  }).compile();
  await module.init();
}

function identity(role: Role, holds: Partial<Identity> = {}): Identity {
  const nobody = { network: null, cooperative: null, member: null, merchant: null };
  return { principal: 'p', role, ...nobody, tokenId: 't', expiresAt: 0, ...holds };
}

describe('the doors', () => {
  it('lets an application start whose routes all say who may call them', async () => {
    await expect(boot(GuardedController, WholeController)).resolves.toBeUndefined();
  });

  it('stops the start for a route that does not say who may call it', async () => {
    await expect(boot(GuardedController, ForgottenController)).rejects.toThrow(
      'routes without @Access: ForgottenController.leak',
    );
  });
});

describe('a rule', () => {
  const rules: readonly AccessRule[] = [
    { scope: 'own_account', roles: ['member'] },
    { scope: 'own_merchant', roles: ['merchant_owner', 'cashier'] },
    { scope: 'own_cooperative', roles: ['treasurer'] },
    { scope: 'network', roles: ['operator'] },
  ];

  it.each<[Role, Partial<Identity>, boolean]>([
    ['member', { member: 'm' }, true],
    ['member', {}, false],
    ['member', { merchant: 'm', cooperative: 'c' }, false],
    ['cashier', { merchant: 'm' }, true],
    ['cashier', { member: 'm' }, false],
    ['treasurer', { cooperative: 'c' }, true],
    ['treasurer', { network: 1 }, false],
    ['operator', {}, true],
    ['auditor', { network: 1, cooperative: 'c' }, false],
  ])('judges the role %s holding %j: %s', (role, holds, admitted) => {
    expect(admits(rules, identity(role, holds))).toBe(admitted);
  });
});
