import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { Runtime } from '../config/runtime';
import { AccessGuard } from '../http/access.guard';
import { AccountReach } from './account-reach';
import { AccountRules } from './account-rules';
import { AccountFindings } from './accounts/account-findings';
import { AccountPins } from './accounts/account-pins';
import { AccountPlaces } from './accounts/account-places';
import { ChangePerson } from './accounts/change-person';
import { Deputies } from './accounts/deputies';
import { ListAccounts } from './accounts/list-accounts';
import { ListDeputies } from './accounts/list-deputies';
import { MakeStaffAccount } from './accounts/make-staff-account';
import { SendInvitation } from './accounts/send-invitation';
import { Slips } from './accounts/slips';
import { StaffNotices } from './accounts/staff-notices';
import { StaffPersons } from './accounts/staff-persons';
import { StaffPhones } from './accounts/staff-phones';
import { ActorSource } from './actor-source';
import { ChangePassword } from './change-password';
import { ExternalIdentities } from './external-identities';
import { GrantWriter } from './grant-writer';
import { AccountOpeningsController } from './http/account-openings.controller';
import { AccountController } from './http/account.controller';
import { AuthController } from './http/auth.controller';
import { DecisionDeputiesController } from './http/deputies.controller';
import { InvitationPageController } from './http/invitation-page.controller';
import { SessionCookies } from './http/session-cookies';
import { UsersController } from './http/users.controller';
import { Invitations } from './invitations';
import { JwtStrategy } from './jwt.strategy';
import { OperatorWords } from './operator-words';
import { PasswordCheck } from './password-check';
import { ResetSecondFactor } from './reset-second-factor';
import { RoleGrants } from './role-grants';
import { SecondFactor } from './second-factor';
import { SecondFactorCheck } from './second-factor-check';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';
import { ACCESS_TOKEN_AUDIENCE, ACCESS_TOKEN_ISSUER, ACCESS_TOKEN_SECONDS, accessTokenKey, Tokens } from './tokens';
import { UserAccounts } from './user-accounts';
import { VerifiedTokens } from './verified-tokens';

/** Who somebody is and what they may do: sign-in, tokens, accounts, roles and the guard of all routes. */
@Global()
@Module({
  imports: [
    PassportModule,
    JwtModule.registerAsync({
      inject: [Runtime],
      useFactory: (runtime: Runtime) => ({
        secret: accessTokenKey(runtime.secrets.jwtSecret),
        signOptions: {
          algorithm: 'HS256',
          expiresIn: ACCESS_TOKEN_SECONDS,
          issuer: ACCESS_TOKEN_ISSUER,
          audience: ACCESS_TOKEN_AUDIENCE,
        },
      }),
    }),
  ],
  controllers: [
    AuthController,
    AccountController,
    UsersController,
    AccountOpeningsController,
    DecisionDeputiesController,
    InvitationPageController,
  ],
  providers: [
    AccountFindings,
    AccountPins,
    AccountPlaces,
    AccountReach,
    AccountRules,
    ActorSource,
    ChangePassword,
    ChangePerson,
    Deputies,
    ExternalIdentities,
    GrantWriter,
    Invitations,
    JwtStrategy,
    ListAccounts,
    ListDeputies,
    MakeStaffAccount,
    OperatorWords,
    PasswordCheck,
    ResetSecondFactor,
    RoleGrants,
    SecondFactor,
    SecondFactorCheck,
    SendInvitation,
    SessionCookies,
    Sessions,
    SignIn,
    Slips,
    StaffNotices,
    StaffPersons,
    StaffPhones,
    Tokens,
    UserAccounts,
    VerifiedTokens,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccountFindings,
    MakeStaffAccount,
    StaffNotices,
    AccountRules,
    ActorSource,
    ExternalIdentities,
    Invitations,
    OperatorWords,
    PasswordCheck,
    RoleGrants,
    SecondFactorCheck,
    SendInvitation,
    SessionCookies,
    Sessions,
    SignIn,
    Slips,
    UserAccounts,
  ],
})
export class IdentityModule {}
