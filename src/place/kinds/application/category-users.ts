import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { DecisionTeller } from '../../../platform/security/decisions';

/** Answers who works with a category at a place: the volunteers to be told of a change, by id. */
export type CategoryUse = (
  tx: Transaction,
  question: { readonly code: string; readonly divisionPath: string; readonly now: Date },
) => Promise<readonly string[]>;

/** Who works with categories. A module above declares its own at the start; nobody here knows what activities are. */
@Injectable()
export class CategoryUsers {
  private readonly uses: CategoryUse[] = [];

  constructor(private readonly teller: DecisionTeller) {}

  declare(use: CategoryUse): void {
    this.uses.push(use);
  }

  /** Tells everybody who works with the category what was done to it. @returns how many were told */
  async tell(
    tx: Transaction,
    question: Parameters<CategoryUse>[1],
    news: { readonly subjectId: string; readonly label: string; readonly what: string; readonly reason: string },
  ): Promise<number> {
    const found = await Promise.all(this.uses.map((use) => use(tx, question)));
    const people = [...new Set(found.flat())];
    const { subjectId: requestId, ...rest } = news;
    await this.teller.tell(
      tx,
      people.map((volunteerId) => ({ ...rest, requestId, volunteerId, stage: 'APPROVED' as const })),
    );
    return people.length;
  }
}
