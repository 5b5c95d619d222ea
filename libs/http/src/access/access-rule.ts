import { applyDecorators } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { Identity, PersonRole } from '@app/access';
import { doorsOf, setDoors, type AccessRule, type Scope } from './route-doors.js';

/** Where Nest keeps what a controller's method is mapped to, and its parameters, each as "kind:position". */
const ROUTE_METHOD = 'method';
const ROUTE_ARGUMENTS = '__routeArguments__';
const QUERY_KIND = '4:';

/** Who may call a route, or all routes of a controller. Every route has one, or the application does not start. */
export function Access(
  ...rules: readonly [AccessRule, ...AccessRule[]]
): MethodDecorator & ClassDecorator {
  const asksToken = rules.every((rule) => rule.scope !== 'public');
  const security = asksToken ? [ApiSecurity('bearer')] : [];
  const ofMethod: MethodDecorator = (target, key, descriptor) => {
    const takesQuery = readsQuery(target.constructor, key);
    applyDecorators(setDoors({ access: rules, takesQuery }), ...security)(target, key, descriptor);
  };
  const decorate = (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    if (key !== undefined && descriptor !== undefined) ofMethod(target, key, descriptor);
    else if (typeof target === 'function') openMethods(target, ofMethod);
  };
  return decorate;
}

/** Those of a controller's routes that don't say themselves who may call them. */
function openMethods({ prototype }: { prototype: unknown }, ofMethod: MethodDecorator): void {
  if (typeof prototype !== 'object' || prototype === null) return;
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (isRoute(descriptor.value) && doorsOf(descriptor.value)?.access === undefined) {
      ofMethod(prototype, key, descriptor);
    }
  }
}

/** Whether a controller's member is mapped to a route. */
export function isRoute(member: unknown): member is object {
  return typeof member === 'function' && Reflect.hasMetadata(ROUTE_METHOD, member);
}

function readsQuery(controller: object, key: string | symbol): boolean {
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGUMENTS, controller, key);
  if (typeof parameters !== 'object' || parameters === null) return false;
  return Object.keys(parameters).some((name) => name.startsWith(QUERY_KIND));
}

/** The route moves others' money or rules: of whoever has a second factor it wants to have been shown it within the last five minutes. */
export function NeedsFreshProof(): MethodDecorator {
  return setDoors({ freshProof: true });
}

const HOLDS: Readonly<Record<Scope, (identity: Identity) => boolean>> = {
  own_account: (identity) => identity.member !== null,
  own_merchant: (identity) => identity.merchant !== null,
  own_cooperative: (identity) => identity.cooperative !== null,
  network: () => true,
};

/** Whether one of the rules admits this identity. */
export function admits(rules: readonly AccessRule[], identity: Identity): boolean {
  for (const rule of rules) {
    if (rule.scope === 'public') return true;
    if ('program' in rule) {
      if (isFor(rule, identity) && identity.scopes?.includes(rule.program) === true) return true;
    } else if (isRole(rule.roles, identity) && HOLDS[rule.scope](identity)) {
      return true;
    }
  }
  return false;
}

/** Whether a program would be admitted if only it had another scope. */
export function lacksScope(rules: readonly AccessRule[], identity: Identity): boolean {
  return rules.some((rule) => 'program' in rule && isFor(rule, identity));
}

/** A shop's program does nothing in the name of the cooperative. */
function isFor({ scope }: AccessRule, { role, merchant }: Identity): boolean {
  return role === 'program' && (merchant !== null) === (scope === 'own_merchant');
}

function isRole(roles: readonly PersonRole[], { role }: Identity): boolean {
  return role !== 'program' && roles.includes(role);
}
