/** The only door of this module. */
export {
  DeclareHousehold,
  type DeclareHouseholdCommand,
  type HouseholdRef,
  LeaveHousehold,
} from './application/declare-household';
export { householdErrors } from './errors';
export { HouseholdsModule } from './households.module';
export { HouseholdDirectory, type HouseholdMember } from './persistence/household-directory';
