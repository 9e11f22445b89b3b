import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { DivisionDirectory } from '../../divisions';
import { KindDirectory } from '../../kinds';
import { PolicyDirectory } from '../persistence/policy-directory';
import { type CodeNames, policyKind, policyKindLabels, type PolicyKindName } from '../policy-kind';

/** Rules that residents are ruled by, in the order in which they are read. */
export const publicPolicyKinds = ['HOURS', 'POINTS', 'STARS'] as const satisfies PolicyKindName[];
export type PublicPolicyKind = (typeof publicPolicyKinds)[number];

/** A rule in force today, as residents read it. */
export interface PublicPolicy {
  readonly kind: PublicPolicyKind;
  readonly title: string;
  readonly version: string;
  readonly effectiveFrom: LocalDay;
  readonly sentences: readonly string[];
}

/** Says the rules in force today as sentences that are made from the data which the rules are computed by. */
@Injectable()
export class PublicPolicies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly kinds: KindDirectory,
    private readonly policies: PolicyDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws POLICY_MISSING */
  async inForce(): Promise<readonly PublicPolicy[]> {
    const day = localDayOf(this.clock.nowMs());
    return this.unitOfWork.run(async (tx) => {
      const path = (await this.divisions.placeOfAll(tx))?.path ?? '/';
      const categories = await this.kinds.categories({ path, day, withRetired: true }, tx);
      const nameOf = new Map(categories.map(({ code, name }) => [code, name]));
      const names: CodeNames = { category: (code) => nameOf.get(code) ?? code };
      const said: PublicPolicy[] = [];
      for (const name of publicPolicyKinds) {
        const kind = policyKind(name);
        if (!kind?.sentencesOf) continue;
        const { version, body } = await this.policies.effective(name, path, day, tx);
        said.push({
          ...{ kind: name, title: policyKindLabels[name], version },
          effectiveFrom: kind.schema.parse(body).effectiveFrom,
          sentences: kind.sentencesOf(body, names),
        });
      }
      return said;
    });
  }
}
