import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, localDayOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { InstallationMode } from '../../../platform/data/installation';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { type CategoryAsked, categorySentence, isSameState } from '../domain/kind-change';
import { kindErrors } from '../errors';
import { KindDirectory } from '../persistence/kind-directory';
import { KindRepository } from '../persistence/kind.repository';
import { CategoryUsers } from './category-users';
import { requireOwnName } from './kind-place';

export const CHANGE_CATEGORY = 'kinds.change-category';

/**
 * A new version of what a category means at a place. Names are decided by two as well: under the name of what is service
 * anything could be announced. It works forward only, and what is published keeps what it says.
 */
@Injectable()
export class ChangeCategoryKind implements DecisionKind<CategoryAsked>, OnModuleInit {
  readonly name = CHANGE_CATEGORY;
  readonly label = '活动类别';
  readonly permission = 'policy.manage';

  constructor(
    private readonly decisionKinds: DecisionKinds,
    private readonly directory: KindDirectory,
    private readonly kinds: KindRepository,
    private readonly users: CategoryUsers,
    private readonly mode: InstallationMode,
    private readonly ids: IdSource,
  ) {}

  onModuleInit(): void {
    this.decisionKinds.register(this);
  }

  sentence(asked: CategoryAsked): string {
    return categorySentence(asked);
  }

  /** @throws KIND_CHANGED_MEANWHILE, KIND_NAME_TAKEN, KIND_NOT_FORWARD where its day has come meanwhile */
  async approve(tx: Transaction, request: DecisionRequest<CategoryAsked>, { at }: DecidedBy) {
    const { payload, divisionPath: path } = request;
    const { divisionId, code, name, isService, sortOrder } = payload;
    await this.kinds.lock(tx);
    const own = await this.directory.latestOwnCategory(tx, divisionId, code);
    const current = own ?? (await this.directory.category(code, path, tx));
    if (!isSameState(payload.before, current)) throw kindErrors.refuse('KIND_CHANGED_MEANWHILE');
    const today = localDayOf(at.getTime());
    requireOwnName(await this.directory.categories({ path, day: today, withRetired: true }, tx), payload);
    const earliest = (await this.mode.look()) === 'PRACTICE' ? today : addDays(today, 1);
    const validFrom = payload.validFrom ?? earliest;
    if (validFrom < earliest || (own !== null && validFrom < own.validFrom)) {
      throw kindErrors.refuse('KIND_NOT_FORWARD', { field: 'validFrom' });
    }
    const version = { id: this.ids.next(), divisionId, code, name, isService, sortOrder, validFrom, isRetired: false };
    await this.kinds.appendCategory(tx, {
      ...version,
      ...{ createdBy: request.askedBy, createdAt: at, decisionId: request.id },
    });
    const news = { subjectId: request.id, label: this.label, what: this.sentence(payload), reason: request.reason };
    const toldCount = await this.users.tell(tx, { code, divisionPath: path, now: at }, news);
    return { ...version, toldCount };
  }
}
