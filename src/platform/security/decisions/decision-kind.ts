import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../data/database/unit-of-work';
import type { Permission } from '../../foundation/actor/permissions';
import type { DecisionRequest } from './decision-request';
import type { TeamOfShift } from './person-ties';

/** Who decides, and when. */
export interface DecidedBy {
  readonly by: string;
  readonly at: Date;
}

/** A kind of thing that one asks and another decides. One object per kind, registered by the module that carries it out. */
export interface DecisionKind<Payload = unknown> {
  /** `<module>.<what>`, stable. */
  readonly name: string;
  /** A few Chinese words, for lists and notices. */
  readonly label: string;
  /** What the decider must hold for the place. */
  readonly permission: Permission;
  /** True: its things are counted by a queue of the module that carries it out (platform/security/waiting). */
  readonly hasOwnQueue?: boolean;
  /** True: the people concerned are told when it is asked, too, and of a refusal. */
  readonly tellsWhenAsked?: boolean;
  /** What is asked, in one Chinese sentence without names; figures and days belong into it. */
  sentence(payload: Payload): string;
  /**
   * For what was done on a shift: the team whose people do not decide it, by request; one question for all of them.
   * Requests that are about no shift are left out.
   */
  teamsOf?(requests: readonly DecisionRequest<Payload>[], tx?: Transaction): Promise<ReadonlyMap<string, TeamOfShift>>;
  /**
   * The one step that does all of it, inside the deciding transaction. Whatever it throws leaves nothing behind: the thing
   * goes on waiting. Checks anew what may have changed since it was asked.
   *
   * @returns what the API answers with, plain JSON.
   */
  approve(tx: Transaction, request: DecisionRequest<Payload>, decision: DecidedBy): Promise<unknown>;
  /** What a refusal, withdrawal or lapse has to take back, where asking left a trace. */
  reject?(tx: Transaction, request: DecisionRequest<Payload>, decision: DecidedBy): Promise<void>;
}

/** All kinds there are. */
@Injectable()
export class DecisionKinds {
  private readonly byName = new Map<string, DecisionKind>();

  /** Called once per kind when its module starts. */
  register<Payload>(kind: DecisionKind<Payload>): void {
    if (this.byName.has(kind.name)) throw new Error(`decision kind ${kind.name} is registered twice`);
    this.byName.set(kind.name, kind);
  }

  get(name: string): DecisionKind {
    const kind = this.byName.get(name);
    if (!kind) throw new Error(`decision kind ${name} is not registered`);
    return kind;
  }

  all(): readonly DecisionKind[] {
    return [...this.byName.values()];
  }
}
