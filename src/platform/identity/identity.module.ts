import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { Runtime } from '../config/runtime';
import { AccessGuard } from '../http/access.guard';
import { ActorSource } from './actor-source';
import { ChangePassword } from './change-password';
import { AccountController } from './http/account.controller';
import { AuthController } from './http/auth.controller';
import { UsersController } from './http/users.controller';
import { Invitations } from './invitations';
import { JwtStrategy } from './jwt.strategy';
import { PasswordCheck } from './password-check';
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
  controllers: [AuthController, AccountController, UsersController],
  providers: [
    ActorSource,
    ChangePassword,
    Invitations,
    JwtStrategy,
    PasswordCheck,
    SecondFactor,
    SecondFactorCheck,
    Sessions,
    SignIn,
    Tokens,
    UserAccounts,
    VerifiedTokens,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ActorSource, SecondFactorCheck, Sessions, UserAccounts],
})
export class IdentityModule {}
