/** The only door of this module. */
export { RefreshRanking } from './application/refresh-ranking';
export { rankingErrors } from './errors';
export {
  type DivisionMonthTotal,
  type OwnRank,
  type RankingLine,
  type RankingQuestion,
  RankingReader,
  type RankMeasure,
} from './persistence/ranking-reader';
export { RankingModule } from './ranking.module';
