import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags, PickType } from '@nestjs/swagger';
import { CurrentActor, Public } from '../../../platform/delivery/http/decorators';
import { TextField } from '../../../platform/delivery/http/fields';
import { LimitedBy } from '../../../platform/delivery/http/limits';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { GuardianLinkRequest } from '../../../people/volunteers';
import { ChildSignups } from '../application/child-signups';
import { OwnSignupResponse } from './signup.responses';

export class ChildSignupsRequest extends GuardianLinkRequest {
  @TextField({ label: '验证码', max: 10, example: '123456' })
  code!: string;
}

export class ChildSignupResponse extends PickType(OwnSignupResponse, [
  ...(['id', 'activityId', 'title', 'placeName', 'positionName', 'teamName'] as const),
  ...(['startsAt', 'endsAt', 'shiftStatus', 'status'] as const),
]) {}

export class ChildSignupsResponse {
  @ApiProperty({ type: [ChildSignupResponse], description: '最近的五十场，晚的在前' })
  items!: readonly ChildSignupResponse[];
}

@ApiTags('监护人')
@Controller('guardian-links/signups')
export class ChildSignupsController {
  constructor(private readonly signups: ChildSignups) {}

  @Post()
  @HttpCode(200)
  @Public('监护人没有账号，凭短信里的链接和验证码')
  @LimitedBy('signInAddress')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '监护人看孩子报了什么',
    operationId: 'listChildSignups',
    description: '一个验证码只能用一次，不需要幂等键；每次查看留痕。',
  })
  @ApiOkResponse({ type: ChildSignupsResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Body() { token, code }: ChildSignupsRequest,
  ): Promise<ChildSignupsResponse> {
    const items = await this.signups.ofLink(actor, token, code);
    return {
      items: items.map(
        ({ id, activityId, title, placeName, positionName, teamName, startsAt, endsAt, shiftStatus, status }) => ({
          ...{ id, activityId, title, placeName, positionName, teamName, startsAt, endsAt, shiftStatus, status },
        }),
      ),
    };
  }
}
