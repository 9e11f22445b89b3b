import { Injectable } from '@nestjs/common';
import { requireAccount } from '../../../platform/security/identity/access';
import { type Actor, permissionsOf, permissionsOfGrant } from '../../../platform/foundation/actor/actor';
import { type Permission, type Role, roles } from '../../../platform/foundation/actor/permissions';
import type { DivisionKind } from '../../../place/divisions';
import { AccountFactsReader, type LedTeam } from '../persistence/account-facts';

export interface OwnGrant {
  readonly role: Role;
  readonly roleName: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly divisionKind: DivisionKind;
  readonly divisionPath: string;
  readonly permissions: readonly Permission[];
}

export interface OwnTeam extends LedTeam {
  readonly dutyName: string;
}

/** The account, as a page needs it to choose its menu. */
export interface OwnAccount {
  readonly userId: string;
  readonly displayName: string;
  readonly volunteerId: string | null;
  readonly volunteerNo: string | null;
  readonly volunteerName: string | null;
  readonly permissions: readonly Permission[];
  readonly grants: readonly OwnGrant[];
  readonly ledTeams: readonly OwnTeam[];
  readonly isSecondFactorDue: boolean;
}

/** Tells somebody who has signed in who they are here, and what they may do where. */
@Injectable()
export class WhoAmI {
  constructor(private readonly facts: AccountFactsReader) {}

  /** @throws SIGN_IN_REQUIRED */
  async execute(actor: Actor): Promise<OwnAccount> {
    const account = requireAccount(actor);
    const { userId, displayName, volunteerId, grants, needsTotp } = account;
    const facts = await this.facts.of(
      volunteerId,
      grants.map(({ divisionId }) => divisionId),
    );
    const divisions = new Map(facts.divisions.map((division) => [division.id, division]));
    return {
      ...{ userId, displayName, volunteerId },
      ...{ volunteerNo: facts.volunteerNo, volunteerName: facts.volunteerName },
      permissions: permissionsOf(account),
      grants: grants.map((grant) => ({
        ...{ role: grant.role, roleName: roles[grant.role], divisionId: grant.divisionId },
        divisionName: divisions.get(grant.divisionId)?.name ?? '',
        divisionKind: divisions.get(grant.divisionId)?.kind ?? 'STREET',
        divisionPath: grant.divisionPath,
        permissions: permissionsOfGrant(grant),
      })),
      ledTeams: facts.teams.map((team) => ({ ...team, dutyName: team.isLeader ? '队长' : '副队长' })),
      isSecondFactorDue: needsTotp === true,
    };
  }
}
