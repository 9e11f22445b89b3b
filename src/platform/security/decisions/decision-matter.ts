import type { DomainError } from '../../../kernel/domain-error';
import type { Permission } from '../../foundation/actor/permissions';
import type { TieFacts } from './person-ties';

/** A thing that waits for somebody's decision, as far as it matters who decides. */
export interface Matter extends TieFacts {
  readonly permission: Permission;
  /** Path of the place for which the permission must be held. */
  readonly divisionPath: string;
  /** The reader may decide by another right than a permission: the leader of the team that takes somebody in. */
  readonly isReadersRight?: boolean;
  /** Volunteers who may decide by another right than a permission, and the team or activity by which they do. */
  readonly leaders?: { readonly volunteerIds: readonly string[]; readonly of: string };
  /** Who has agreed already, where another has to agree as well: neither they nor anybody of their units is a second. */
  readonly agreed?: {
    readonly by: readonly string[];
    readonly unitIds: readonly string[];
    /** The unit of those who decide here without a role for the place. */
    readonly ownUnitId: string;
  };
  /** What else the deciding step would refuse the reader with. */
  readonly refusal?: DomainError | null;
}
