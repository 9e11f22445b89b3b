import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { Runtime } from '../../foundation/config/runtime';
import { AccessGuard } from './http/access.guard';
import { AccountRules } from './account-rules';
import { AccountPins } from './account-pins';
import { StaffNotices } from './staff-notices';
import { ActorSource } from './actor-source';
import { ChangePassword } from './change-password';
import { ExternalIdentities } from './external-identities';
import { AccountController } from './http/account.controller';
import { AuthController } from './http/auth.controller';
import { InvitationPageController } from './http/invitation-page.controller';
import { SessionCookies } from './http/session-cookies';
import { Invitations } from './invitations';
import { JwtStrategy } from './jwt.strategy';
import { OperatorWords } from './operator-words';
import { PasswordCheck } from './password-check';
import { SecondFactor } from './second-factor';
import { SecondFactorCheck } from './second-factor-check';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';
import { ACCESS_TOKEN_AUDIENCE, ACCESS_TOKEN_ISSUER, ACCESS_TOKEN_SECONDS, accessTokenKey, Tokens } from './tokens';
import { VerifiedTokens } from './verified-tokens';

/** Who somebody is and what that opens: sign-in, sessions, tokens and the guard of all routes. */
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
  controllers: [AuthController, AccountController, InvitationPageController],
  providers: [
    AccountPins,
    AccountRules,
    ActorSource,
    ChangePassword,
    ExternalIdentities,
    Invitations,
    JwtStrategy,
    OperatorWords,
    PasswordCheck,
    SecondFactor,
    SecondFactorCheck,
    SessionCookies,
    Sessions,
    SignIn,
    StaffNotices,
    Tokens,
    VerifiedTokens,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccountPins,
    StaffNotices,
    AccountRules,
    ActorSource,
    ExternalIdentities,
    Invitations,
    OperatorWords,
    PasswordCheck,
    SecondFactorCheck,
    SessionCookies,
    Sessions,
    SignIn,
  ],
})
export class IdentityModule {}
