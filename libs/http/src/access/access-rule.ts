import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { ClientScope, Identity, PersonRole } from '@app/access';

/** Whose things a route is about. The use case still asks whether this object is among them. */
export type Scope = 'own_account' | 'own_merchant' | 'own_cooperative' | 'network';

/** Whom a route admits, and to whose things: people by their roles; programs by a scope of theirs; `public` asks for no token. */
export type AccessRule =
  | { readonly scope: 'public' }
  | { readonly scope: Scope; readonly roles: readonly PersonRole[] }
  | { readonly scope: 'own_merchant' | 'own_cooperative'; readonly program: ClientScope };

export const ACCESS_RULES = 'simpul:access';

/** Who may call a route. Every route has one, or the application does not start. */
export function Access(
  ...rules: readonly [AccessRule, ...AccessRule[]]
): MethodDecorator & ClassDecorator {
  const withToken = rules.every((rule) => rule.scope !== 'public');
  return applyDecorators(
    SetMetadata(ACCESS_RULES, rules),
    ...(withToken ? [ApiSecurity('bearer')] : []),
  );
}

export const FRESH_PROOF = 'simpul:fresh-proof';

/** The route moves others' money or rules: of whoever has a second factor it wants to have been shown it within the last five minutes. */
export function NeedsFreshProof(): MethodDecorator {
  return SetMetadata(FRESH_PROOF, true);
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
