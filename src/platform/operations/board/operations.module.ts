import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Runtime } from '../../foundation/config/runtime';
import { BoardController } from './board.controller';
import { BoardPass } from './board-pass';
import { DeadLetters } from './dead-letters';
import { DeadLettersController } from './dead-letters.controller';
import { QueueBoard } from './queue-board';
import { ACCESS_TOKEN_ISSUER, accessTokenKey } from '../../security/identity/tokens';

/** What an administrator needs to keep the service running. */
@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [Runtime],
      useFactory: ({ secrets }: Runtime) => ({
        secret: accessTokenKey(secrets.jwtSecret),
        signOptions: { algorithm: 'HS256', issuer: ACCESS_TOKEN_ISSUER },
      }),
    }),
  ],
  controllers: [BoardController, DeadLettersController],
  providers: [BoardPass, DeadLetters, QueueBoard],
  exports: [DeadLetters],
})
export class OperationsModule {}
