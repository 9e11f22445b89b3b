import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../platform/delivery/http/decorators';
import { SetUp } from '../application/set-up';
import { SetupStage, type Stage } from '../application/setup-stage';
import {
  FirstAdministratorRequest,
  OpenStreetRequest,
  type SealedAdministratorResponse,
  SetupCodeRequest,
  type StageResponse,
  type StreetOpenedResponse,
} from './setup.requests';

/** What the setup page asks and does. There before the choice only; whoever has the code from the terminal may act. */
@ApiExcludeController()
@Controller('setup')
export class SetupController {
  constructor(
    private readonly setUp: SetUp,
    private readonly stages: SetupStage,
  ) {}

  /** How far the installation is. */
  @Get('stage')
  @Public('before the choice there are no accounts; the answer says only how far the setup is')
  stage(): Promise<StageResponse> {
    return this.stages.look();
  }

  @Post('code')
  @HttpCode(200)
  @Public('before the choice there are no accounts; asks for the code')
  check(@Body() { code }: SetupCodeRequest): Promise<Stage> {
    return this.setUp.check(code);
  }

  @Post('first-administrator')
  @HttpCode(200)
  @Public('before the choice there are no accounts; asks for the code')
  first(@Body() { code, administrator }: FirstAdministratorRequest): Promise<SealedAdministratorResponse> {
    return this.setUp.takeFirst(code, administrator);
  }

  @Post('street')
  @Public('before the choice there are no accounts; asks for the code')
  street(@Body() request: OpenStreetRequest): Promise<StreetOpenedResponse> {
    return this.setUp.openStreet(request.code, request);
  }

  @Post('practice')
  @Public('before the choice there are no accounts; asks for the code')
  practice(@Body() { code }: SetupCodeRequest): Promise<Stage> {
    return this.setUp.practise(code);
  }
}
