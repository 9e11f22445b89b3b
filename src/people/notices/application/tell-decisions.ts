import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type DecisionNews, DecisionTeller } from '../../../platform/security/decisions';
import { Notices } from './notices';

/** Puts what was asked or decided about people into their inbox. */
@Injectable()
export class TellDecisions extends DecisionTeller {
  constructor(private readonly notices: Notices) {
    super();
  }

  override async tell(tx: Transaction, news: readonly DecisionNews[]): Promise<void> {
    await this.notices.send(
      tx,
      news.map(({ requestId, volunteerId, label, stage, what, reason }) => {
        return {
          volunteerId,
          kind: `DECISION_${stage}` as const,
          subjectKey: requestId,
          data: { label, what, reason },
        };
      }),
    );
  }
}
