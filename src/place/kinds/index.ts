/** The only door of this module. */
export {
  AskCategory,
  type AddCategoryCommand,
  type AskedCategory,
  type ChangeCategoryCommand,
} from './application/ask-category';
export { type CategoryUse, CategoryUsers } from './application/category-users';
export { type AddTeamKindCommand, type ChangeTeamKindCommand, KeepTeamKinds } from './application/keep-team-kinds';
export { RetireCategory, type RetireCategoryCommand } from './application/retire-category';
export { serviceWord } from './domain/kind-change';
export { kindErrors } from './errors';
export { KindsModule } from './kinds.module';
export { type CategoryView, KindDirectory, type KindView } from './persistence/kind-directory';
