import { Global, Module } from '@nestjs/common';
import { Clock } from '../../platform/foundation/clock/clock';
import { Runtime } from '../../platform/foundation/config/runtime';
import { InstallationMode } from '../../platform/data/installation';
import { AccountPhones } from '../../platform/security/accounts';
import { PersonProof } from '../../platform/security/identity/person-proof';
import { GuardianPhones, VolunteersModule } from '../volunteers';
import { HttpSms } from './application/http-sms';
import { PhoneCodes } from './application/phone-codes';
import { ProvePerson } from './application/prove-person';
import { RegisteredPhones } from './application/registered-phones';
import { RequestCode } from './application/request-code';
import { SendCode } from './application/send-code';
import { SignInWithCode } from './application/sign-in-with-code';
import { Sms } from './application/sms';
import { TerminalSms } from './application/terminal-sms';
import { TextsToGuardians } from './application/texts-to-guardians';
import { OwnCodesController } from './http/own-codes.controller';
import { PhoneSignInController } from './http/phone-sign-in.controller';
import { OwnPhones } from './persistence/own-phones';
import { PhoneAccounts } from './persistence/phone-accounts';

/**
 * Signing in by a code sent to the phone, for volunteers who remember no password; and the person asked once more, global
 * because others ask for it.
 */
@Global()
@Module({
  imports: [VolunteersModule],
  controllers: [PhoneSignInController, OwnCodesController],
  providers: [
    PhoneAccounts,
    OwnPhones,
    PhoneCodes,
    SendCode,
    ProvePerson,
    { provide: PersonProof, useExisting: ProvePerson },
    RequestCode,
    SignInWithCode,
    { provide: AccountPhones, useClass: RegisteredPhones },
    { provide: GuardianPhones, useClass: TextsToGuardians },
    {
      provide: Sms,
      inject: [Runtime, Clock, InstallationMode],
      useFactory: ({ config }: Runtime, clock: Clock, mode: InstallationMode): Sms => {
        if (config.access.sms) return new HttpSms(config.access.sms, () => clock.nowMs());
        return new TerminalSms(mode);
      },
    },
  ],
  exports: [
    AccountPhones,
    GuardianPhones,
    PhoneAccounts,
    Sms,
    OwnPhones,
    PhoneCodes,
    SendCode,
    ProvePerson,
    PersonProof,
  ],
})
export class PhoneSignInModule {}
