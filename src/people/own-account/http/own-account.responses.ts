import { ApiProperty } from '@nestjs/swagger';
import { DivisionField } from '../../../platform/delivery/http/names';
import { type Permission, permissions, type Role, roles } from '../../../platform/foundation/actor/permissions';
import { type DivisionKind, divisionKinds } from '../../../place/divisions';
import type { OwnAccount, OwnGrant, OwnTeam } from '../application/who-am-i';

const permissionCodes = Object.keys(permissions);

export class OwnGrantResponse implements OwnGrant {
  @ApiProperty({ enum: Object.keys(roles), description: '角色' })
  role!: Role;

  @ApiProperty({ description: '角色名称', example: '社区工作者' })
  roleName!: string;

  @ApiProperty({ format: 'uuid', description: '区划编号' })
  divisionId!: string;

  @ApiProperty({ description: '区划名称', example: '御景社区' })
  divisionName!: string;

  @ApiProperty({ enum: [...divisionKinds], description: '区划级别' })
  divisionKind!: DivisionKind;

  @ApiProperty({ description: '区划路径，以它开头的都在范围内', example: '/1/2/5/' })
  divisionPath!: string;

  @ApiProperty({ enum: permissionCodes, isArray: true, description: '在这个范围内的权限' })
  permissions!: readonly Permission[];
}

export class OwnLedTeamResponse implements OwnTeam {
  @ApiProperty({ format: 'uuid', description: '服务队编号' })
  id!: string;

  @ApiProperty({ description: '服务队名称', example: '永春河巡河队' })
  name!: string;

  @DivisionField('服务队所在区划')
  divisionId!: string;

  @ApiProperty({ description: '是否队长；副队长为 false，只能带签到' })
  isLeader!: boolean;

  @ApiProperty({ description: '职务', example: '队长' })
  dutyName!: string;
}

export class OwnAccountResponse implements OwnAccount {
  @ApiProperty({ description: '账号编号', format: 'uuid' })
  userId!: string;

  @ApiProperty({ description: '显示名', example: '赵桂兰' })
  displayName!: string;

  @ApiProperty({ description: '志愿者编号(内部),没有则为 null', format: 'uuid', nullable: true, type: String })
  volunteerId!: string | null;

  @ApiProperty({ description: '志愿者编号，没有则为 null', nullable: true, type: String, example: 'V0000001' })
  volunteerNo!: string | null;

  @ApiProperty({ description: '志愿者姓名，没有则为 null', nullable: true, type: String, example: '赵桂兰' })
  volunteerName!: string | null;

  @ApiProperty({ enum: permissionCodes, isArray: true, description: '在某处持有的全部权限，含本人的' })
  permissions!: readonly Permission[];

  @ApiProperty({ description: '角色与范围', type: [OwnGrantResponse] })
  grants!: readonly OwnGrantResponse[];

  @ApiProperty({ description: '本人带的服务队，队长和副队长都在内', type: [OwnLedTeamResponse] })
  ledTeams!: readonly OwnLedTeamResponse[];

  @ApiProperty({ description: '是否须先启用动态码：在此以前没有任何角色' })
  isSecondFactorDue!: boolean;
}
