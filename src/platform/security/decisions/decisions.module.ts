import { Global, Module } from '@nestjs/common';
import { DecisionGuard } from './decision-guard';
import { DecisionJobHandlers } from './decision-job-handlers';
import { DecisionKinds } from './decision-kind';
import { DecisionStore } from './decision-store';
import { DecisionsQueue } from './decisions-queue';
import { Decisions } from './decisions';
import { DecisionsController } from './http/decisions.controller';
import { PossibleDeciders } from './possible-deciders';
import { ReleaseDecision } from './release-decision';
import { ShowDecisions } from './show-decisions';

/** Asked by one, decided by another. Needs PersonTies and DecisionTeller from modules that are global. */
@Global()
@Module({
  controllers: [DecisionsController],
  providers: [
    DecisionKinds,
    DecisionGuard,
    DecisionStore,
    Decisions,
    PossibleDeciders,
    ReleaseDecision,
    ShowDecisions,
    DecisionJobHandlers,
    DecisionsQueue,
  ],
  exports: [DecisionKinds, DecisionGuard, Decisions, ReleaseDecision],
})
export class DecisionsModule {}
