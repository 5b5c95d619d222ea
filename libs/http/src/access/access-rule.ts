import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { Identity, Role } from '@app/access';

/** Whose things a route is about. The use case still asks whether this object is among them. */
export type Scope = 'own_account' | 'own_merchant' | 'own_cooperative' | 'network';

/** Roles that a route admits, and to whose things; `public` asks for no token. */
export type AccessRule =
  { readonly scope: 'public' } | { readonly scope: Scope; readonly roles: readonly Role[] };

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

/** The route moves others' money or rules: it wants a second factor shown within the last five minutes. */
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
    if (rule.roles.includes(identity.role) && HOLDS[rule.scope](identity)) return true;
  }
  return false;
}
