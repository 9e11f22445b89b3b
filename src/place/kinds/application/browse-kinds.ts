import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { DivisionDirectory } from '../../divisions';
import { type CategoryView, KindDirectory, type KindQuestion, type KindView } from '../persistence/kind-directory';

export interface BrowseKindsQuery {
  /** Whose kinds; default: those that come with the application. */
  readonly divisionId?: string;
  readonly withRetired?: boolean;
}

/** The kinds of a place as they are today. */
@Injectable()
export class BrowseKinds {
  constructor(
    private readonly directory: KindDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN */
  async categories(query: BrowseKindsQuery): Promise<readonly CategoryView[]> {
    return this.directory.categories(await this.questionOf(query));
  }

  /** @throws DIVISION_UNKNOWN */
  async teamKinds(query: BrowseKindsQuery): Promise<readonly KindView[]> {
    return this.directory.teamKinds(await this.questionOf(query));
  }

  private async questionOf({ divisionId, withRetired }: BrowseKindsQuery): Promise<KindQuestion> {
    const path = divisionId === undefined ? '/' : (await this.divisions.byId(divisionId)).path;
    return { path, day: localDayOf(this.clock.nowMs()), ...(withRetired !== undefined && { withRetired }) };
  }
}
