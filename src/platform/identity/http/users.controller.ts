import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../database/commands';
import { Allow, ApiCommand, Command } from '../../http/decorators';
import { IdPipe } from '../../http/id.pipe';
import { ChoiceField, IdField, NestedField, TextField } from '../../http/fields';
import { grantableRoles } from '../permissions';
import { UserAccounts, type UserView } from '../user-accounts';

type GrantableRole = (typeof grantableRoles)[number];

export class GrantRequest {
  @ChoiceField({ label: '角色', of: grantableRoles })
  role!: GrantableRole;

  @IdField({ label: '区划' })
  divisionId!: string;
}

export class NewUserRequest {
  @TextField({ label: '用户名', min: 3, max: 64, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -' })
  username!: string;

  @TextField({ label: '初始密码', min: 10, max: 128 })
  password!: string;

  @TextField({ label: '显示名', max: 40 })
  displayName!: string;

  @NestedField(() => GrantRequest, { label: '角色与范围', list: { min: 1, max: 20 } })
  grants!: GrantRequest[];
}

export class UserResponse implements UserView {
  @ApiProperty({ description: '账号编号', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '用户名' })
  username!: string;

  @ApiProperty({ description: '显示名' })
  displayName!: string;
}

export class GrantCreatedResponse {
  @ApiProperty({ description: '授权编号', format: 'uuid' })
  id!: string;
}

@ApiTags('账号与角色')
@Controller('users')
export class UsersController {
  constructor(private readonly accounts: UserAccounts) {}

  @Post()
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({ summary: '新建账号', operationId: 'createUser' })
  @ApiCreatedResponse({ type: UserResponse })
  async create(@Command() context: CommandContext, @Body() body: NewUserRequest): Promise<UserResponse> {
    return this.accounts.create(context, body);
  }

  @Post(':userId/grants')
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({ summary: '授予角色', operationId: 'grantRole' })
  @ApiCreatedResponse({ type: GrantCreatedResponse })
  async grant(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Body() body: GrantRequest,
  ): Promise<GrantCreatedResponse> {
    return this.accounts.grant(context, userId, body);
  }
}
