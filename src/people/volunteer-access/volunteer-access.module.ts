import { Module, type OnModuleInit } from '@nestjs/common';
import { NoticesModule } from '../notices';
import { PhoneSignInModule } from '../phone-sign-in';
import { PersonExports, PersonTraces, VolunteersModule } from '../volunteers';
import { AccountLinks } from './application/account-links';
import { AccountOpeningKind } from './application/account-opening-kind';
import { ApplyPhoneChanges } from './application/apply-phone-changes';
import { AskPhoneChange } from './application/ask-phone-change';
import { DeskCodes } from './application/desk-codes';
import { NewPhones } from './application/new-phones';
import { OpenAccount } from './application/open-account';
import { PhoneChangeKind } from './application/phone-change-kind';
import { ShowPhoneChanges } from './application/show-phone-changes';
import { StopPhoneChange } from './application/stop-phone-change';
import { TellOwner } from './application/tell-owner';
import { TellPhones } from './application/tell-phones';
import { VolunteerAccountsController } from './http/accounts.controller';
import { PhoneChangesController } from './http/phone-changes.controller';
import { AccessJobHandlers } from './jobs/access-job-handlers';
import { AccountSlips } from './persistence/account-slips';
import { personTables } from './persistence/person-tables';
import { personTraces } from './persistence/person-traces';
import { PhoneChanges } from './persistence/phone-changes';

/** Who gets into a volunteer's account: another phone, and the account's opening. */
@Module({
  imports: [NoticesModule, VolunteersModule, PhoneSignInModule],
  controllers: [PhoneChangesController, VolunteerAccountsController],
  providers: [
    ...[AskPhoneChange, ApplyPhoneChanges, StopPhoneChange, ShowPhoneChanges, PhoneChangeKind, TellPhones, TellOwner],
    ...[NewPhones, DeskCodes, PhoneChanges, AccessJobHandlers],
    ...[OpenAccount, AccountLinks, AccountOpeningKind, AccountSlips],
  ],
})
export class VolunteerAccessModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
  ) {}

  onModuleInit(): void {
    this.traces.declare('volunteer-access', personTraces);
    this.exports.declare('volunteer-access', personTables);
  }
}
