import type { ClientScope } from '@app/access';
import type { AccessRule } from '@app/http';

/** Admits programs of shops that have this scope. */
export function shopProgram(program: ClientScope): AccessRule {
  return { program, scope: 'own_merchant' };
}

/** Admits programs of cooperatives that have this scope. */
export function cooperativeProgram(program: ClientScope): AccessRule {
  return { program, scope: 'own_cooperative' };
}
