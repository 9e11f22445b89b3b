export { decisionErrors } from './decision-errors';
export { DecisionGuard, type Matter, type PossibleDecider, type Standing } from './decision-guard';
export { type DecidedBy, type DecisionKind, DecisionKinds } from './decision-kind';
export type { DecisionOutcome, DecisionRequest, NewDecision } from './decision-request';
export { type DecisionNews, DecisionTeller } from './decision-teller';
export { Decisions } from './decisions';
export { DecisionsModule } from './decisions.module';
export { StandingResponse } from './http/decision.requests';
export { PersonTies, type Tie, type TieFacts } from './person-ties';
