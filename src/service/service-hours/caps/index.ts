/** The only door of this sub-room. */
export { type CapDecisionAnswer, DecideCap, type DecideCapCommand, DecisionSources } from './application/decide-cap';
export { type CapItem, ListCaps } from './application/list-caps';
export { DayCapsModule } from './caps.module';
export { capsQueue } from './persistence/caps-queue';
