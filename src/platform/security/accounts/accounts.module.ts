import { Global, Module } from '@nestjs/common';
import { AccountReach } from './account-reach';
import { GrantWriter } from './grant-writer';
import { AccountOpeningsController } from './http/account-openings.controller';
import { DecisionDeputiesController } from './http/deputies.controller';
import { UsersController } from './http/users.controller';
import { ResetSecondFactor } from './reset-second-factor';
import { RoleGrants } from './role-grants';
import { SuspendAccount } from './suspend-account';
import { UserAccounts } from './user-accounts';
import { AccountFindings } from './account-findings';
import { AccountPlaces } from './account-places';
import { ChangePerson } from './change-person';
import { Deputies } from './deputies';
import { ListAccounts } from './list-accounts';
import { ListDeputies } from './list-deputies';
import { MakeStaffAccount } from './make-staff-account';
import { SendInvitation } from './send-invitation';
import { Slips } from './slips';
import { StaffPersons } from './staff-persons';
import { StaffPhones } from './staff-phones';

/** Who gets an account of staff, with which roles and for whose place: what two decide, where it counts. */
@Global()
@Module({
  controllers: [UsersController, AccountOpeningsController, DecisionDeputiesController],
  providers: [
    AccountFindings,
    AccountPlaces,
    AccountReach,
    ChangePerson,
    Deputies,
    GrantWriter,
    ListAccounts,
    ListDeputies,
    MakeStaffAccount,
    ResetSecondFactor,
    RoleGrants,
    SendInvitation,
    Slips,
    StaffPersons,
    StaffPhones,
    SuspendAccount,
    UserAccounts,
  ],
  exports: [AccountFindings, MakeStaffAccount, RoleGrants, SendInvitation, Slips, UserAccounts],
})
export class AccountsModule {}
