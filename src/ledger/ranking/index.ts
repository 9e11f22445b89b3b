/** The only door of this module. */
export { type Drift, type Recount, RecountReadModels } from './application/recount-read-models';
export { RefreshRanking } from './application/refresh-ranking';
export { rankingErrors } from './errors';
export {
  type OwnRank,
  type RankingLine,
  type RankingQuestion,
  RankingReader,
  type RankMeasure,
} from './persistence/ranking-reader';
export { type ActivityTotal, type DivisionMonthTotal, type MonthSpan, TotalsReader } from './persistence/totals-reader';
export { refreshRanking } from './ranking-jobs';
export { RankingModule } from './ranking.module';
