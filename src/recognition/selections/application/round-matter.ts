import type { Matter, TieFacts } from '../../../platform/security/decisions';

/** By what somebody decides a round. */
export function roundRight({ divisionPath }: { readonly divisionPath: string }): Omit<Matter, keyof TieFacts> {
  return { permission: 'selection.decide', divisionPath };
}
