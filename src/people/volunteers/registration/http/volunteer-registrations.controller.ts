import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, Public } from '../../../../platform/delivery/http/decorators';
import { LimitedBy } from '../../../../platform/delivery/http/limits';
import { RegisterVolunteer } from '../application/register-volunteer';
import { SelfRegistrationRequest, StaffRegistrationRequest } from './registration.requests';
import { RegistrationResponse } from './registration.requests';

@ApiTags('志愿者登记')
@Controller()
export class VolunteerRegistrationsController {
  constructor(private readonly register: RegisterVolunteer) {}

  @Post('volunteer-registrations')
  @Public('居民自行登记成为志愿者时还没有账号')
  @LimitedBy('registration')
  @ApiCommand()
  @ApiOperation({ summary: '本人登记', operationId: 'registerSelf' })
  @ApiCreatedResponse({ type: RegistrationResponse })
  async registerSelf(
    @Command() context: CommandContext,
    @Body() body: SelfRegistrationRequest,
  ): Promise<RegistrationResponse> {
    return this.register.execute(context, { ...body, channel: 'SELF' });
  }

  @Post('volunteers')
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiOperation({ summary: '工作人员登记', operationId: 'registerVolunteer' })
  @ApiCreatedResponse({ type: RegistrationResponse })
  async registerByStaff(
    @Command() context: CommandContext,
    @Body() body: StaffRegistrationRequest,
  ): Promise<RegistrationResponse> {
    return this.register.execute(context, { ...body, channel: 'STAFF' });
  }
}
