import type { LocalDay } from '../../src/kernel/local-day';
import { CreateDivision, type DivisionKind, type DivisionView } from '../../src/place/divisions';
import { AppointHead, type AppointedHead, type AppointHeadCommand } from '../../src/people/heads';
import { AnswerMerge } from '../../src/people/merges/application/answer-merge';
import { CreateTeam, type CreateTeamCommand, type TeamRef } from '../../src/people/teams';
import {
  RegisterVolunteer,
  type RegisterVolunteerCommand,
  type Registration,
  ReviewVolunteer,
} from '../../src/people/volunteers';
import { idNumberCheckCharacter } from '../../src/people/volunteers/person/domain/id-number';
import type { CommandContext } from '../../src/platform/data/database/commands';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { systemActor, type UserActor } from '../../src/platform/foundation/actor/actor';
import type { Role } from '../../src/platform/foundation/actor/permissions';
import { UserAccounts } from '../../src/platform/security/accounts/user-accounts';
import type { BootedApp } from '../support/boot-app';
import { decideAsAnother } from '../support/decisions';

/** A street with two communities; the first one goes down to a unit. */
export interface StreetTree {
  readonly district: DivisionView;
  readonly street: DivisionView;
  readonly community: DivisionView;
  readonly otherCommunity: DivisionView;
  readonly grid: DivisionView;
  readonly building: DivisionView;
  readonly unit: DivisionView;
}

export interface SignedIn {
  readonly userId: string;
  readonly username: string;
  readonly token: string;
}

export const PASSWORD = 'correct-horse-9';
const REGION = '110105';

/** A valid ID number of nobody: the sequence makes it different, the birth date is the one wanted. */
export function idNumberOf(sequence: number, birthDate = '1980-05-17'): string {
  const first17 = REGION + birthDate.replace(/-/g, '') + String(sequence % 1000).padStart(3, '0');
  return first17 + idNumberCheckCharacter(first17);
}

/** Makes places and people through the use cases, as the system; numbers everything itself. */
export class PeopleBuilder {
  /** Of all builders of an application, so that a second one makes other people and places. */
  private static readonly counts = new WeakMap<BootedApp, number>();

  constructor(private readonly booted: BootedApp) {}

  private get count(): number {
    return PeopleBuilder.counts.get(this.booted) ?? 0;
  }

  private set count(count: number) {
    PeopleBuilder.counts.set(this.booted, count);
  }

  /** A command of the system under a key of its own. */
  context(key?: string): CommandContext {
    this.count += 1;
    return { actor: systemActor('test'), idempotencyKey: key ?? `people-builder-${String(this.count)}` };
  }

  async division(parent: DivisionView | null, kind: DivisionKind, name: string): Promise<DivisionView> {
    const context = this.context();
    const command = { parentId: parent?.id ?? null, kind, code: `D${String(this.count)}`, name };
    return this.booted.get(CreateDivision).execute(context, command);
  }

  async street(): Promise<StreetTree> {
    const district = await this.division(null, 'DISTRICT', '新城区');
    const street = await this.division(district, 'STREET', '福镇街道');
    const community = await this.division(street, 'COMMUNITY', '御景社区');
    const otherCommunity = await this.division(street, 'COMMUNITY', '河畔社区');
    const grid = await this.division(community, 'GRID', '第一网格');
    const building = await this.division(grid, 'BUILDING', '1号楼');
    const unit = await this.division(building, 'UNIT', '1单元');
    return { district, street, community, otherCommunity, grid, building, unit };
  }

  /** A registration waiting for review. */
  async registration(divisionId: string, given: Partial<RegisterVolunteerCommand> = {}): Promise<Registration> {
    const context = this.context();
    return this.booted.get(RegisterVolunteer).execute(context, {
      channel: 'STAFF',
      divisionId,
      name: `居民${String(this.count)}`,
      idNumber: idNumberOf(this.count),
      phone: `1380000${String(this.count).padStart(4, '0')}`,
      consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' }],
      ...given,
    });
  }

  /** An ACTIVE volunteer. */
  async volunteer(divisionId: string, given: Partial<RegisterVolunteerCommand> = {}): Promise<Registration> {
    const registration = await this.registration(divisionId, given);
    await this.booted.get(ReviewVolunteer).execute(this.context(), {
      volunteerId: registration.id,
      expectedVersion: 1,
      decision: 'APPROVE',
    });
    return registration;
  }

  /** An ACTIVE volunteer with an account who has signed in. */
  async signedInVolunteer(
    divisionId: string,
    given: Partial<RegisterVolunteerCommand> = {},
  ): Promise<SignedIn & { readonly volunteerId: string }> {
    const username = `volunteer${String(this.count)}`;
    const { id } = await this.volunteer(divisionId, { account: { username, password: PASSWORD }, ...given });
    return { ...(await this.signIn('', username)), volunteerId: id };
  }

  /** A staff account that holds one role and has signed in. */
  async staff(role: Exclude<Role, 'VOLUNTEER'>, divisionId: string): Promise<SignedIn> {
    const context = this.context();
    const username = `staff${String(this.count)}`;
    const grants = [{ role, divisionId }];
    const user = { username, password: PASSWORD, displayName: '工作人员', grants };
    const { id } = await this.booted.get(UserAccounts).create(context, user);
    return this.signIn(id, username);
  }

  /** Another account of somebody: it names the volunteer behind it and is not the volunteer's own. */
  async accountOf(volunteerId: string, role: Exclude<Role, 'VOLUNTEER'>, divisionId: string): Promise<SignedIn> {
    const user = await this.staff(role, divisionId);
    await this.booted
      .get(UnitOfWork)
      .run(async (tx) =>
        tx.query('update user_account set person_volunteer_id = $2 where id = $1', [user.userId, volunteerId]),
      );
    return user;
  }

  /** Both people of a proposed merge agree on paper; an archive that decides nothing has the papers. */
  async bothAgree(mergeId: string): Promise<void> {
    const [merge] = await this.booted
      .get(UnitOfWork)
      .read<{ people: readonly string[] }>(
        'select array[merged_volunteer_id, surviving_volunteer_id] as people from volunteer_merge where id = $1',
        [mergeId],
      );
    for (const volunteerId of merge?.people ?? []) {
      const context = { ...this.context(), actor: systemActor('archive') };
      await this.booted.get(AnswerMerge).onPaper(context, { mergeId, volunteerId, reference: '同意书第 1 号' });
    }
  }

  async team(divisionId: string, given: Partial<CreateTeamCommand> = {}): Promise<TeamRef> {
    const context = this.context();
    const command = { name: `服务队${String(this.count)}`, kind: 'RESIDENT' as const, divisionId, ...given };
    return this.booted.get(CreateTeam).execute(context, command);
  }

  async head(command: Omit<AppointHeadCommand, 'isPaid' | 'source'>): Promise<AppointedHead> {
    const whole = { isPaid: false, source: '居民会议', ...command };
    const answer = await this.booted.get(AppointHead).execute(this.context(), whole);
    // A term of the past is asked by one and decided by another.
    return answer.decisionId === null ? answer : decideAsAnother<AppointedHead>(this.booted, answer.decisionId);
  }

  /** An actor as the guard would make it, for use cases called without HTTP. */
  static actor(role: Exclude<Role, 'VOLUNTEER'>, division: DivisionView): UserActor {
    return {
      kind: 'USER',
      userId: '01900000-0000-7000-8000-00000000abcd',
      sessionId: '01900000-0000-7000-8000-00000000abce',
      displayName: '工作人员',
      volunteerId: null,
      grants: [{ role, divisionId: division.id, divisionPath: division.path }],
    };
  }

  /** Somebody who has an account signs in once more. */
  async signedIn(username: string): Promise<SignedIn> {
    return this.signIn('', username);
  }

  private async signIn(userId: string, username: string): Promise<SignedIn> {
    const response = await fetch(`${this.booted.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    });
    const tokens = (await response.json()) as { accessToken: string };
    return { userId, username, token: tokens.accessToken };
  }
}

/** A calendar day of a test. */
export function localDay(text: string): LocalDay {
  return text as LocalDay;
}
